/** Figures as text, for tables and terminals. Pure. */
import type { Bar, Figure, Unit } from './scenario.ts';

/** `420 ms`, `4.2 s`, `0 of 500`, `0.3 %`; `never` if it did not happen. */
export function valueText({ value, unit, of }: Pick<Figure, 'value' | 'unit' | 'of'>): string {
  if (value === null) return 'never';
  return of === undefined ? amount(value, unit) : `${whole(value)} of ${whole(of)}`;
}

export const barText = (bar: Bar, unit: Unit): string => {
  if ('atLeast' in bar) return `≥ ${amount(bar.atLeast, unit)}`;
  return bar.atMost === 0 ? '0' : `≤ ${amount(bar.atMost, unit)}`;
};

export const figureLine = (figure: Figure): string =>
  `${figure.met ? 'met    ' : 'NOT MET'}  ${figure.name}: ${valueText(figure)} (${barText(figure.bar, figure.unit)})`;

function amount(value: number, unit: Unit): string {
  if (unit === 'ms') return value < 1_000 ? `${whole(value)} ms` : `${decimal(value / 1_000)} s`;
  return unit === '%' || unit.startsWith('KB') ? `${decimal(value)} ${unit}` : whole(value);
}

const whole = (value: number): string => value.toLocaleString('en-US', { maximumFractionDigits: 1 });
const decimal = (value: number): string => value.toLocaleString('en-US', { maximumFractionDigits: 1 });
