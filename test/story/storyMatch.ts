/** A match without a server: a real link to a scripted room, shown by the game's own scene. */
import type { GameHost } from '../../client/actions/matchSession.ts';
import type { LobbyModel } from '../../client/model/lobbyModel.ts';
import { enteredMatch, type MatchView, matchAfter } from '../../client/model/play/matchView.ts';
import { messageAtTable } from '../../client/model/play/tableTalk.ts';
import { MatchLink, type MatchLinkDeps } from '../../client/net/match/MatchLink.ts';
import type { MatchTicket } from '../../client/net/match/matchTicket.ts';
import type { MatchConnectionListener } from '../../client/net/match/matchTransport.ts';
import type { TalkLine } from '../../shared/matchProtocol.ts';

const MINUTE = 60_000;

export class StoryMatch {
  readonly asked: { type: string; input: object }[] = [];
  /** Whether moves get a reply from now on. */
  answers = true;
  readonly #model: LobbyModel;
  readonly #host: () => GameHost | undefined;
  #listener: MatchConnectionListener | undefined;

  /** `host`: undefined before the lobby is open. */
  constructor(model: LobbyModel, host: () => GameHost | undefined) {
    this.#model = model;
    this.#host = host;
  }

  /** Resolves when the seat is taken and pushes may be sent. */
  async open(mode: string, role: 'player' | 'spectator' = 'player'): Promise<void> {
    const ticket: MatchTicket = { matchId: 'm9', mode, role, resumeKey: 'story' };
    const link = new MatchLink(ticket, this.#deps());
    this.#model.social.enterTable(ticket.matchId);
    this.#setMatch(enteredMatch(ticket, link.link, undefined));
    link.subscribe((event) => {
      const { match } = this.#model.play;
      if (!match) return;
      if (event.type !== 'stateChanged') this.#setMatch(matchAfter(match, event, performance.now()));
      if (event.type === 'pushed' && event.push === 'tableUpdated') this.#host()?.show(link);
      if (event.type === 'pushed' && event.push === 'tableSaid') this.#hear(event.payload as TalkLine);
    });
    link.start();
    // Real time: a look.
    while (!this.#listener) await new Promise((resolve) => setTimeout(resolve, 5));
  }

  push(type: string, payload: unknown): void {
    this.#listener?.pushed(type, payload);
  }

  state(state: unknown, isNewState: boolean): void {
    this.#listener?.stateChanged(state, isNewState);
  }

  /** As when the player leaves. */
  end(): void {
    this.#host()?.hide();
    this.#setMatch(undefined);
  }

  #hear(line: TalkLine): void {
    const { play, social, roster } = this.#model;
    const said = messageAtTable(line, 'm9', play.match?.table);
    this.#model.commit(() => social.hearAtTable([said], roster.selfId, play.match?.isMuted ?? false));
  }

  #setMatch(match: MatchView | undefined): void {
    this.#model.commit(() => {
      this.#model.play.match = match;
    });
  }

  /** Takes the seat at once and keeps it. */
  #deps(): MatchLinkDeps {
    const connection = {
      resumeKey: 'story',
      listen: (listener: MatchConnectionListener) => {
        this.#listener = listener;
      },
      request: async <Reply>(type: string, input: object): Promise<Reply> => {
        this.asked.push({ type, input });
        if (!this.answers) await new Promise(() => {});
        return {} as Reply;
      },
      send: (type: string, input: object) => void this.asked.push({ type, input }),
      ping: (answered: (ms: number) => void) => answered(24),
      leave: () => {},
      close: () => {},
    };
    const entry = async () => ({ connection });
    const deps: Partial<MatchLinkDeps> = {
      transport: { enter: entry, resume: entry },
      signIn: { withToken: (_token: unknown, _attempt: unknown, enter: () => unknown) => enter() } as never,
      now: () => performance.now(),
      timers: {
        setTimeout: (callback, ms) => window.setTimeout(callback, ms),
        clearTimeout: (timer) => window.clearTimeout(timer as number),
      },
      random: Math.random,
      connectTimeoutMs: MINUTE,
      probe: { everyMs: MINUTE, timeoutMs: MINUTE },
      windowMs: MINUTE,
    };
    return deps as MatchLinkDeps;
  }
}
