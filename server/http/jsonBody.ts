/**
 * Reads the body of a matchmaking request before Colyseus, which would answer a bad one with a text of its own and pass on
 * any JSON. The head was checked: a length of at most BODY_MAX_BYTES, the type JSON.
 */
import type { IncomingMessage } from 'node:http';

/** Undefined without a body; 'invalid' for anything but an object. Rejects when the caller disconnects. */
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
