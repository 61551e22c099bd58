/** An emblem as an SVG picture: the name stands beside it, so screen readers skip it. */
import { partsOf } from '../../shared/emblem.ts';
import { GRID, LIVERY_COLORS, MOTIF_PATHS } from '../design/emblems.ts';

const SVG = 'http://www.w3.org/2000/svg';
let made = 0;

export class EmblemSvg {
  readonly #svg = document.createElementNS(SVG, 'svg');
  readonly #ground = this.#svg.appendChild(document.createElementNS(SVG, 'circle'));
  readonly #ink = document.createElementNS(SVG, 'path');
  #shown: number | undefined;

  /** It stands before what `parent` has already. */
  constructor(parent: HTMLElement) {
    this.#svg.setAttribute('viewBox', `0 0 ${GRID} ${GRID}`);
    this.#svg.setAttribute('class', 'plain-emblem');
    this.#svg.setAttribute('aria-hidden', 'true');
    for (const [name, value] of Object.entries({ cx: GRID / 2, cy: GRID / 2, r: GRID / 2 }))
      this.#ground.setAttribute(name, String(value));
    made += 1;
    const clip = document.createElementNS(SVG, 'clipPath');
    clip.id = `emblem-${made}`;
    clip.append(this.#ground.cloneNode());
    const clipped = document.createElementNS(SVG, 'g');
    clipped.setAttribute('clip-path', `url(#${clip.id})`);
    clipped.append(this.#ink);
    this.#ink.setAttribute('fill-rule', 'evenodd');
    this.#svg.append(clip, clipped);
    parent.prepend(this.#svg);
  }

  show(emblem: number): void {
    if (emblem === this.#shown) return;
    this.#shown = emblem;
    const { motif, livery, turn } = partsOf(emblem);
    const { ground, ink } = LIVERY_COLORS[livery];
    this.#ground.setAttribute('fill', ground);
    this.#ink.setAttribute('fill', ink);
    this.#ink.setAttribute('d', MOTIF_PATHS[motif]);
    this.#ink.setAttribute('transform', `rotate(${turn * 90} ${GRID / 2} ${GRID / 2})`);
  }
}
