/**
 * Tones made by WebAudio: Phaser's sound manager would mute them when the window loses focus, just when a sound is
 * wanted. Silent until the first gesture, as browsers demand.
 */
import type { Tone } from '../design/tokens.ts';
import type { Mute } from './mute.ts';

export class Chime {
  readonly #mute: Mute;
  readonly #volume: number;
  #context: AudioContext | undefined;

  /** `volume`: of tones without their own. */
  constructor(mute: Mute, volume: number) {
    this.#mute = mute;
    this.#volume = volume;
  }

  get audible(): AudioContext | undefined {
    return !this.#mute.isOn && this.#context?.state === 'running' ? this.#context : undefined;
  }

  unlock(): void {
    if (typeof AudioContext === 'undefined') return;
    this.#context ??= new AudioContext();
    if (this.#context.state === 'suspended') void this.#context.resume();
  }

  play(tones: readonly Tone[]): void {
    const context = this.audible;
    if (!context) return;
    for (const { hz, toHz, atS = 0, lastsS, volume = this.#volume, wave = 'triangle', pan = 0 } of tones) {
      const from = context.currentTime + atS;
      const tone = context.createOscillator();
      tone.type = wave;
      tone.frequency.setValueAtTime(hz, from);
      if (toHz !== undefined) tone.frequency.exponentialRampToValueAtTime(toHz, from + lastsS);
      tone.connect(fadingGain(context, from, lastsS, volume, pan));
      tone.start(from);
      tone.stop(from + lastsS);
    }
  }

  close(): void {
    void this.#context?.close();
    this.#context = undefined;
  }
}

export function fadingGain(context: AudioContext, from: number, lastsS: number, volume: number, pan = 0): GainNode {
  const gain = context.createGain();
  gain.gain.setValueAtTime(0.0001, from);
  gain.gain.linearRampToValueAtTime(volume, from + 0.01);
  gain.gain.exponentialRampToValueAtTime(0.001, from + lastsS);
  if (pan === 0) gain.connect(context.destination);
  else gain.connect(new StereoPannerNode(context, { pan })).connect(context.destination);
  return gain;
}
