/** What can be done with the selected player: challenge, invite, watch, block; and by the leader of a party, what leaders do. */
import { make, setAttribute } from '../a11y/overlay.ts';
import { text } from '../i18n/text.ts';
import { canAct } from '../model/linkView.ts';
import type { LobbyModel } from '../model/lobbyModel.ts';
import { matchOf } from '../model/play/matchList.ts';
import { modeTitle } from '../model/play/queueView.ts';
import type { RosterRow } from '../net/events.ts';
import type { Rect } from './canvas.ts';
import { Press, type PressLook } from './press.ts';
import { PROFILE_ACTIONS_HEIGHT } from './sideLayout.ts';
import type { Context } from './view.ts';

/** Two rows of buttons with what is around them. */
export const ACTIONS_HEIGHT = 122;

type Deed = 'challenge' | 'watch' | 'invite' | 'promote' | 'remove' | 'block';
type Offer = { deed: Deed; look: PressLook };

export class ProfileActions {
  readonly #context: Context;
  readonly #group: HTMLElement;
  readonly #presses: Record<Deed, Press>;
  #row: RosterRow | undefined;

  constructor(context: Context, section: HTMLElement) {
    this.#context = context;
    this.#group = make('div', 'part above', section);
    this.#group.setAttribute('role', 'group');
    const { play } = context.actions;
    const press = (act: (row: RosterRow) => unknown) =>
      new Press(context, this.#group, 31, () => {
        if (this.#row) void act(this.#row);
      });
    this.#presses = {
      challenge: press((row) => play.challenge(row)),
      watch: press((row) => this.#watch(row)),
      invite: press((row) => play.invite(row)),
      promote: press((row) => play.promote(row.id)),
      remove: press((row) => play.remove(row.id)),
      block: press((row) => play.setBlocked(row, !context.model.play.blocked.has(row.id))),
    };
  }

  /** What can be pressed, and matters most. */
  get first(): HTMLElement | undefined {
    const elements = Object.values(this.#presses).map(({ element }) => element);
    return elements.find(({ hidden, disabled }) => !hidden && !disabled);
  }

  /** `card`: the whole card; the buttons stand at its lower edge. `row`: undefined where there is nothing to do. */
  update(card: Rect | undefined, row: RosterRow | undefined): void {
    this.#row = row;
    const offers = card && row ? offersFor(this.#context.model, row) : [];
    setAttribute(this.#group, 'aria-label', row ? text('player.actions', { name: row.name }) : undefined);
    const places = card ? placesOf(card, offers.length) : [];
    for (const [deed, press] of Object.entries(this.#presses)) {
      const at = offers.findIndex((offer) => offer.deed === deed);
      const offer = offers[at];
      if (offer) press.show(places[at], offer.look);
      else press.hide();
    }
  }

  #watch({ id }: RosterRow): unknown {
    const { model, actions } = this.#context;
    const match = matchOf(model.play.state.matches, id);
    return match && actions.play.enter(match.matchId, 'watch');
  }
}

/** At most four, what matters most first. */
function offersFor({ play, roster, link }: LobbyModel, row: RosterRow): Offer[] {
  const { party, matches, queue } = play.state;
  const offline = canAct(link) ? undefined : text('play.offline');
  const isBlocked = play.blocked.has(row.id);
  const asked = (request: Parameters<typeof play.asked.has>[0]) => ({ isDisabled: play.asked.has(request) });
  const why = (reason: string | undefined) => (reason === undefined ? {} : { why: reason });
  const name = row.name;
  const offers: Offer[] = [];
  if (matchOf(matches, row.id)) {
    const look = { label: text('player.watch'), name: text('player.watchLabel', { name }), kind: 'primary' } as const;
    offers.push({ deed: 'watch', look: { ...look, ...asked('watchMatch'), ...why(offline ?? busy(queue)) } });
  } else {
    const mode = modeTitle(play.mode);
    const label = text('player.challenge');
    const look = { label, name: text('player.challengeLabel', { name, mode }), kind: 'primary' } as const;
    offers.push({ deed: 'challenge', look: { ...look, ...asked('challenge'), ...why(offline ?? busy(queue)) } });
  }
  const isMember = party?.members.some(({ id }) => id === row.id) ?? false;
  const isLeader = party !== undefined && party.leaderId === roster.selfId;
  if (isMember && isLeader) {
    offers.push({
      deed: 'promote',
      look: { label: text('party.promote'), kind: 'quiet', ...asked('promote'), ...why(offline) },
    });
    offers.push({
      deed: 'remove',
      look: { label: text('party.remove'), kind: 'quiet', ...asked('removeFromParty'), ...why(offline) },
    });
  } else if (!isMember) {
    const led = party && !isLeader ? text('refusal.party/notLeader') : undefined;
    const look = { label: text('player.invite'), kind: 'quiet', ...asked('inviteToParty') } as const;
    offers.push({ deed: 'invite', look: { ...look, ...why(offline ?? led) } });
  }
  const label = text(isBlocked ? 'player.unblock' : 'player.block');
  offers.push({
    deed: 'block',
    look: { label, kind: 'quiet', ...asked(isBlocked ? 'unblock' : 'block'), ...why(offline) },
  });
  return offers;
}

const busy = (queue: object | undefined): string | undefined => (queue ? text('play.queuedWhy') : undefined);

/** Two rows below what the card says: of three buttons the first has a row of its own. */
function placesOf(card: Rect, count: number): Rect[] {
  const x = card.x + 20;
  const width = card.width - 40;
  const half = (width - 8) / 2;
  const y = card.y + Math.min(card.height, PROFILE_ACTIONS_HEIGHT) - ACTIONS_HEIGHT + 8;
  const halves = [0, 1, 2, 3].map((i) => ({
    x: x + (i % 2) * (half + 8),
    y: y + Math.floor(i / 2) * 52,
    width: half,
    height: 44,
  }));
  return count === 3 ? [{ x, y, width, height: 44 }, ...halves.slice(2)] : halves;
}
