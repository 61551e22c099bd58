/** A whole match of connect four as its inputs: the seat that began, then the columns. A byte each. Pure. */
import { isLegal, outcomeOf } from './board.ts';

/** `first`: the seat of side 0, which began. */
export type BoardReplay = { readonly first: 0 | 1; readonly moves: readonly number[] };

export const packReplay = ({ first, moves }: BoardReplay): Uint8Array => Uint8Array.from([first, ...moves]);

/** Undefined for anything that is no match by the rules. */
export function unpackReplay(bytes: Uint8Array): BoardReplay | undefined {
  const [first, ...moves] = bytes;
  if (first !== 0 && first !== 1) return undefined;
  const isPlayable = moves.every((column, at) => {
    const before = moves.slice(0, at);
    return outcomeOf(before) === undefined && isLegal(before, column);
  });
  return isPlayable ? { first, moves } : undefined;
}
