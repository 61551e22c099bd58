/** Stable codes of expected refusals, for sockets and HTTP. The text for people is the client's. */
export const REFUSALS = [
  'auth/required',
  'auth/expired',
  'auth/invalid',
  'auth/banned',
  /** A while ago, by an operator: may come back when it is over. */
  'auth/kicked',
  'name/tooShort',
  'name/tooLong',
  'name/badCharacter',
  'name/mixedScripts',
  'name/profane',
  'name/link',
  'name/reserved',
  'name/taken',
  'request/invalid',
  'request/unknown',
  'request/tooMany',
  'request/notAllowed',
  'request/tooLarge',
  'player/unknown',
  /** The SDK, or the page, is of another minor version than the server. */
  'client/version',
  /** Was cut (close code 4104), and stays out for a while. */
  'player/coolingDown',
  'process/unknown',
  'store/away',
  'cluster/away',
  'server/draining',
  'server/error',
] as const;
export type RefusalCode = (typeof REFUSALS)[number];

export const PLAY_REFUSALS = [
  'mode/unknown',
  'queue/already',
  'queue/none',
  'queue/penalised',
  'queue/noBots',
  'proposal/unknown',
  'match/unknown',
  'match/full',
  'match/already',
  /** So many wrong invite codes that the player must wait. */
  'match/wrongCodes',
  'party/none',
  'party/already',
  'party/full',
  'party/notLeader',
  'party/notReady',
  'party/tooLarge',
  /** A member other than the leader is busy. */
  'party/busy',
  'invite/unknown',
  'invite/tooMany',
  'invite/notHere',
  /** They chose the status `busy`. */
  'invite/busy',
  /** They have said no to the same lately: it may be asked again after a while. */
  'ask/declined',
  /** You hide from the player. */
  'invite/hidden',
  'play/away',
] as const;
export type PlayRefusal = (typeof PLAY_REFUSALS)[number];

export const SOCIAL_REFUSALS = [
  /** You, or they, have as many friends and asks as may be. */
  'friend/tooMany',
  /** You hide from the player that you ask or answer. */
  'friend/hidden',
  /** Not online, hiding, or does not want to hear you. */
  'chat/notHere',
  /** You hide from the players you talk to, or from some of them. */
  'chat/hidden',
  /** They get too many whispers of strangers just now. */
  'chat/tooManyStrangers',
  /** Nothing, or too much, is left of it. */
  'chat/badText',
  /** An operator's doing. */
  'chat/muted',
] as const;
export type SocialRefusal = (typeof SOCIAL_REFUSALS)[number];

/** What a request in the room may be refused with. */
export type RequestRefusal = RefusalCode | PlayRefusal | SocialRefusal;
