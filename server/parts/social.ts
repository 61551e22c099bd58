import { Chat } from '../lobby/Chat.ts';
import { Friends } from '../lobby/Friends.ts';
import { PlayerReports } from '../lobby/PlayerReports.ts';
import { Profiles } from '../lobby/Profiles.ts';
import { WatchedTiles } from '../lobby/WatchedTiles.ts';
import { Readiness } from '../process/Readiness.ts';
import type { OperatorParts } from './operators.ts';

export type SocialParts = ReturnType<typeof makeSocial>;

export function makeSocial(made: OperatorParts) {
  const { cluster, lobby, store, writes } = made;
  const friends = new Friends(made);
  lobby.shown.add(friends.changed.bind(friends));
  // Not only in the lobby: friends see a player who is only in a match.
  lobby.localPlayers.joined.add(friends.load.bind(friends));
  const chat = new Chat({ ...made, blocks: store.blocks, whispers: store.whispers });
  const tiles = new WatchedTiles({ ...made, blocks: store.blocks });
  const profiles = new Profiles({ ...made, players: store.players });
  const playerReports = new PlayerReports({ ...made, chat, reports: store.reports });
  return { ...made, friends, chat, tiles, profiles, playerReports, readiness: new Readiness(writes, cluster) };
}
