/**
 * Makes the message handler of one request. Malformed input, too much of it and our own bugs each get a coded refusal
 * and change nothing. Unlike `validate()` it keeps the reply's type for `room.request`, and a malformed `send()` does
 * not end the session.
 */
import type { Client, MessageContext, Room } from '@colyseus/core';
import type { z } from 'zod';
import type { RequestRefusal } from '../../shared/refusals.ts';
import { type BucketLimit, TokenBucket } from '../domain/admission/tokenBucket.ts';

/** Refusals as `request/tooMany` before the session is cut. */
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
  /** Counts one more against another limit, of the session or of the whole room; false where it is used up. */
  isWithin: (limit: BucketLimit, of: 'session' | 'room') => boolean;
};
export type Outcome<Reply> = Reply | RequestRefusal | Promise<Reply | RequestRefusal>;
export type RequestHandler<Sender, Input, Reply> = (
  this: Room & RequestHost,
  client: Sender,
  message: Input,
  ctx: MessageContext,
) => Promise<Reply | ReturnType<typeof reject>>;

const reject = (ctx: MessageContext, code: RequestRefusal) => ctx.reject<RequestRefusal>(code);

/** Buckets of sessions and rooms, by request or limit. They go with the client's object, or the room's. */
const buckets = new WeakMap<Client | Room, Map<unknown, TokenBucket>>();

function take(owner: Client | Room, key: unknown, limit: BucketLimit, now: number): boolean {
  const own = buckets.get(owner) ?? new Map<unknown, TokenBucket>();
  buckets.set(owner, own);
  const bucket = own.get(key) ?? new TokenBucket(limit, now);
  own.set(key, bucket);
  return bucket.take(now);
}

/** Counts one more act of a misbehaving client; false when it was one too many. */
export const isPatient = (client: Client, now: number): boolean => take(client, PATIENCE, PATIENCE, now);

export function handle<Schema extends z.ZodType, Sender extends Client, Reply extends object>(
  schema: Schema,
  limit: BucketLimit,
  answer: (request: Request<z.output<Schema>, Sender>) => Outcome<Reply>,
): RequestHandler<Sender, z.input<Schema>, Reply> {
  return async function handler(client, message, ctx) {
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
      const outcome = await answer({ client, input: parsed.data, isWithin });
      return typeof outcome === 'string' ? refuse(outcome) : outcome;
    } catch (error) {
      this.failed(error, answer.name);
      return refuse('server/error');
    }
  };
}
