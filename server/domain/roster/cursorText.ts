/** Small values as text that a client hands back and need not understand: safe in a URL. */

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
