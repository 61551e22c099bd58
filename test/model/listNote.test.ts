import assert from 'node:assert/strict';
import { listNoteOf } from '../../client/model/listNote.ts';
import { LobbyModel } from '../../client/model/lobbyModel.ts';
import type { Link } from '../../client/net/events.ts';
import { row } from './rows.ts';

const online: Link = { kind: 'online' };

describe('what is known about the whole list', () => {
  it('U30 the note about missing players is kept, and changes no rows', () => {
    const model = new LobbyModel(0);
    model.apply({ type: 'rosterReset', rows: [row('Ada'), row('Bob')] }, 0);
    const { moves } = model.roster;
    const ada = model.roster.row('ada');
    assert.equal(model.isPartial, false);
    for (const isPartial of [true, false]) {
      model.apply({ type: 'partialChanged', isPartial }, 0);
      assert.deepEqual(
        [model.isPartial, model.roster.moves, model.roster.row('ada') === ada],
        [isPartial, moves, true],
      );
    }
  });

  it('U31 while players may be missing, that note replaces live or batched', () => {
    for (const patchMs of [undefined, 0, 200, 800]) {
      const note = listNoteOf(online, patchMs, true);
      assert.equal(note?.text, 'Some players are missing right now');
      assert.equal(note.isNews, true);
      assert.match(note.hint, /missing from the list and the count/);
      assert.ok(note.short.length < 12);
    }
    const usual = listNoteOf(online, 200, false);
    assert.deepEqual(
      [usual?.text, usual?.label, usual?.isNews],
      ['live', 'List updates: live', false],
      'and when it is over it is as ever',
    );
  });

  it('U31 while the link is down, the list has no note', () => {
    const down: Link[] = [
      { kind: 'connecting', attempt: 1, sinceAt: 0 },
      { kind: 'reconnecting', attempt: 1, sinceAt: 0, heldUntilAt: 9, nextTryAt: 1 },
      { kind: 'waiting', why: 'network', nextTryAt: 1 },
      { kind: 'closed', code: 4100, why: 'idle' },
    ];
    for (const link of down) assert.equal(listNoteOf(link, 200, true), undefined, link.kind);
  });
});
