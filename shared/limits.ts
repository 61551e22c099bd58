/**
 * Every time and size that both ends rely on: `…_MS` milliseconds, `…_S` seconds, `…_BYTES` bytes. Defaults of what
 * server/config.ts reads, and fixed numbers. test/domain/limits.test.ts tests the relations between them.
 */

/** How often a client reports its activity. 2,000 players: 133 requests a second. */
export const HEARTBEAT_MS = 15_000;
/** A session counts as idle after so many missed heartbeats: a slow page may lose one, two are no accident. */
export const MISSED_HEARTBEATS = 2;
/** Idle after so long without human input. */
export const IDLE_AFTER_MS = 180_000;
/** A tab hidden for so long is idle, even with input elsewhere. */
export const HIDDEN_IDLE_MS = 60_000;
/** Kicked after being idle for so long. 0 = never. */
export const KICK_AFTER_MS = 1_800_000;
/** How long before the kick the warning comes; half of the time to the kick where that is shorter than two minutes. */
export const KICK_WARNING_MS = 60_000;
/** How long a dropped session is held. Above the SDK's whole back-off (0.2 + 0.4 + … + 5 s × 11 ≈ 56 s). */
export const RECONNECT_WINDOW_MS = 60_000;
/** A consented leave is announced after this: a reload takes 1–3 s, and a return in that time cancels it. */
export const LEAVE_DAMPING_MS = 5_000;
/** The synchronised `lastActive` moves only in steps of at least this: a heartbeat must not cost a patch. */
export const LAST_ACTIVE_STEP_S = 30;
/** The sweep's period: everything expires at most this late. */
export const SWEEP_MS = 1_000;
/** A sweep later than this means that the process stalled, not that everybody else did. */
export const STALL_MS = 2_000;
/** Patches are collected for so long: nobody notices 200 ms, and 5 patches a second cost a quarter of 20. */
export const PATCH_MS = 200;
/** The interval while patches cost next to nothing, and the longest one. */
export const PATCH_MIN_MS = 100;
export const PATCH_MAX_MS = 1_000;
/** Up to this interval the roster is called live; above it, batched. */
export const LIVE_PATCH_MS = 250;
/** The last activity of a player is stored at most once in this time. */
export const STORE_EVERY_MS = 60_000;

/** A guest's name is free again after so long away: their token cannot be renewed any longer. */
export const GUEST_KEPT_MS = 90 * 86_400_000;

/**
 * A process that has not renewed its lease for so long is dead. In that time it renews four times and signals ten times that
 * it lives. The players of a dead one leave every roster at most a tenth later, far inside the promised LEASE_MS + 5 s.
 */
export const LEASE_MS = 10_000;

/** Lines of the talk at a match that are kept while its room stands. */
export const TALK_LINES = 50;

export const SHARD_CAPACITY = 1_000;
/** Players who hide do not fill a shard, but all its sockets together are so many times its capacity at most. */
export const HIDDEN_SESSIONS_FACTOR = 2;
/** Sessions of one player at a time (tabs and devices); one more replaces the oldest with close code 4101. */
export const SESSIONS_PER_PLAYER = 8;

export const NAME_MIN_GRAPHEMES = 3;
export const NAME_MAX_GRAPHEMES = 16;
export const NAME_MAX_BYTES = 48;

/** Rows in one page of `/api/players`. */
export const PAGE_MAX = 100;
/** Rows in `/api/bootstrap`: what fills a tall screen before the socket is up. */
export const BOOTSTRAP_ROWS = 50;

/** The link probe of the client (guides: 1 s would cost the server a quarter of its fan-out). */
export const PROBE_EVERY_MS = 5_000;
export const PROBE_TIMEOUT_MS = 2_500;
/** A player that moves or presses gets an answer no older than this: 0.4 + 2.5 s < 3 s. */
export const PROBE_MOVED_MS = 1_500;
export const PROBE_PRESSED_MS = 400;
/** A connect attempt older than this is cut and tried again. */
export const CONNECT_TIMEOUT_MS = 2_500;

/** Joins a second after the first few hundred: 1 to 2 ms each, under half of a core, so 2,000 players return in 8 s. */
export const JOINS_PER_S = 200;
export const JOINS_BURST = 400;
/** A turn not taken for so long is lost: its player has gone. */
export const TURN_KEPT_MS = 60_000;
/** The longest wait for a turn. A player with a longer one asks again then, behind all that wait. */
export const WAIT_MAX_MS = 120_000;
/** A client comes at most so much later than `Retry-After`: turns are lost, and people do not wait. */
export const RETRY_SPREAD_MAX_MS = 5_000;

