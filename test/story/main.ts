/**
 * The screen without a server, for looking at and for measuring: `?count=10000&state=reconnecting&changes=100&rated=1`.
 * `patch`: the interval of patches in ms. `state`: online, connecting, reconnecting, waiting, moved, busy, idle,
 * closed-REASON, loading, refusing, announced, partial, shell (what stands before the scene is loaded), and those of
 * playing.ts and people.ts. `plain`: as the plain view; `plain=problem`: because there is no other.
 */
import { emblemFromId } from '../../shared/emblem.ts';
import { type RosterRow, rosterRowOf, type Self } from '../../shared/playerRow.ts';
import '../../client/main.css';
import { Actions, type LobbyCommands } from '../../client/actions/actions.ts';
import type { GameHost, MatchSession } from '../../client/actions/matchSession.ts';
import { OpponentsReader } from '../../client/actions/opponentsReader.ts';
import type { BrowserBell } from '../../client/alerts/browserBell.ts';
import { browserMute } from '../../client/alerts/mute.ts';
import { FirstPaint } from '../../client/firstPaint.ts';
import { PageLanguage } from '../../client/i18n/language.ts';
import { text } from '../../client/i18n/text.ts';
import { openLobby } from '../../client/lobby.ts';
import { LobbyModel } from '../../client/model/lobbyModel.ts';
import { rowOffer } from '../../client/model/views/rowOffer.ts';
import type { CloseReason, LobbyEvent } from '../../client/net/events.ts';
import { browserBack } from '../../client/page/BackStack.ts';
import { keepFromComposing } from '../../client/page/composition.ts';
import { ListChoices } from '../../client/page/listChoices.ts';
import type { SearchTab } from '../../client/page/searchTab.ts';
import { followTabs, keepSpeech, pageSettings } from '../../client/page/settings.ts';
import { browserTheme } from '../../client/page/theme.ts';
import type { PushDeps } from '../../client/push/PushSwitch.ts';
import type { RequestName } from '../../shared/requests.ts';
import { CyclesStory } from './cyclesStory.ts';
import { answerSocial, showPeople } from './people.ts';
import { makePlayers, seeded } from './players.ts';
import { MATCHES, ridden, showPlaying, TILES } from './playing.ts';
import { RECORDS } from './records.ts';
import { StoryMatch } from './storyMatch.ts';

const options = new URLSearchParams(location.search);
const count = Number(options.get('count') ?? 200);
const state = options.get('state') ?? 'online';
const changes = Number(options.get('changes') ?? 0);
const random = seeded(Number(options.get('seed') ?? 1));
const nowS = Math.floor(Date.now() / 1_000);
const now = () => performance.now();
const model = new LobbyModel(now());
const opponents = new OpponentsReader({
  records: RECORDS,
  model,
  setTimeout: (callback) => window.setTimeout(callback, 0),
  random,
});
const send = (event: LobbyEvent) => {
  model.apply(event, now());
  opponents.handle(event);
};
const element = (id: string) => document.getElementById(id) as HTMLElement;
const language = new PageLanguage({
  storage: () => window.localStorage,
  wanted: navigator.languages,
  root: document.documentElement,
});
const choices = new ListChoices(() => window.localStorage, model);
const theme = browserTheme();
const mute = browserMute();
const settings = pageSettings(() => window.localStorage);
theme.start();
keepFromComposing(window);
await language.start();
keepSpeech(model, settings);
followTabs(window, [theme, language, mute, ...Object.values(settings)]);
const shell = new FirstPaint(element('shell'), model, now);
shell.offerOf = (row) => rowOffer(model, row);
theme.onChange(() => shell.paint());

const players = makePlayers(count, nowS, random, options.has('rated'));
const me: Self = {
  id: 'me',
  name: options.get('name') ?? 'Zoë Ångström',
  status: 'online',
  chosenStatus: 'online',
  visibility: 'everyone',
  lastActive: nowS,
  rating: 0,
  emblem: emblemFromId('me'),
};
const asRow = (self: Self): RosterRow => rosterRowOf({ ...self, lastActiveAtS: self.lastActive });

