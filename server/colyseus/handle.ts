/**
 * Makes the message handler of one request. Malformed input, too much of it and our own bugs each get a coded refusal
 * and change nothing. Unlike `validate()` it keeps the reply's type for `room.request`, and a malformed `send()` does
 * not end the session.
 */
import type { Client, MessageContext, Room } from '@colyseus/core';
import type { z } from 'zod';
import type { RequestRefusal } from '../../shared/refusals.ts';
import type { BucketLimit } from '../domain/admission/tokenBucket.ts';

/** What a room does for its handlers. */
export interface RequestHost {
  /** Takes one from the budget of the client's player for `key`; false where none is left. */
  isWithin(client: Client, key: unknown, limit: BucketLimit): boolean;
  /** The same for a budget of the whole room. */
  isWithinRoom(limit: BucketLimit): boolean;
  refused(code: RequestRefusal): void;
  failed(error: unknown, type: string): void;
  /** Counts one act that no well-behaved client does, and cuts the session when it was one too many. */
  misbehaved(client: Client, why: string): void;
}

export type Request<Input, Sender> = {
  client: Sender;
  input: Input;
  /** Counts one more against another limit, of the player or of the whole room; false where it is used up. */
  isWithin: (limit: BucketLimit, of: 'player' | 'room') => boolean;
};
export type Outcome<Reply> = Reply | RequestRefusal | Promise<Reply | RequestRefusal>;
export type RequestHandler<Sender, Input, Reply> = (
  this: Room & RequestHost,
  client: Sender,
  message: Input,
  ctx: MessageContext,
) => Promise<Reply | ReturnType<typeof reject>>;

const reject = (ctx: MessageContext, code: RequestRefusal) => ctx.reject<RequestRefusal>(code);

/** `key`: names the player's budget; by default each handler has its own. */
export function handle<Schema extends z.ZodType, Sender extends Client, Reply extends object>(
  schema: Schema,
  limit: BucketLimit,
  answer: (request: Request<z.output<Schema>, Sender>) => Outcome<Reply>,
  key: unknown = answer,
): RequestHandler<Sender, z.input<Schema>, Reply> {
  return async function handler(client, message, ctx) {
    const refuse = (code: RequestRefusal) => {
      this.refused(code);
      return reject(ctx, code);
    };
    if (!this.isWithin(client, key, limit)) {
      this.misbehaved(client, 'too many requests');
      return refuse('request/tooMany');
    }
    const parsed = schema.safeParse(message ?? {});
    if (!parsed.success) {
      this.misbehaved(client, 'bad requests');
      return refuse('request/invalid');
    }
    try {
      const isWithin = (more: BucketLimit, of: 'player' | 'room') =>
        of === 'room' ? this.isWithinRoom(more) : this.isWithin(client, more, more);
      const outcome = await answer({ client, input: parsed.data, isWithin });
      return typeof outcome === 'string' ? refuse(outcome) : outcome;
    } catch (error) {
      this.failed(error, answer.name);
      return refuse('server/error');
    }
  };
}
