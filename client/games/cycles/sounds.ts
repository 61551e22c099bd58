import { type Chime, fadingGain } from '../../alerts/chime.ts';
import { SOUND, type Tone } from '../../design/tokens.ts';
import type { Happening } from './happenings.ts';

/** `seat`: the own one. */
export function tonesOf(happening: Happening, seat: number | null): readonly Tone[] {
  if (happening.type === 'turned') return SOUND.turn;
  if (happening.type === 'counted') return SOUND.count;
  if (happening.type === 'started') return SOUND.go;
  if (happening.type === 'closing') return SOUND.closing;
  if (happening.type === 'closed') return SOUND.closed;
  if (happening.type === 'crashed') return SOUND.crashed;
  if (happening.winner !== seat || seat === null) return SOUND.over;
  return happening.isLast ? SOUND.matchWon : SOUND.won;
}

export function playSound(chime: Chime, happening: Happening, seat: number | null): void {
  chime.play(tonesOf(happening, seat));
  if (happening.type === 'crashed' && chime.audible) crackle(chime.audible);
}

function crackle(context: AudioContext): void {
  const lastsS = 0.4;
  const buffer = context.createBuffer(1, Math.ceil(context.sampleRate * lastsS), context.sampleRate);
  const samples = buffer.getChannelData(0);
  for (let i = 0; i < samples.length; i++) samples[i] = Math.random() * 2 - 1;
  const noise = context.createBufferSource();
  noise.buffer = buffer;
  const low = context.createBiquadFilter();
  low.type = 'lowpass';
  low.frequency.value = 1_400;
  noise.connect(low).connect(fadingGain(context, context.currentTime, lastsS, 0.2));
  noise.start();
}