/** Requests except the player's own choices, in order. */
const asked: { type: string; input: object }[] = [];
/** Calls to the page itself rather than the server. */
const page: string[] = [];
const commands: LobbyCommands = {
  records: RECORDS,
  request: async (name, input) => (name.startsWith('set') ? answerChoice() : answerRequest(name, input)) as never,
  retryNow: () => send({ type: 'linkChanged', link: { kind: 'online' } }),
};

async function answerChoice(): Promise<object> {
  // Real time: replies take a while.
  await new Promise((resolve) => setTimeout(resolve, 600));
  return state === 'refusing' ? { ok: false, refusal: 'name/taken' } : { ok: true };
}

function answerRequest(type: RequestName, input: object): object {
  // What the page shows by itself, and changes with each scroll.
  if (type === 'watchTiles') return { ok: true };
  asked.push({ type, input });
  const refusal = options.get('refuse');
  if (refusal) return { ok: false, refusal };
  const waitMs = Number(options.get('slow') ?? 0);
  const answer = answerSocial(type, input, send) ?? { ok: true, matchId: 'm9' };
  return type === 'sendChat' && waitMs > 0 ? { ...answer, waitMs } : answer;
}

function welcome(): void {
  send({ type: 'linkChanged', link: { kind: 'online' } });
  const times = { heartbeatMs: 15_000, idleAfterMs: 180_000, hiddenIdleMs: 60_000, kickAfterMs: 1_800_000 };
  const rest = { reconnectWindowMs: 60_000, leaveDampingMs: 5_000, patchMs: 200 };
  send({ type: 'welcomed', payload: { self: me, shard: 'x8Fq2LmTz', nowS, ...times, ...rest } });
  send({ type: 'rosterReset', rows: [...players, asRow(me)] });
  send({ type: 'onlineChanged', online: players.length + 1 });
  send({ type: 'paceChanged', patchMs: Number(options.get('patch') ?? 200) });
  send({ type: 'matchesUpdated', payload: { isWhole: true, put: MATCHES, removed: [] } });
  for (const payload of TILES) send({ type: 'tileUpdated', payload });
  send({ type: 'friendsUpdated', payload: { isWhole: true, put: [], removed: [] } });
  send({ type: 'partialChanged', isPartial: state === 'partial' });
  for (const ms of [26, 24, 31, 22, 24]) send({ type: 'probed', ms });
}

function showState(): void {
  if (showPlaying(state, model, send) || showPeople(state, send)) return;
  const at = now();
  if (state === 'reconnecting') {
    const link = {
      kind: 'reconnecting',
      attempt: 2,
      sinceAt: at - 5_000,
      heldUntilAt: at + 52_000,
      nextTryAt: at + 900,
    } as const;
    send({ type: 'linkChanged', link });
  }
  if (state === 'waiting')
    send({ type: 'linkChanged', link: { kind: 'waiting', why: 'network', nextTryAt: at + 9_000 } });
  if (state === 'moved')
    send({ type: 'linkChanged', link: { kind: 'waiting', why: 'server/draining', nextTryAt: at + 2_000 } });
  if (state === 'busy')
    send({ type: 'linkChanged', link: { kind: 'waiting', why: 'request/tooMany', nextTryAt: at + 12_000 } });
  if (state === 'idle') send({ type: 'idleWarned', payload: { kickAtS: 0, inMs: 42_000 } });
  if (state === 'announced')
    send({
      type: 'announced',
      payload: { text: 'The lobby restarts at 18:00 for a new version. Your place is kept.' },
    });
  if (state.startsWith('closed-')) {
    send({ type: 'linkChanged', link: { kind: 'closed', code: 4100, why: state.slice(7) as CloseReason } });
  }
}

function churn(): void {
  for (let i = 0; i < Math.ceil(changes / 5); i++) {
    const at = Math.floor(random() * players.length);
    const row = players[at] as RosterRow;
    const changed: RosterRow = { ...row, status: random() < 0.5 ? 'online' : 'away', lastActive: nowS };
    players[at] = changed;
    send({ type: 'rosterChanged', added: [], updated: [changed], removed: [] });
  }
}

