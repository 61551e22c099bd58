/** Small values as text that clients return without reading it. Safe in a URL. */

export const toCursorText = (value: unknown): string =>
  btoa(encodeURIComponent(JSON.stringify(value))).replace(/[+/=]/g, (sign) => URL_SAFE[sign] ?? '');

const URL_SAFE: Record<string, string> = { '+': '-', '/': '_', '=': '' };

/** Undefined for anything that `toCursorText` does not make. */
export function fromCursorText(text: string): unknown {
  try {
    return JSON.parse(decodeURIComponent(atob(text.replaceAll('-', '+').replaceAll('_', '/'))));
  } catch {
    return undefined;
  }
}
