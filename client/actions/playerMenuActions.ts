/** Runs an action that was offered for a player (model/views/playerOffers.ts). */

import type { LobbyModel } from '../model/lobbyModel.ts';
import { type MatchAction, matchOf } from '../model/play/matchList.ts';
import type { PlayerAction } from '../model/views/playerOffers.ts';
import type { Actions } from './actions.ts';

export type Player = { readonly id: string; readonly name: string };

export function runMenuAction(player: Player, action: PlayerAction, actions: Actions, model: LobbyModel): void {
  const { play, records, social } = actions;
  const enter = (how: MatchAction) => {
    const match = matchOf(model.play.state.matches, player.id);
    return match && play.enter(match.matchId, how);
  };
  const run: Record<PlayerAction, () => unknown> = {
    challenge: () => play.challenge(player),
    join: () => enter('join'),
    watch: () => enter('watch'),
    rejoin: () => enter('rejoin'),
    invite: () => play.invite(player),
    promote: () => play.promote(player.id),
    remove: () => play.remove(player.id),
    whisper: () => social.openChat(player),
    befriend: () => social.addFriend(player),
    block: () => social.askBlock(player),
    unblock: () => social.unblock(player),
    report: () => social.askReport(player),
    history: () => records.open({ kind: 'history', player }),
    profile: () => actions.select(player.id),
  };
  void run[action]();
}
