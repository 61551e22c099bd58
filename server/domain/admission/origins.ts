/** Which pages ALLOWED_ORIGINS names. An entry is an origin as browsers write it, or one with `*.` before its domain. */

const SHAPE = /^([a-z][a-z0-9+.-]*):\/\/(\*\.)?([^/?#@*\s]+)$/;
/** Pages of these have no origin of their own, or there are none. */
const WITHOUT_PAGES = new Set(['about', 'blob', 'data', 'file', 'ftp', 'javascript', 'ws', 'wss']);
/** Two labels or more: `*.com` would be half the world. */
const DOMAIN = /^(([a-z0-9-]+\.)+[a-z][a-z0-9-]*|localhost)(:\d+)?$/;
const LABELS = /^[a-z0-9-]+(\.[a-z0-9-]+)*$/;

/** Whether a browser could ever send it: capitals, a path, a default port and `*` elsewhere are in no origin. */
export function canMatchOrigin(entry: string): boolean {
  const [, scheme = '', wildcard, host = ''] = SHAPE.exec(entry) ?? [];
  if (host === '' || WITHOUT_PAGES.has(scheme)) return false;
  // Apps that bundle their page have a scheme of their own: capacitor://localhost, tauri://localhost, app://-.
  if (scheme !== 'http' && scheme !== 'https') return wildcard === undefined && /^[a-z0-9._-]+(:\d+)?$/.test(host);
  const origin = `${scheme}://${host}`;
  if (!URL.canParse(origin) || new URL(origin).origin !== origin) return false;
  return wildcard === undefined || DOMAIN.test(host);
}

/** `https://*.example.com` stands for every name below example.com, at any depth, and not for example.com. */
export function isListedOrigin(origin: string, entries: readonly string[]): boolean {
  return entries.some((entry) => {
    const [before = '', after] = entry.split('*');
    if (after === undefined) return entry === origin;
    const labels = origin.slice(before.length, -after.length);
    return origin.startsWith(before) && origin.endsWith(after) && LABELS.test(labels);
  });
}