shell.paint();
if (state !== 'connecting' && state !== 'loading') welcome();
shell.paint();
showState();
if (state === 'shell') {
  await document.fonts.load("600 16px 'Inter Variable'");
  shell.paint();
  document.body.dataset.ready = 'yes';
  await new Promise(() => {});
}
const drawn = Promise.withResolvers<void>();
const note =
  (what: string) =>
  (...more: unknown[]) =>
    void page.push([what, ...more].join(' '));
let host: GameHost | undefined;
const match = new StoryMatch(model, () => host);
const session = {
  set host(each: GameHost | undefined) {
    host = each;
  },
  expect: note('expect'),
  leave() {
    page.push('leaveMatch');
    model.play.match = undefined;
  },
  retry: note('retryMatch'),
  async emote(emote: string) {
    page.push(`emote ${emote}`);
    return { ok: true };
  },
  async say(words: string) {
    page.push(`say ${words}`);
    const { refusal } = window.story;
    return refusal === undefined ? { ok: true, messageId: `said ${page.length}` } : { ok: false, refusal };
  },
  async start() {
    page.push('startMatch');
    return { ok: true };
  },
};
const back = browserBack();
const parts = {
  commands,
  model,
  stage: element('stage'),
  controls: element('controls'),
  now,
  language,
  theme,
  choices,
  mute,
  settings,
  back,
  page: {
    session: session as unknown as MatchSession,
    search: {
      begin: note('search begin'),
      refused: note('search refused'),
      takeOver: note('search takeOver'),
    } as unknown as SearchTab,
    bell: {
      canAskToNotify: () => options.has('notify'),
      noticeState: options.get('notices') ?? 'granted',
      askToNotify: async () => void page.push('askToNotify'),
    } as unknown as BrowserBell,
    push: {
      made: {
        get state() {
          return options.get('push') ?? 'off';
        },
        turn: async (isOn: boolean) => {
          page.push(`push ${isOn}`);
          const why = options.get('pushFails');
          if (!why) options.set('push', isOn ? 'on' : 'off');
          return why ? { ok: false, why } : { ok: true };
        },
      },
    } as unknown as PushDeps,
    reload: note('reload'),
  },
};
if (options.has('plain')) {
  const { PlainView } = await import('../../client/plain/plainView.ts');
  const actions = new Actions(
    commands,
    { ...parts.page, showGameAgain: note('showGameAgain'), plateOf: () => undefined },
    model,
    now,
  );
  const isFailed = options.get('plain') === 'problem';
  const problem = () => (isFailed ? text('app.notLoaded') : undefined);
  const leave = note('leave');
  shell.close();
  host = new PlainView({ ...parts, root: element('plain'), actions, problem, leave }).host;
  const cycles = new CyclesStory(match);
  Object.assign(window, { story: { model, actions, send, asked, page, match, cycles } });
  document.body.dataset.ready = 'yes';
  await new Promise(() => {});
}
const lobby = await openLobby({ ...parts, onFirstFrame: drawn.resolve });
const { game, actions } = lobby;
host = lobby.host;
await drawn.promise;
shell.close();
// What is loaded after the lobby, unless that is what is looked at.
while (!options.has('late') && !document.getElementById('command-title')) await new Promise(requestAnimationFrame);
document.body.dataset.ready = 'yes';
if (changes > 0) setInterval(churn, 200);
// For measurements: drawn frames and the duration of every step.
/** A tile's first rider has gone on to this cell. */
const ride = (matchId: string, x: number, y: number): void =>
  send({ type: 'tileUpdated', payload: { matchId, summary: ridden(x, y) } });
const repaint = (): void => game.fit();
const steps: number[] = [];
const step = game.loop.callback;
game.loop.callback = (time: number, delta: number) => {
  const from = performance.now();
  step(time, delta);
  steps.push(performance.now() - from);
};
Object.assign(window, {
  story: { game, back, model, actions, send, steps, asked, page, match, cycles: new CyclesStory(match), ride, repaint },
});
