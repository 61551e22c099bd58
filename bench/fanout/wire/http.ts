/** The loader's HTTP requests, over kept-alive sockets. */
import { Agent, request } from 'node:http';

const agent = new Agent({ keepAlive: true, maxSockets: 64 });

export type HttpAnswer = { status: number; body: string; retryAfterMs: number | undefined };

/** Rejects if the server cannot be reached. */
export function post(port: number, path: string, body: object, token?: string): Promise<HttpAnswer> {
  const text = JSON.stringify(body);
  return new Promise((resolve, reject) => {
    const sent = request(
      {
        agent,
        host: '127.0.0.1',
        port,
        path,
        method: 'POST',
        headers: {
          'Content-Type': 'application/json',
          'Content-Length': Buffer.byteLength(text),
          ...(token === undefined ? {} : { Authorization: `Bearer ${token}` }),
        },
      },
      (answer) => {
        const chunks: Buffer[] = [];
        answer.on('data', (chunk: Buffer) => chunks.push(chunk));
        answer.on('error', reject);
        answer.on('end', () => {
          const seconds = Number(answer.headers['retry-after']);
          resolve({
            status: answer.statusCode ?? 0,
            body: Buffer.concat(chunks).toString(),
            retryAfterMs: Number.isFinite(seconds) ? seconds * 1_000 : undefined,
          });
        });
      },
    );
    sent.on('error', reject);
    sent.end(text);
  });
}
