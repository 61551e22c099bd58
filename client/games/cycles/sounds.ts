/**
 * The game's sounds, synthesised with WebAudio like the lobby's (alerts/chime.ts), so no file is loaded. Silent until the first
 * gesture, and while the player has sounds off.
 */
import type { Mute } from '../../alerts/mute.ts';
import { SOUND, type Tone, VOLUME } from '../../design/tokens.ts';
import type { Happening } from './happenings.ts';

/** The tones for an event, seen from the own seat; undefined for silence. */
export function tonesOf(happening: Happening, seat: number | null): readonly Tone[] | undefined {
  if (happening.type === 'turned') return SOUND.turn;
  if (happening.type === 'counted') return SOUND.count;
  if (happening.type === 'started') return SOUND.go;
  if (happening.type === 'closing') return SOUND.closing;
  if (happening.type === 'closed') return SOUND.closed;
  if (happening.type === 'crashed') return SOUND.crashed;
  if (happening.winner !== seat || seat === null) return SOUND.over;
  return happening.isLast ? SOUND.matchWon : SOUND.won;
}

export class Sounds {
  readonly #mute: Mute;
  #context: AudioContext | undefined;

  constructor(mute: Mute) {
    this.#mute = mute;
  }

  /** Must be called within a gesture. Idempotent. */
  unlock(): void {
    if (typeof AudioContext === 'undefined') return;
    this.#context ??= new AudioContext();
    if (this.#context.state === 'suspended') void this.#context.resume();
  }

  play(happening: Happening, seat: number | null): void {
    const context = this.#context;
    if (this.#mute.isOn || context?.state !== 'running') return;
    for (const tone of tonesOf(happening, seat) ?? []) sound(context, tone);
    if (happening.type === 'crashed') crackle(context);
  }

  close(): void {
    void this.#context?.close();
    this.#context = undefined;
  }
}

function sound(
  context: AudioContext,
  { hz, toHz, atS = 0, lastsS, volume = VOLUME.game, wave = 'triangle' }: Tone,
): void {
  const from = context.currentTime + atS;
  const tone = context.createOscillator();
  tone.type = wave;
  tone.frequency.setValueAtTime(hz, from);
  if (toHz !== undefined) tone.frequency.exponentialRampToValueAtTime(toHz, from + lastsS);
  tone.connect(fading(context, from, lastsS, volume));
  tone.start(from);
  tone.stop(from + lastsS);
}

/** Fading noise. */
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
  noise.connect(low).connect(fading(context, context.currentTime, lastsS, 0.2));
  noise.start();
}

/** A gain that fades out, connected to the speakers. */
function fading(context: AudioContext, from: number, lastsS: number, volume: number): GainNode {
  const gain = context.createGain();
  gain.gain.setValueAtTime(0.0001, from);
  gain.gain.linearRampToValueAtTime(volume, from + 0.01);
  gain.gain.exponentialRampToValueAtTime(0.001, from + lastsS);
  gain.connect(context.destination);
  return gain;
}
