/** The queue, the parties and the matches of this process, and the desk where it runs here. */
import { PUBLIC, type SubjectOf } from '../domain/presence/visibility.ts';
import { inviteCode } from '../identity/ids.ts';
import { LiveMatches } from '../match/LiveMatches.ts';
import { MatchTiles } from '../match/MatchTiles.ts';
import { CarriedReports } from '../match/matchReports.ts';
import { matchRooms } from '../match/matchRooms.ts';
import { DeskHost } from '../play/DeskHost.ts';
import { loadPlayers } from '../play/loadPlayers.ts';
import { Play } from '../play/Play.ts';
import type { LobbyParts } from './lobby.ts';

export type PlayParts = ReturnType<typeof makePlay>;

export function makePlay(made: LobbyParts) {
  const { clock, config, directory, failed, links, lobby, membership, store } = made;
  const live = new LiveMatches(clock);
  lobby.localPlayers.sessionEvents.add(live.follow.bind(live));
  const play = new Play({ ...made, matches: store.matches, standing: live.standing.bind(live) });
  lobby.shown.add(play.forgetIfGone.bind(play));
  const subjectOf: SubjectOf = (id) => {
    const view = directory.viewOf(id);
    const { visibility = 'nobody', seenBy: friends = [] } = view ?? {};
    const faded = visibility === PUBLIC ? undefined : lobby.find(id);
    const known = { ...(view && { persona: view }), ...(faded && { fadingPersona: faded }) };
    return { id, visibility, friends, isFading: faded !== undefined, ...known };
  };
  const resultReports = new CarriedReports(play, store.matches, failed);
  const matchTiles = new MatchTiles(made);
  const desk = new DeskHost({
    ...made,
    leaseMs: config.LEASE_MS,
    store: links.playStore,
    acceptMs: config.ACCEPT_MS,
    newCode: inviteCode,
    whereabouts: directory.whereaboutsOf.bind(directory),
    seen: lobby.person.bind(lobby),
    rooms: matchRooms,
    isAlive: membership.knows.bind(membership),
    subjectOf,
    isAway: links.isAway.bind(links),
    isBusy: (id) => directory.viewOf(id)?.chosenStatus === 'busy',
    load: (ask, concerned) => loadPlayers(ask, concerned, { store, personaOf: (id) => lobby.find(id, id) }),
  });
  return { ...made, live, matchTiles, play, resultReports, desk, subjectOf };
}
