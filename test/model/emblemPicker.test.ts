import assert from 'node:assert/strict';
import fc from 'fast-check';
import { Actions, type LobbyCommands } from '../../client/actions/actions.ts';
import { EmblemPicker, looksOf } from '../../client/model/emblemPicker.ts';
import { emblemWords } from '../../client/model/emblemWords.ts';
import { LobbyModel } from '../../client/model/lobbyModel.ts';
import { EMBLEMS, emblemOf, isEmblem, partsOf } from '../../shared/emblem.ts';
import type { Self } from '../../shared/playerRow.ts';
import { checked } from '../support/property.ts';

const SELF: Self = {
  ...{ id: 'me', name: 'Zoë', status: 'online', chosenStatus: 'online', visibility: 'everyone' },
  ...{ lastActive: 0, rating: 0, emblem: emblemOf({ livery: 'lime', motif: 'arrow', turn: 1 }) },
};

describe('the choice of an emblem', () => {
  it('EM9 six suggestions differ from each other and from the present one in motif and in livery', () => {
    checked(
      fc.property(
        fc.nat(EMBLEMS - 1),
        fc.infiniteStream(fc.double({ min: 0, max: 0.999, noNaN: true })),
        (own, chance) => {
          const picker = new EmblemPicker();
          const random = () => chance.next().value as number;
          picker.open(own, random);
          for (let rolls = 0; rolls < 2; rolls++) {
            const all = [own, ...picker.offers];
            assert.equal(all.length, 7);
            assert.ok(all.every(isEmblem));
            for (const part of ['motif', 'livery'] as const)
              assert.equal(new Set(all.map((each) => partsOf(each)[part])).size, 7, part);
            picker.roll(random);
          }
        },
      ),
      200,
    );
  });

  it('EM9 the die brings six others', () => {
    const picker = new EmblemPicker();
    let n = 0;
    const random = () => (++n * 0.618) % 1;
    picker.open(SELF.emblem, random);
    const first = picker.offers;
    picker.roll(random);
    assert.notDeepEqual(picker.offers, first);
    assert.equal(picker.draft, SELF.emblem);
  });

  it('EM10 motif, livery and turn change one by one, and nothing changes while it is closed', () => {
    const picker = new EmblemPicker();
    picker.turn();
    picker.try(7);
    assert.equal(picker.draft, undefined);
    picker.open(SELF.emblem, () => 0.5);
    picker.change({ motif: 'leaf' });
    picker.change({ livery: 'navy' });
    assert.deepEqual(partsOf(picker.draft ?? 0), { livery: 'navy', motif: 'leaf', turn: 1 });
    picker.turn();
    assert.deepEqual(partsOf(picker.draft ?? 0), { livery: 'navy', motif: 'leaf', turn: 0 });
    picker.change({ motif: 'ring' });
    assert.equal(looksOf(picker.draft ?? 0), 1);
    assert.equal(emblemWords(picker.draft ?? 0), 'Ring, Navy');
    picker.close();
    assert.equal(picker.draft, undefined);
  });

  it('EM7 a choice shows at once, and a refusal rolls it back with a toast', async () => {
    const model = new LobbyModel(0);
    model.apply({ type: 'selfUpdated', payload: SELF }, 0);
    const answers: ((reply: object) => void)[] = [];
    const asked: object[] = [];
    const commands = {
      request: (type: string, input: object) => {
        asked.push({ type, input });
        return new Promise((answer) => answers.push(answer));
      },
    } as unknown as LobbyCommands;
    const actions = new Actions(commands, {} as never, model, () => 0);
    actions.chooseEmblem();
    assert.equal(model.emblems.draft, SELF.emblem);
    const done = actions.setEmblem(7);
    assert.deepEqual([model.self.shown('emblem'), model.self.isPending('emblem')], [7, true]);
    assert.deepEqual(asked, [{ type: 'setEmblem', input: { emblem: 7 } }]);
    answers[0]?.({ ok: false, refusal: 'store/away' });
    await done;
    assert.deepEqual([model.self.shown('emblem'), model.self.isPending('emblem')], [SELF.emblem, false]);
    assert.match(model.toasts.shown(0)[0]?.text ?? '', /^Your emblem/);
    const again = actions.setEmblem(9);
    answers[1]?.({ ok: true, emblem: 9 });
    await again;
    assert.equal(model.self.known?.emblem, 9);
  });
});
