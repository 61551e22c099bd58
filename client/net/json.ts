/** One HTTP request with an answer in JSON. No cookies: the token identifies the player. */
export type Fetch = typeof globalThis.fetch;
/** `body`: undefined if it is no JSON. `retryAfterMs`: from the header. */
export type HttpAnswer = { status: number; body: unknown; retryAfterMs: number | undefined };

/** undefined if nobody answered: no network, a refused connection, a cut attempt. */
export function postJson(fetch: Fetch, url: string, body: object, token: string | undefined, signal: AbortSignal) {
  const headers = { 'Content-Type': 'application/json' };
  return request(fetch, url, token, { method: 'POST', headers, body: JSON.stringify(body), signal });
}

export const getJson = (fetch: Fetch, url: string, token: string | undefined, signal: AbortSignal) =>
  request(fetch, url, token, { signal });

async function request(
  fetch: Fetch,
  url: string,
  token: string | undefined,
  init: RequestInit,
): Promise<HttpAnswer | undefined> {
  const headers = { ...init.headers, ...(token && { Authorization: `Bearer ${token}` }) };
  try {
    const response = await fetch(url, { ...init, credentials: 'omit', cache: 'no-store', headers });
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
