/** Puts questions to the other processes over the bus. Nothing here rejects: a late answer counts as missing. */
import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import { asProcessId, type ProcessId } from '../../shared/ids.ts';
import type { Bus, Clock } from '../ports.ts';

/** `expiresAt`: epoch ms; nobody waits for what is answered later. */
const Envelope = z.looseObject({
  id: z.string(),
  from: z.string().transform(asProcessId),
  expiresAt: z.number(),
});
/** The rest is not validated: it comes from our own code, of the same version. */
const Reply = z.looseObject({ id: z.string(), from: z.string().transform(asProcessId).optional() });

export const repliesTo = (topic: string, process: ProcessId): string => `${topic}/${process}`;

export class BusRequests<Question extends object, Answer extends object> {
  readonly #at: { topic: string; process: ProcessId; bus: Bus; clock: Clock; timeoutMs: number };
  readonly #waiting = new Map<string, (answer: Answer, from: ProcessId | undefined) => void>();

  /** `topic`: both processes use the same one, which ends with the version of the messages. */
  constructor(at: { topic: string; process: ProcessId; bus: Bus; clock: Clock; timeoutMs: number }) {
    this.#at = at;
    at.bus.subscribe(repliesTo(at.topic, at.process), (message) => {
      const reply = Reply.safeParse(message).data;
      if (reply) this.#waiting.get(reply.id)?.(reply as unknown as Answer, reply.from);
    });
  }

  /** Questions of this process are not put to it; malformed and expired ones are ignored. */
  answerOthers(schema: z.ZodType<Question>, answer: (question: Question) => Answer): void {
    const { topic, process, bus, clock } = this.#at;
    bus.subscribe(topic, (message) => {
      const envelope = Envelope.safeParse(message).data;
      const question = schema.safeParse(message);
      if (!envelope || !question.success || envelope.from === process || envelope.expiresAt < clock.wall()) return;
      bus.publish(repliesTo(topic, envelope.from), { ...answer(question.data), id: envelope.id, from: process });
    });
  }

  /** The first answer, or undefined when the time is up. */
  async askAny(question: Question): Promise<Answer | undefined> {
    let first: Answer | undefined;
    await this.#ask(question, (answer) => {
      first = answer;
      return true;
    });
    return first;
  }

  /** The answers of `processes`, without those that did not answer in time. */
  async askAll(question: Question, processes: readonly ProcessId[]): Promise<Map<ProcessId, Answer>> {
    const answers = new Map<ProcessId, Answer>();
    if (processes.length === 0) return answers;
    await this.#ask(question, (answer, from) => {
      if (from !== undefined && processes.includes(from)) answers.set(from, answer);
      return answers.size === processes.length;
    });
    return answers;
  }

  /** Resolves as soon as `take` returns true, or when the time is up. */
  #ask(question: Question, take: (answer: Answer, from: ProcessId | undefined) => boolean): Promise<void> {
    const { topic, process, bus, clock, timeoutMs } = this.#at;
    const id = randomUUID();
    return new Promise((resolve) => {
      const end = () => {
        clearTimeout(timer);
        this.#waiting.delete(id);
        resolve();
      };
      // Answers that have arrived while this process stood still are read before the time is up.
      const timer = setTimeout(() => setImmediate(end), timeoutMs);
      this.#waiting.set(id, (answer, from) => take(answer, from) && end());
      bus.publish(topic, { ...question, id, from: process, expiresAt: clock.wall() + timeoutMs });
    });
  }
}
