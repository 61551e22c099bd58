import assert from 'node:assert/strict';
import { Actions, type LobbyCommands } from '../../client/actions/actions.ts';
import type { PlayPage } from '../../client/actions/playActions.ts';
import { LobbyModel } from '../../client/model/lobbyModel.ts';
import { refusalText } from '../../client/model/refusals.ts';
import type { RequestResult } from '../../client/net/requestResult.ts';
import type { Self } from '../../shared/playerRow.ts';
import { REFUSALS } from '../../shared/refusals.ts';

const self: Self = {
  id: 'me',
  name: 'Ada',
  status: 'online',
  chosenStatus: 'online',
  visibility: 'everyone',
  lastActive: 1_000,
  rating: 0,
  emblem: 0,
};

/** The test gives the lobby's replies. */
function stub() {
  const asked: { answer: (result: RequestResult<object>) => void }[] = [];
  const commands: LobbyCommands = {
    records: {} as LobbyCommands['records'],
    request: () => new Promise((answer) => asked.push({ answer: answer as never })),
    retryNow: () => {},
  };
  const model = new LobbyModel(0);
  model.apply({ type: 'selfUpdated', payload: self }, 0);
  return { asked, model, actions: new Actions(commands, {} as PlayPage, model, () => 5_000) };
}

describe('your own choices', () => {
  it('U16 a choice shows at once with a pending mark, and stays if the server accepts it', async () => {
    const { asked, model, actions } = stub();
    const done = actions.setStatus('busy');
    assert.deepEqual([model.self.shown('chosenStatus'), model.self.isPending('chosenStatus')], ['busy', true]);
    assert.equal(model.self.isPending('visibility'), false);
    asked[0]?.answer({ ok: true });
    await done;
    assert.deepEqual([model.self.shown('chosenStatus'), model.self.isPending('chosenStatus')], ['busy', false]);
    assert.equal(model.toasts.shown(5_000).length, 0);
  });

  it('U17 a refused choice is rolled back, with a toast that says why', async () => {
    const { asked, model, actions } = stub();
    const done = actions.setName('Bob');
    assert.equal(model.self.shown('name'), 'Bob');
    asked[0]?.answer({ ok: false, refusal: 'name/taken' });
    await done;
    assert.equal(model.self.shown('name'), 'Ada');
    assert.deepEqual(
      model.toasts.shown(5_000).map(({ text }) => text),
      ['Your name wasn’t changed: that name is taken.'],
    );
  });

  it('U18 the answer to a choice replaced by a newer one changes nothing on the screen', async () => {
    const { asked, model, actions } = stub();
    const first = actions.setVisibility('nobody');
    const second = actions.setVisibility('friends');
    asked[0]?.answer({ ok: false, refusal: 'request/tooMany' });
    await first;
    assert.deepEqual([model.self.shown('visibility'), model.self.isPending('visibility')], ['friends', true]);
    assert.equal(model.toasts.shown(5_000).length, 0);
    asked[1]?.answer({ ok: true });
    await second;
    assert.equal(model.self.shown('visibility'), 'friends');
  });

  it('U18 a pending choice hides the server’s value until it is answered', async () => {
    const { asked, model, actions } = stub();
    const done = actions.setStatus('away');
    model.apply({ type: 'selfUpdated', payload: { ...self, chosenStatus: 'busy' } }, 0);
    assert.equal(model.self.shown('chosenStatus'), 'away');
    asked[0]?.answer({ ok: false, refusal: 'server/error' });
    await done;
    assert.equal(model.self.shown('chosenStatus'), 'busy');
  });

  it('U19 every refusal has a sentence', () => {
    for (const code of [...REFUSALS, 'network'] as const) assert.match(refusalText(code), /^[a-z].{10,}[.)]$/);
  });
});
