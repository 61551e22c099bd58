/** One POST of JSON. Cookies are not sent: the token is all there is. */

export type Fetch = typeof globalThis.fetch;
/** `body`: parsed; undefined where it is no JSON. `retryAfterMs`: from the header, in ms. */
export type HttpAnswer = { status: number; body: unknown; retryAfterMs: number | undefined };

/** undefined where nobody answered: no network, a refused connection, a cut try. */
export async function postJson(
  fetch: Fetch,
  url: string,
  body: object,
  token: string | undefined,
  signal: AbortSignal,
): Promise<HttpAnswer | undefined> {
  try {
    const response = await fetch(url, {
      method: 'POST',
      credentials: 'omit',
      cache: 'no-store',
      headers: { 'Content-Type': 'application/json', ...(token && { Authorization: `Bearer ${token}` }) },
      body: JSON.stringify(body),
      signal,
    });
    const text = await response.text();
    return { status: response.status, body: parsed(text), retryAfterMs: seconds(response.headers.get('Retry-After')) };
  } catch {
    return undefined;
  }
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

const seconds = (header: string | null): number | undefined =>
  header !== null && /^\d{1,6}$/.test(header) ? Number(header) * 1_000 : undefined;
