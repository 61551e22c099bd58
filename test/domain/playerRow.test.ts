import assert from 'node:assert/strict';
import {
  type Choice,
  choiceOf,
  haveSameTraits,
  isSameChoice,
  isSameRosterRow,
  isSameRow,
  isSameSelf,
  onlyPersona,
  type PlayerRow,
  readRow,
  rosterRowOf,
  type Self,
  SYNCED,
  TRAITS,
  traitsOf,
  writeRow,
} from '../../shared/playerRow.ts';
import { Player } from '../../shared/state.ts';

const TRAITS_OF_ADA = { name: 'Ada', emblem: 551, rating: 1_500, ratings: ',1500' };
const ROW: PlayerRow = { ...TRAITS_OF_ADA, id: 'ada', status: 'busy', lastActiveAtS: 30, shard: 's' };
const CHOICE: Choice = { ...TRAITS_OF_ADA, visibility: 'friends', chosenStatus: 'busy' };
const SELF: Self = { ...CHOICE, id: 'ada', status: 'away', lastActive: 30 };

/** Copies of the value that differ in one field each, except the id. */
const variants = <Value extends object>(value: Value): Value[] =>
  Object.entries(value)
    .filter(([field]) => field !== 'id')
    .map(([field, before]) => ({ ...value, [field]: typeof before === 'number' ? before + 1 : `${before}!` }));

describe('the row of a player', () => {
  it('F3 a row survives the round trip through the synchronised state, in exactly its fields', () => {
    const player = new Player();
    writeRow(ROW, player);
    assert.deepEqual(Object.keys(player.toJSON()), Object.keys(SYNCED));
    assert.deepEqual(readRow('ada', player), rosterRowOf(ROW));
    const { lastActiveAtS, shard: _, ...rest } = ROW;
    assert.deepEqual(rosterRowOf(ROW), { ...rest, lastActive: lastActiveAtS });
  });

  it('F3 rows differ if any field differs', () => {
    for (const [value, isSame] of [
      [TRAITS_OF_ADA, haveSameTraits],
      [ROW, isSameRow],
      [rosterRowOf(ROW), isSameRosterRow],
      [CHOICE, isSameChoice],
      [SELF, isSameSelf],
    ] as const) {
      const same = isSame as (a: object, b: object) => boolean;
      assert.equal(same(value, { ...value }), true);
      for (const other of variants(value)) assert.equal(same(value, other), false, JSON.stringify(other));
    }
  });

  it('F3 every copy has every field', () => {
    assert.deepEqual(traitsOf(ROW), TRAITS_OF_ADA);
    assert.deepEqual(choiceOf(SELF), CHOICE);
    for (const made of [TRAITS_OF_ADA, traitsOf(ROW)])
      assert.deepEqual(Object.keys(made).toSorted(), TRAITS.toSorted());
    assert.deepEqual(onlyPersona(ROW), { name: 'Ada', emblem: 551, rating: 0 });
  });

  it('F3 ratings that are not there cost nothing: no field of the state, no key of a row', () => {
    const { ratings: _, ...unrated } = ROW;
    const player = new Player();
    writeRow(unrated, player);
    assert.equal('ratings' in player.toJSON(), false);
    const { ratings: __, ...choice } = CHOICE;
    for (const made of [traitsOf(unrated), choiceOf(choice), readRow('ada', player)])
      assert.equal('ratings' in made, false);
    writeRow(ROW, player);
    assert.equal(readRow('ada', player).ratings, ',1500');
  });
});
