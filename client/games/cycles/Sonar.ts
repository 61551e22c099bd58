/** The voices of the arena: one ahead, one on each side. Silent while the page is mute, and until the first gesture. */
import type { Chime } from '../../alerts/chime.ts';
import type { Voice, Voices } from './senses.ts';

/** Changes glide for so long, s: jumps would click. */
const GLIDE_S = 0.02;
const LOUDEST = { ahead: 0.1, left: 0.16, right: 0.16 } as const;
const PLACES = { ahead: 0, left: -1, right: 1 } as const;
const WAVES = { ahead: 'square', left: 'triangle', right: 'triangle' } as const;

type Name = keyof Voices;
type Line = { tone: OscillatorNode; gain: GainNode };

export class Sonar {
  readonly #chime: Chime;
  #lines: Record<Name, Line> | undefined;

  constructor(chime: Chime) {
    this.#chime = chime;
  }

  /** Undefined: nothing is to be heard. */
  play(voices: Voices | undefined): void {
    const context = voices && this.#chime.audible;
    if (!context) return this.stop();
    this.#lines ??= { ahead: line(context, 'ahead'), left: line(context, 'left'), right: line(context, 'right') };
    for (const name of ['ahead', 'left', 'right'] as const) tune(this.#lines[name], name, voices[name]);
  }

  stop(): void {
    for (const { tone, gain } of Object.values(this.#lines ?? {})) {
      tone.stop();
      gain.disconnect();
    }
    this.#lines = undefined;
  }
}

function line(context: AudioContext, name: Name): Line {
  const tone = new OscillatorNode(context, { type: WAVES[name] });
  const gain = new GainNode(context, { gain: 0 });
  tone
    .connect(gain)
    .connect(new StereoPannerNode(context, { pan: PLACES[name] }))
    .connect(context.destination);
  tone.start();
  return { tone, gain };
}

function tune({ tone, gain }: Line, name: Name, { hz, volume }: Voice): void {
  const { currentTime } = gain.context;
  tone.frequency.setTargetAtTime(hz, currentTime, GLIDE_S);
  gain.gain.setTargetAtTime(volume * LOUDEST[name], currentTime, GLIDE_S);
}
