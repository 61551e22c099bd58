import assert from 'node:assert/strict';
import {
  canSee,
  isPublic,
  type Knowledge,
  mayKnow,
  type Relation,
  type Subject,
  shownAs,
  whereSeen,
} from '../../server/domain/presence/visibility.ts';
import { asPlayerId } from '../../shared/ids.ts';
import type { Persona } from '../../shared/playerRow.ts';
import { VISIBILITIES, type Visibility } from '../../shared/playerRow.ts';

const [ada, bob] = [asPlayerId('ada'), asPlayerId('bob')];
const subject = (visibility: Visibility, more: Partial<Subject> = {}): Subject => ({ id: ada, visibility, ...more });

describe('what a viewer may know of a player', () => {
  const MAY: Record<Relation, Record<Visibility, Knowledge>> = {
    self: { everyone: 'shown', friends: 'shown', nobody: 'shown' },
    mate: { everyone: 'shown', friends: 'listed', nobody: 'listed' },
    friend: { everyone: 'shown', friends: 'shown', nobody: 'hidden' },
    stranger: { everyone: 'shown', friends: 'hidden', nobody: 'hidden' },
  };
  const AS: Record<Relation, (visibility: Visibility) => Knowledge> = {
    self: (visibility) => mayKnow(ada, subject(visibility)),
    mate: (visibility) => mayKnow(bob, subject(visibility, { mates: [ada, bob] })),
    friend: (visibility) => mayKnow(bob, subject(visibility, { friends: [bob] })),
    stranger: (visibility) => mayKnow(bob, subject(visibility)),
  };
  for (const relation of Object.keys(MAY) as Relation[])
    it(`V13 a ${relation}, by the player’s visibility`, () => {
      for (const visibility of VISIBILITIES)
        assert.equal(AS[relation](visibility), MAY[relation][visibility], visibility);
    });

  it('V13 without a sign-in everybody is a stranger', () => {
    const all = { friends: [bob], mates: [bob] };
    for (const visibility of VISIBILITIES)
      assert.equal(mayKnow(undefined, subject(visibility, all)), MAY.stranger[visibility], visibility);
  });

  it('V13 of several relations the one that tells most counts', () => {
    const both = { friends: [bob], mates: [bob] };
    assert.deepEqual(
      VISIBILITIES.map((visibility) => mayKnow(bob, subject(visibility, both))),
      ['shown', 'shown', 'listed'],
    );
  });

  it('V13 lists see what is shown, and names are told of what is listed too', () => {
    const mate = { ...subject('nobody', { mates: [bob] }), persona: { name: 'Ada', emblem: 1 } };
    const as = { known: { name: 'Anna', emblem: 2 }, wasSeen: true };
    assert.deepEqual([canSee(bob, mate), isPublic(mate)], [false, false]);
    assert.deepEqual(shownAs(bob, mate, as), { id: ada, name: 'Ada', emblem: 1 });
    assert.deepEqual(shownAs(bob, subject('nobody', { mates: [bob] }), as), { id: ada, name: 'Anna', emblem: 2 });
    assert.deepEqual(shownAs(asPlayerId('eve'), mate, as), { id: null, name: null });
  });

  it('V16 strangers are told the name and emblem that they saw last of a player who hid and changed them, mates the new one', () => {
    const [now, seen, known] = ['Amy', 'Ada', 'Anna'].map((name, emblem) => ({ name, emblem })) as [
      Persona,
      Persona,
      Persona,
    ];
    const fading = subject('nobody', { mates: [bob], isFading: true, persona: now, fadingPersona: seen });
    const told = (viewer: typeof ada, wasSeen = true) => shownAs(viewer, fading, { known, wasSeen });
    assert.deepEqual(
      [told(bob), told(asPlayerId('eve')), told(asPlayerId('eve'), false)],
      [
        { id: ada, ...now },
        { id: ada, ...seen },
        { id: null, name: null },
      ],
    );
  });

  it('V13 who hid a moment ago is still seen where strangers saw them, and nowhere else', () => {
    const fading = subject('nobody', { isFading: true });
    assert.deepEqual(
      [true, false].map((wasSeen) => isPublic(whereSeen(fading, wasSeen))),
      [true, false],
    );
    assert.equal(isPublic(whereSeen(subject('nobody'), true)), false);
  });
});
