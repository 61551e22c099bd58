/**
 * Declares one request of a room: its schema, its limit and what it does, in one place. Stands in front of every
 * handler, so that bad input, too much of it and our own bugs each get a coded refusal and change nothing.
 *
 *   messages = { setStatus: handle(SetStatus, { burst: 5, perMinute: 30 }, (request) => …reply or request.refuse(code)) };
 *
 * Unlike `validate()` it keeps the reply's type for `room.request`, and a malformed `send()` does not end the session.
 */
import type { Client, MessageContext, Room } from '@colyseus/core';
import type { z } from 'zod';
import type { RequestRefusal } from '../../shared/refusals.ts';
import { type BucketLimit, TokenBucket } from '../domain/admission/tokenBucket.ts';

/** Refusals for too many requests after which the session is cut: it does not listen. */
const PATIENCE: BucketLimit = { burst: 100, perMinute: 60 };

/** What a room does for its handlers. */
export interface RequestHost {
  /** Monotonic ms. */
  now(): number;
  areLimitsOn: boolean;
  refused(code: RequestRefusal): void;
  failed(error: unknown, type: string): void;
  /** Ends a session that floods. */
  cut(client: Client, why: string): void;
}

export type Request<Input, Sender> = {
  client: Sender;
  input: Input;
  refuse: (code: RequestRefusal) => ReturnType<typeof reject>;
  /** Takes one more from a limit of what is asked for, of the session or of the whole room; false where there is none left. */
  isWithin: (limit: BucketLimit, of: 'session' | 'room') => boolean;
};

const reject = (ctx: MessageContext, code: RequestRefusal) => ctx.reject<RequestRefusal>(code);

/** Buckets of each session, by request, and of rooms; gone with the client's object, or the room's. */
const buckets = new WeakMap<Client | Room, Map<unknown, TokenBucket>>();

function take(owner: Client | Room, key: unknown, limit: BucketLimit, now: number): boolean {
  const own = buckets.get(owner) ?? new Map<unknown, TokenBucket>();
  buckets.set(owner, own);
  const bucket = own.get(key) ?? new TokenBucket(limit, now);
  own.set(key, bucket);
  return bucket.take(now);
}

/** Counts one more thing that a well-behaved client does not do; false when it is too much of it. */
export const isPatient = (client: Client, now: number): boolean => take(client, PATIENCE, PATIENCE, now);

export function handle<Schema extends z.ZodType, Sender extends Client, Reply>(
  schema: Schema,
  limit: BucketLimit,
  answer: (request: Request<z.output<Schema>, Sender>) => Reply,
) {
  return async function handler(
    this: Room & RequestHost,
    client: Sender,
    message: z.input<Schema>,
    ctx: MessageContext,
  ): Promise<Awaited<Reply> | ReturnType<typeof reject>> {
    const refuse = (code: RequestRefusal) => {
      this.refused(code);
      return reject(ctx, code);
    };
    if (this.areLimitsOn && !take(client, answer, limit, this.now())) {
      if (!isPatient(client, this.now())) this.cut(client, 'too many requests');
      return refuse('request/tooMany');
    }
    const parsed = schema.safeParse(message ?? {});
    if (!parsed.success) return refuse('request/invalid');
    try {
      const isWithin = (more: BucketLimit, of: 'session' | 'room') =>
        !this.areLimitsOn || take(of === 'room' ? this : client, more, more, this.now());
      return await answer({ client, input: parsed.data, refuse, isWithin });
    } catch (error) {
      this.failed(error, answer.name);
      return refuse('server/error');
    }
  };
}
