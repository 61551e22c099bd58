/**
 * Sounds of the lobby, made by WebAudio: no file to load, and Phaser's sound manager is not in the way (it mutes when the
 * window loses focus, which is just when a sound is wanted). Silent until the first gesture, as browsers want it, and
 * where the player turned sounds off.
 */
import { SOUND, type Tone, VOLUME } from '../design/tokens.ts';
import type { Mute } from './mute.ts';

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
    this.#play(SOUND.found);
  }

  invited(): void {
    this.#play(SOUND.invited);
  }

  said(): void {
    this.#play(SOUND.said);
  }

  #play(tones: readonly Tone[]): void {
    const context = this.#context;
    if (this.#mute.isOn || context?.state !== 'running') return;
    for (const { hz, toHz, atS = 0, lastsS, volume: loud = VOLUME.lobby } of tones) {
      const from = context.currentTime + atS;
      const volume = context.createGain();
      volume.gain.setValueAtTime(0, from);
      volume.gain.linearRampToValueAtTime(loud, from + 0.015);
      volume.gain.exponentialRampToValueAtTime(0.001, from + lastsS);
      const tone = context.createOscillator();
      tone.type = 'triangle';
      tone.frequency.setValueAtTime(hz, from);
      if (toHz !== undefined) tone.frequency.linearRampToValueAtTime(toHz, from + lastsS);
      tone.connect(volume).connect(context.destination);
      tone.start(from);
      tone.stop(from + lastsS);
    }
  }
}
