/** How a figure grows with the players. Pure. */

export type Point = { players: number; value: number };

/**
 * The exponent k of the best-fitting power law value ~ players^k (least squares of the logarithms): 1 is linear, 2 is
 * quadratic. NaN for fewer than two sizes.
 */
export function exponent(points: readonly Point[]): number {
  const logs = points
    .filter(({ value }) => value > 0)
    .map(({ players, value }) => [Math.log(players), Math.log(value)]);
  const mean = (at: number): number => logs.reduce((sum, log) => sum + (log[at] as number), 0) / logs.length;
  const [meanX, meanY] = [mean(0), mean(1)];
  let above = 0;
  let below = 0;
  for (const [x, y] of logs as [number, number][]) {
    above += (x - meanX) * (y - meanY);
    below += (x - meanX) ** 2;
  }
  return below > 0 ? above / below : Number.NaN;
}
