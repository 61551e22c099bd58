/** Notifications by the service worker, where there is one: a push that tells the same takes their place. */

type Notice = NotificationOptions & { tag: string };

/** Returns what removes it, and the push in its place. */
export function shownByWorker(title: string, options: Notice): () => void {
  const shown = navigator.serviceWorker
    .getRegistration()
    .then((registration) => registration?.showNotification(title, options))
    .catch(() => {});
  return () => void shown.then(() => closeNotices({ tag: options.tag }));
}

/** All, or those with the tag. Never rejects. */
export async function closeNotices(which: { tag?: string } = {}): Promise<void> {
  try {
    const registration = await navigator.serviceWorker.getRegistration();
    for (const notice of (await registration?.getNotifications(which)) ?? []) notice.close();
  } catch {
    // The browser has taken the worker away.
  }
}
