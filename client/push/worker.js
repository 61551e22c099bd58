/**
 * The service worker: shows what the server pushed, in words of the player's language, and leads back to the lobby. It has no
 * `fetch` handler and keeps nothing: a lobby without its server is none, and a kept page would be of another version than the
 * server. WORDS, by language, are put before this text by scripts/serviceWorker.ts.
 */
/* global WORDS */
const FRESH_MS = 30_000;
const isolated = (name) => `\u2068${name}\u2069`;
const filled = (text, values) => text.replace(/\{(\w+)\}/g, (_, name) => values[name] ?? '');

self.addEventListener('install', () => self.skipWaiting());

self.addEventListener('push', (event) => event.waitUntil(notify(noteOf(event.data))));

self.addEventListener('notificationclick', (event) => {
  event.notification.close();
  event.waitUntil(open());
});

/** Of another version of the server, a note may be anything. */
function noteOf(data) {
  try {
    const note = data?.json();
    return typeof note === 'object' && note !== null ? note : {};
  } catch {
    return {};
  }
}

async function notify(note) {
  // It came too late: the page itself asks by now.
  if ((await ownPages()).some((page) => page.focused)) return;
  const words = Object.hasOwn(WORDS, note.language) ? WORDS[note.language] : WORDS.en;
  const { title, body, tag } = shownOf(note, words);
  const [shown] = await self.registration.getNotifications({ tag });
  const { lang, dir } = words;
  await self.registration.showNotification(title, {
    ...{ body, tag, lang, dir, icon: 'icon-192.png', requireInteraction: note.kind === 'match' },
    // The page may have shown the same a moment ago.
    renotify: shown === undefined || Date.now() - shown.timestamp > FRESH_MS,
  });
}

function shownOf(note, words) {
  const mode = words.modes[note.mode] ?? '';
  if (note.kind === 'match') return { title: filled(words.match, { mode }), body: words.matchText, tag: 'foyer.match' };
  if (note.kind !== 'invite') return { title: words.name, body: words.inviteText, tag: 'foyer.news' };
  const name = isolated(String(note.from));
  const title = filled(note.invite === 'party' ? words.party : words.challenge, { name, mode });
  return { title, body: words.inviteText, tag: `foyer.${note.inviteId}` };
}

/** Those too that were there before the worker. */
async function ownPages() {
  const pages = await self.clients.matchAll({ type: 'window', includeUncontrolled: true });
  return pages.filter(({ url }) => url.startsWith(self.registration.scope));
}

/** A page of the lobby that is open, or a new one: it asks what is still to be answered. */
async function open() {
  const own = await ownPages();
  const page = own.find(({ visibilityState }) => visibilityState === 'visible') ?? own[0];
  await (page ? page.focus() : self.clients.openWindow(self.registration.scope));
}