/** A player who was cut, for a flood or a broken client, stays out so long: twice as long each time, up to the second. */
export const COOL_DOWN_MS = 30_000;
export const COOL_DOWN_MAX_MS = 1_800_000;
/** So long after a cool-down without another cut, the next one is short again. */
export const CUTS_FORGOTTEN_MS = 3_600_000;

/** A seat in a match waits so long for its player: for a push, a connect attempt that is cut, and one that succeeds. */
export const MATCH_SEAT_MS = 10_000;
/** How long a match's room stays after the end, for the result and for "once more". */
export const MATCH_RESULT_MS = 30_000;
/** A process that is to end waits so long for its matches: a long one of the bundled games takes three minutes. */
export const DRAIN_MS = 180_000;
/** Spectators of one match at a time. */
export const SPECTATORS_MAX = 20;
/** Tiles of matches that one tab shows at a time: six rows of four. */
export const TILES_MAX = 24;
/** A tile is sent at most so often. */
export const TILE_EVERY_MS = 1_000;
/** The room of a match is told that often that its tile is looked at, and forgets it after missing two. */
export const TILE_WATCH_MS = 5_000;
export const TILE_FORGOTTEN_MS = 2.5 * TILE_WATCH_MS;
/** How often a match tells the desk where it stands: within a second it is in the list. */
export const PROGRESS_EVERY_MS = 500;
/** How often queues are matched. A burst costs one pass, and of its tickets those nearest in skill meet. */
export const MATCH_EVERY_MS = 500;
/** Wrong invite codes of a player in that time; after them they wait. A code is one of 887 million. */
export const WRONG_CODES_MAX = 10;
export const WRONG_CODES_MS = 600_000;
/** Blocks of one player. Each ticket carries them. */
export const BLOCKS_MAX = 500;
/** Friends of one player, and open requests to others. Each is watched: a friend's change costs a push. */
export const FRIENDS_MAX = 200;
/** Friend requests that wait for one player's answer: strangers must not fill their list. */
export const FRIEND_ASKS_MAX = 100;
/** Graphemes of a chat message: two lines on a desktop, five on a phone. */
export const CHAT_MAX_CHARS = 300;
/** Lines of chat that are kept of one shard, one party and one player's whispers, and how many one answer brings at most. */
export const LINES_KEPT = 100;
export const LINES_A_PAGE = 50;
/** Whispers that wait for a friend who is away: of one friend, of all together, and for how long. The oldest go first. */
export const WAITING_FROM_ONE = 20;
export const WAITING_MAX = 100;
export const WAITING_KEPT_MS = 30 * 86_400_000;
/** Characters of a report's text, and how long reports are kept. */
export const REPORT_MAX_CHARS = 500;
export const REPORTS_KEPT_MS = 90 * 86_400_000;
/** Operators' orders are kept for a year. */
export const ORDERS_KEPT_MS = 365 * 86_400_000;
/** A friend's changes are collected for so long: nobody notices a fifth of a second. */
export const FRIENDS_EVERY_MS = 200;
/** The same ask to the same player waits so long after the first "no", the second, and each one from the third on. */
export const ASK_WAITS_MS = [60_000, 300_000, 1_800_000] as const;
/** A player's latest matches of a mode, as one letter each. */
export const FORM_LENGTH = 5;
/** A match stays in its players' history for a year. */
export const MATCH_KEPT_MS = 365 * 86_400_000;
/** Replays are of a few kilobytes at most: kept for so long, and not more than so many. */
export const REPLAY_KEPT_MS = 30 * 86_400_000;
export const REPLAYS_MAX = 20_000;

/** Browsers of one player that are notified while no page shows; the one that came longest ago goes first. */
export const SUBSCRIPTIONS_MAX = 5;
/** Longest address of a browser's push service: the longest ones known have under 600 characters. */
export const PUSH_ENDPOINT_MAX = 1_024;

/** Largest frame a client may send. The largest valid request is a report of under 2 KB. */
export const FRAME_MAX_BYTES = 4 * 1024;
/** Smaller answers and files are not compressed: one packet carries them either way. */
export const COMPRESS_FROM_BYTES = 1024;
/** Largest HTTP body. */
export const BODY_MAX_BYTES = 16 * 1024;
/** RFC 6455 5.5: a control frame carries at most 125 bytes, two of them the close code; 120 leaves room. */
export const CLOSE_REASON_MAX_BYTES = 120;
