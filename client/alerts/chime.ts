/**
 * Sounds of the lobby, made by WebAudio: no file to load, and Phaser's sound manager is not in the way (it mutes when the
 * window loses focus, which is just when a sound is wanted). Silent until the first gesture, as browsers want it, and
 * where the player turned sounds off.
 */
import type { Mute } from './mute.ts';

type Note = { hz: number; atS: number; lastsS: number };

const FOUND: readonly Note[] = [
  { hz: 587, atS: 0, lastsS: 0.18 },
  { hz: 880, atS: 0.16, lastsS: 0.18 },
  { hz: 1_175, atS: 0.32, lastsS: 0.45 },
];
const INVITED: readonly Note[] = [
  { hz: 660, atS: 0, lastsS: 0.14 },
  { hz: 880, atS: 0.14, lastsS: 0.26 },
];
const VOLUME = 0.18;

export class Chime {
  readonly #mute: Mute;
  #context: AudioContext | undefined;

  constructor(mute: Mute) {
    this.#mute = mute;
  }

  /** Within a gesture; costs nothing the second time. */
  unlock(): void {
    if (typeof AudioContext === 'undefined') return;
    this.#context ??= new AudioContext();
    if (this.#context.state === 'suspended') void this.#context.resume();
  }

  found(): void {
    this.#play(FOUND);
  }

  invited(): void {
    this.#play(INVITED);
  }

  #play(notes: readonly Note[]): void {
    const context = this.#context;
    if (this.#mute.isOn || context?.state !== 'running') return;
    for (const { hz, atS, lastsS } of notes) {
      const from = context.currentTime + atS;
      const volume = context.createGain();
      volume.gain.setValueAtTime(0, from);
      volume.gain.linearRampToValueAtTime(VOLUME, from + 0.015);
      volume.gain.exponentialRampToValueAtTime(0.001, from + lastsS);
      const tone = context.createOscillator();
      tone.type = 'triangle';
      tone.frequency.value = hz;
      tone.connect(volume).connect(context.destination);
      tone.start(from);
      tone.stop(from + lastsS);
    }
  }
}
