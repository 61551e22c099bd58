/** Modes that no bundled game has, registered for one suite. */
import { MODES, type Mode } from '../../shared/modes.ts';

export const TEAMS: Mode = {
  id: 'test-teams',
  title: 'Two against two',
  room: 'cycles',
  players: { min: 4, max: 4 },
  teams: 2,
  ranked: true,
  bots: true,
  acceptMs: 5_000,
};
/** TEAMS with fewer players. */
export const SMALL_TEAMS: Mode = { ...TEAMS, id: 'test-small-teams', players: { min: 2, max: 4 } };

/** An unranked mode. */
export const FUN: Mode = {
  id: 'test-fun',
  title: 'Just for fun',
  room: 'cycles',
  players: { min: 2, max: 4 },
  ranked: false,
  bots: true,
};

/** Call in a `describe`. */
export function useModes(...modes: Mode[]): void {
  const all = MODES as Mode[];
  before(() => void all.push(...modes));
  after(() => void all.splice(all.length - modes.length, modes.length));
}
