import assert from 'node:assert/strict';
import { type MatchupView, matchupView, matchupWords } from '../../client/model/play/matchupView.ts';
import type { Check } from '../../client/model/play/playState.ts';
import type { Matchup } from '../../shared/records.ts';

const player = (id: string | null, isReady = false) =>
  id === null ? { id: null, name: null, isReady } : { id, name: id.toUpperCase(), emblem: 7, isReady };
const check = (players: readonly ReturnType<typeof player>[], more: Partial<Check> = {}): Check =>
  ({
    ...{ proposalId: 'p1', matchId: 'm1', mode: 'cycles-duel', isRated: true, leftMs: 20_000, players },
    ...{ acceptBy: 20_000, heldMs: 20_000, answered: undefined },
    ...more,
  }) as Check;
const met = (won: number, drawn: number, lost: number) => ({ won, drawn, lost });
const known = (more: Partial<Matchup> = {}): Matchup => ({
  mode: 'cycles-duel',
  stake: { best: 14, worst: -16 },
  players: [
    { id: 'ada', rating: 1_204, isProvisional: false, form: ['won', 'lost'], met: met(0, 0, 0) },
    { id: 'bo', rating: 1_190, isProvisional: true, form: ['won'], met: met(3, 1, 2) },
  ],
  ...more,
});
const texts = ({ line, stake }: MatchupView) => [line, ...stake.map(({ label, change }) => `${label} ${change}`)];

describe('who plays against whom, in a ready check', () => {
  it('U70 you come first; ratings that are not earned have a question mark, and who is awaited is said', () => {
    const view = matchupView(check([player('bo', true), player('ada')]), known(), 'ada', false);
    assert.deepEqual(
      view.seats.map(({ name, rating, form, state }) => [name, rating, form.join(), state]),
      [
        ['ADA', '1,204', 'won,lost', 'Waiting for you'],
        ['BO', '1,190?', 'won', 'Ready'],
      ],
    );
    assert.equal(matchupView(check([player('ada'), player('bo')]), known(), 'ada', true).seats[0]?.state, 'Ready');
    assert.deepEqual(texts(view), ['You lead 3–2', 'You win +14', 'You lose −16']);
    assert.equal(matchupWords(view), 'BO, 1,190?, You lead 3–2. You win: +14. You lose: −16');
  });

  it('U70 the record says who leads, that it is level, or that it is the first meeting', () => {
    const line = (record: ReturnType<typeof met>) => {
      const [ada, bo] = known().players;
      const players = [ada, { ...bo, met: record }] as Matchup['players'];
      return matchupView(check([player('ada'), player('bo')]), known({ players }), 'ada', false).line;
    };
    assert.deepEqual([met(1, 0, 2), met(2, 5, 2), met(0, 0, 0), met(0, 1, 0)].map(line), [
      'They lead 1–2',
      'Level, 2–2',
      'First meeting',
      'Level, 0–0',
    ]);
  });

  it('U70 with more than two the first and the last place are at stake, and the line counts who is ready', () => {
    const three = check([player('ada'), player('bo', true), player(null)], { mode: 'cycles' });
    const view = matchupView(three, known(), 'ada', true);
    assert.deepEqual(texts(view), ['2 of 3 are ready', 'First +14', 'Last −16']);
    assert.deepEqual(view.seats.map(({ name, rating, met: record }) => [name, rating, record])[2], ['Someone', '', '']);
  });

  it('U70 nothing is at stake where ratings stay, or where the server has not said', () => {
    const duel = [player('ada'), player('bo')];
    assert.deepEqual(matchupView(check(duel, { isRated: false }), known(), 'ada', false).stake, []);
    assert.deepEqual(matchupView(check(duel), known({ stake: null }), 'ada', false).stake, []);
    const unknown = matchupView(check(duel), undefined, 'ada', false);
    assert.deepEqual([unknown.stake, unknown.line, unknown.seats[0]?.rating], [[], '', '']);
  });
});
