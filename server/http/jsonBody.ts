/**
 * The body of a matchmaking request, read before Colyseus: its own reader answers a bad one with a text of its own, and
 * hands on whatever JSON there is. The head was checked: a length of at most BODY_MAX_BYTES, the type JSON.
 */
import type { IncomingMessage } from 'node:http';

/** An object or, without a body, undefined; 'invalid' for anything else. Rejects when the caller goes away meanwhile. */
export function readJsonObject(req: IncomingMessage): Promise<Record<string, unknown> | undefined | 'invalid'> {
  const chunks: Buffer[] = [];
  return new Promise((resolve, reject) => {
    req.on('data', (chunk: Buffer) => chunks.push(chunk));
    req.on('end', () => resolve(parsed(chunks)));
    req.on('error', reject);
    req.on('close', () => req.readableEnded || reject(new Error('the caller went away')));
  });
}

function parsed(chunks: readonly Buffer[]): Record<string, unknown> | undefined | 'invalid' {
  if (chunks.length === 0) return undefined;
  try {
    const value: unknown = JSON.parse(Buffer.concat(chunks).toString('utf8'));
    return typeof value === 'object' && value !== null && !Array.isArray(value)
      ? (value as Record<string, unknown>)
      : 'invalid';
  } catch {
    return 'invalid';
  }
}
