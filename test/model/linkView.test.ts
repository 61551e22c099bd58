import assert from 'node:assert/strict';
import { Actions, type LobbyCommands } from '../../client/actions/actions.ts';
import type { PlayPage } from '../../client/actions/playActions.ts';
import { LatencyView } from '../../client/model/latency.ts';
import { LinkNews } from '../../client/model/linkNews.ts';
import {
  BANNER_AFTER_MS,
  badgeOf,
  bannerOf,
  canAct,
  closedOf,
  isTurnAwaited,
  SLOW_START_MS,
} from '../../client/model/linkView.ts';
import { LobbyModel } from '../../client/model/lobbyModel.ts';
import type { Link, WaitReason } from '../../client/net/events.ts';
import { closeReasonOf } from '../../client/net/events.ts';
import { CLOSE } from '../../shared/protocol.ts';
import { REFUSALS } from '../../shared/refusals.ts';

const reconnecting: Link = { kind: 'reconnecting', attempt: 1, sinceAt: 1_000, heldUntilAt: 61_000, nextTryAt: 2_000 };

describe('what the link means to a player', () => {
  it('U11 the banner counts the server’s window down, and offers Retry now', () => {
    assert.deepEqual(bannerOf(reconnecting, 9_000), {
      text: 'Reconnecting… Your place is held for 52 more seconds.',
      canRetry: true,
    });
    assert.match(bannerOf(reconnecting, 60_001)?.text ?? '', /for 1 more second\.$/);
    assert.match(bannerOf(reconnecting, 61_000)?.text ?? '', /lost your place/);
  });

  it('U11 a quick resume or join shows no banner', () => {
    assert.equal(bannerOf(reconnecting, 1_000 + BANNER_AFTER_MS - 1), undefined);
    const connecting: Link = { kind: 'connecting', attempt: 1, sinceAt: 0 };
    assert.equal(bannerOf(connecting, SLOW_START_MS - 1), undefined);
    assert.match(bannerOf(connecting, SLOW_START_MS)?.text ?? '', /^Still connecting/);
    assert.equal(bannerOf({ kind: 'online' }, 0), undefined);
  });

  it('U12 a failed join says why and when it is retried; a banned player is not told to retry', () => {
    assert.deepEqual(bannerOf({ kind: 'waiting', why: 'network', nextTryAt: 9_000 }, 0), {
      text: 'The lobby can’t be reached. Trying again in 9 seconds.',
      canRetry: true,
    });
    assert.match(bannerOf({ kind: 'waiting', why: 'network', nextTryAt: 0 }, 0)?.text ?? '', /Trying again now/);
    assert.equal(bannerOf({ kind: 'waiting', why: 'auth/banned', nextTryAt: 9_000 }, 0)?.canRetry, false);
    for (const why of REFUSALS) assert.ok((bannerOf({ kind: 'waiting', why, nextTryAt: 1 }, 0)?.text.length ?? 0) > 10);
  });

  it('U29 a player who waits for their turn sees when it comes, and has no button that would only ask too early', () => {
    const waiting: Link = { kind: 'waiting', why: 'request/tooMany', nextTryAt: 12_000 };
    const said = (now: number) => bannerOf(waiting, now)?.text;
    assert.deepEqual([0, 1, 10_999, 11_000, 12_000].map(said), [
      'Many players are joining. Your turn in 12 seconds.',
      'Many players are joining. Your turn in 12 seconds.',
      'Many players are joining. Your turn in 2 seconds.',
      'Many players are joining. Your turn in 1 second.',
      'Many players are joining. It’s your turn now…',
    ]);
    assert.equal(bannerOf(waiting, 0)?.canRetry, false);
    assert.deepEqual(badgeOf(waiting, undefined), { tone: 'fair', text: 'Waiting for your turn' });
    assert.equal(isTurnAwaited(waiting), true);
    assert.equal(isTurnAwaited({ ...waiting, why: 'server/draining' }), false);
  });

  it('LM9 a player who was cut and rejoins too early sees how long to wait, and has no button that would only ask too early', () => {
    assert.deepEqual(bannerOf({ kind: 'waiting', why: 'player/coolingDown', nextTryAt: 9_000 }, 0), {
      text: 'You sent too much too quickly. Trying again in 9 seconds.',
      canRetry: false,
    });
  });

  it('G30 a page that the server does not allow says that a setting is wrong, and promises nothing', () => {
    const link: Link = { kind: 'waiting', why: 'request/notAllowed', nextTryAt: 9_000 };
    for (const said of [bannerOf(link, 0)?.text, new LinkNews().next(link, 0)]) {
      assert.match(said ?? '', /ALLOWED_ORIGINS/);
      assert.doesNotMatch(said ?? '', /again|seconds/i);
    }
    assert.equal(bannerOf(link, 0)?.canRetry, true);
  });

  it('U65 a page of another version than the server says to reload it, promises nothing, and its button reloads', async () => {
    const link: Link = { kind: 'waiting', why: 'client/version', nextTryAt: 9_000 };
    const banner = { text: 'The lobby has been updated. Reload the page to go on.', canRetry: true, button: 'Reload' };
    assert.deepEqual(bannerOf(link, 0), banner);
    assert.equal(new LinkNews().next(link, 0), banner.text);
    const did: string[] = [];
    const model = new LobbyModel(0);
    const commands = { retryNow: () => void did.push('retry') } as unknown as LobbyCommands;
    const actions = new Actions(commands, { reload: () => void did.push('reload') } as PlayPage, model, () => 0);
    for (const each of [link, { ...link, why: 'network' } as const]) {
      model.apply({ type: 'linkChanged', link: each }, 0);
      actions.retry();
    }
    assert.deepEqual(did, ['reload', 'retry']);
  });

  it('U13 every kind of closed link has its own text, and all but a ban offer a way back', () => {
    const codes = [...Object.values(CLOSE).filter((code) => code !== CLOSE.mayReconnect), 1006];
    const words = codes.map((code) => closedOf({ kind: 'closed', code, why: closeReasonOf(code) }));
    assert.equal(new Set(words.map((each) => each?.title)).size, codes.length);
    assert.ok(words.every((each) => each && each.title.length > 3 && each.text.length > 10));
    assert.deepEqual(
      codes.filter((_, i) => !words[i]?.canRejoin),
      [CLOSE.banned],
    );
    assert.equal(closedOf({ kind: 'online' }), undefined);
  });

  it('U14 the badge has a label beside the milliseconds: the median of the last five probes', () => {
    const latency = new LatencyView();
    assert.deepEqual(badgeOf({ kind: 'online' }, latency.shown), { tone: 'good', text: 'Connected' });
    for (const ms of [900, 30, 20, 25, 24]) latency.probed(ms);
    assert.deepEqual(badgeOf({ kind: 'online' }, latency.shown), {
      tone: 'good',
      text: '25 ms · good',
      short: '25 ms',
    });
    for (const ms of [150, 150, 150]) latency.probed(ms);
    assert.deepEqual(badgeOf({ kind: 'online' }, latency.shown), {
      tone: 'fair',
      text: '150 ms · fair',
      short: '150 ms',
    });
    for (const ms of [400, 500, 450]) latency.probed(ms);
    assert.deepEqual(badgeOf({ kind: 'online' }, latency.shown), {
      tone: 'bad',
      text: '400 ms · slow',
      short: '400 ms',
    });
    latency.reset();
    assert.equal(latency.shown, undefined);
    assert.equal(badgeOf(reconnecting, undefined).text, 'Reconnecting…');
  });

  it('U15 actions are enabled only while the link is up', () => {
    assert.equal(canAct({ kind: 'online' }), true);
    const others: Link[] = [
      reconnecting,
      { kind: 'connecting', attempt: 1, sinceAt: 0 },
      { kind: 'closed', code: 4100, why: 'idle' },
    ];
    assert.deepEqual(others.map(canAct), [false, false, false]);
  });

  it('U55 each problem is announced once, however many tries fail for it, and so is its end', () => {
    const news = new LinkNews();
    const wait = (why: WaitReason, nextTryAt: number): Link => ({
      kind: 'waiting',
      why,
      nextTryAt,
    });
    const connecting: Link = { kind: 'connecting', attempt: 1, sinceAt: 0 };
    const online: Link = { kind: 'online' };
    const restarting = 'The lobby is restarting. Retrying automatically.';
    const away = 'The lobby can’t be reached. Retrying automatically.';
    const story: [Link, string | undefined][] = [
      [connecting, undefined],
      [online, undefined],
      [wait('server/draining', 1_000), restarting],
      [connecting, undefined],
      [wait('restart', 2_000), undefined],
      [connecting, undefined],
      [wait('network', 2_000), away],
      [connecting, undefined],
      [wait('network', 4_000), undefined],
      [connecting, undefined],
      [online, 'Connected again.'],
      [online, undefined],
      [reconnecting, 'Connection lost. Reconnecting.'],
      [{ ...reconnecting, attempt: 2 } as Link, undefined],
      [connecting, undefined],
      [wait('request/tooMany', 9_000), 'Many players are joining. Your turn in 9 seconds.'],
      [connecting, undefined],
      [wait('request/tooMany', 12_000), 'Many players are joining. Your turn in 12 seconds.'],
      [online, 'Connected again.'],
      [wait('auth/banned', 1_000), 'You’re banned from this lobby.'],
    ];
    for (const [link, words] of story) assert.equal(news.next(link, 0), words, JSON.stringify(link));
  });
});
