/** A push service on this machine, over real TLS, and a browser that can read what it is sent. */
import { createDecipheriv, createECDH, createPublicKey, hkdfSync, randomBytes, verify } from 'node:crypto';
import { once } from 'node:events';
import type { IncomingHttpHeaders, IncomingMessage, ServerResponse } from 'node:http';
import { createServer, type Server } from 'node:https';
import type { AddressInfo } from 'node:net';
import type { Subscription } from '../../server/domain/push/subscription.ts';
import type { PushWorld } from '../../server/push/PushSender.ts';
import type { Address } from '../../server/push/resolveName.ts';
import { NAMED_TLS_CERT, NAMED_TLS_KEY } from './tlsIdentity.ts';

export type Delivered = {
  path: string;
  headers: IncomingHttpHeaders;
  body: Buffer;
  servername: string | false | undefined;
};
export type Answering = (req: IncomingMessage, res: ServerResponse) => void;

export class PushService {
  readonly delivered: Delivered[] = [];
  answer: Answering = (_req, res) => void res.writeHead(201).end();
  /** Names that were asked for. */
  readonly resolved: string[] = [];
  /** Of every name. */
  addresses: Address[] = [{ address: '127.0.0.1', family: 4 }];
  readonly #server: Server;

  private constructor() {
    this.#server = createServer({ key: NAMED_TLS_KEY, cert: NAMED_TLS_CERT }, async (req, res) => {
      const chunks: Buffer[] = [];
      for await (const chunk of req) chunks.push(chunk as Buffer);
      const { servername } = req.socket as never as { servername: string };
      this.delivered.push({ path: req.url ?? '', headers: req.headers, body: Buffer.concat(chunks), servername });
      this.answer(req, res);
    });
  }

  static async start(): Promise<PushService> {
    const service = new PushService();
    service.#server.listen(0, '127.0.0.1');
    await once(service.#server, 'listening');
    return service;
  }

  async stop(): Promise<void> {
    this.#server.close();
    this.#server.closeAllConnections();
  }

  get port(): number {
    return (this.#server.address() as AddressInfo).port;
  }

  /** For a sender: every name leads here, and this machine counts as public. */
  get world(): Required<Pick<PushWorld, 'resolve' | 'isPublic' | 'ca'>> {
    return {
      resolve: async (name) => {
        this.resolved.push(name);
        return this.addresses;
      },
      isPublic: (address) => address === '127.0.0.1',
      ca: NAMED_TLS_CERT,
    };
  }

  browser(host = 'push.test', language = 'en'): Browser {
    return new Browser(`https://${host}:${this.port}/send/${randomBytes(9).toString('base64url')}`, language);
  }
}

export class Browser {
  readonly subscription: Subscription;
  readonly #pair = createECDH('prime256v1');
  readonly #auth = randomBytes(16);

  constructor(endpoint: string, language: string) {
    this.#pair.generateKeys();
    const p256dh = this.#pair.getPublicKey().toString('base64url');
    this.subscription = { endpoint, p256dh, auth: this.#auth.toString('base64url'), language, quiet: null };
  }

  get path(): string {
    return new URL(this.subscription.endpoint).pathname;
  }

  /** RFC 8291 and 8188 from the browser's side. Throws where the body is for another browser, or was changed. */
  read(body: Buffer): string {
    const [salt, records] = [body.subarray(0, 16), body.readUInt32BE(16)];
    const theirs = body.subarray(21, 21 + body.readUInt8(20));
    const sealed = body.subarray(21 + theirs.length);
    if (sealed.length > records) throw new Error('more than one record');
    const info = Buffer.concat([Buffer.from('WebPush: info\0'), this.#pair.getPublicKey(), theirs]);
    const secret = Buffer.from(hkdfSync('sha256', this.#pair.computeSecret(theirs), this.#auth, info, 32));
    const key = Buffer.from(hkdfSync('sha256', secret, salt, 'Content-Encoding: aes128gcm\0', 16));
    const nonce = Buffer.from(hkdfSync('sha256', secret, salt, 'Content-Encoding: nonce\0', 12));
    const open = createDecipheriv('aes-128-gcm', key, nonce).setAuthTag(sealed.subarray(-16));
    const padded = Buffer.concat([open.update(sealed.subarray(0, -16)), open.final()]);
    const end = padded.findLastIndex((byte) => byte !== 0);
    if (padded[end] !== 2) throw new Error('not the last record');
    return padded.subarray(0, end).toString('utf8');
  }
}

export type Vapid = { claims: { aud: string; exp: number; sub?: string }; key: string; isSigned: boolean };

/** RFC 8292: what the header says, and whether its key signed that. */
export function vapidOf(authorization = ''): Vapid {
  const [, token = '', key = ''] = /^vapid t=([\w.-]+), k=([\w-]+)$/.exec(authorization) ?? [];
  const [head = '', claims = '', signature = ''] = token.split('.');
  const point = Buffer.from(key, 'base64url');
  const [x, y] = [point.subarray(1, 33), point.subarray(33)].map((bytes) => bytes.toString('base64url'));
  const publicKey = createPublicKey({
    format: 'jwk',
    key: { kty: 'EC', crv: 'P-256', x: x as string, y: y as string },
  });
  const by = { key: publicKey, dsaEncoding: 'ieee-p1363' } as const;
  const isSigned = verify('sha256', Buffer.from(`${head}.${claims}`), by, Buffer.from(signature, 'base64url'));
  return { claims: JSON.parse(Buffer.from(claims, 'base64url').toString()), key, isSigned };
}
