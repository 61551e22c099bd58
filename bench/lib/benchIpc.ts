/**
 * Questions and answers between the bench and its child processes, over IPC. A desk is an object of methods with one
 * argument at most; what a method throws, the asker's promise rejects with.
 */
import type { ChildProcess } from 'node:child_process';

type Question = { ask: number; name: string; input: unknown };
type Answer = { answer: number; value?: unknown; error?: string };

const isQuestion = (message: unknown): message is Question =>
  typeof message === 'object' && message !== null && 'ask' in message;
const isAnswer = (message: unknown): message is Answer =>
  typeof message === 'object' && message !== null && 'answer' in message;

/** In a child: answers its parent's questions. Does not keep the process alive. */
export function openDesk(desk: object): void {
  process.on('message', async (message) => {
    if (!isQuestion(message)) return;
    const answer = { answer: message.ask };
    try {
      const method = Reflect.get(desk, message.name) as (input: unknown) => unknown;
      const value = await method.call(desk, message.input);
      process.send?.({ ...answer, value });
    } catch (error) {
      process.send?.({ ...answer, error: error instanceof Error ? error.message : String(error) });
    }
  });
  process.channel?.unref();
}

type Method<D, Name extends keyof D> = D[Name] extends (...args: infer Args) => infer Value ? [Args, Value] : never;

/** The parent's end: `ask('join', input)` resolves with what the child's method returned. */
export class Asker<D> {
  readonly #child: ChildProcess;
  readonly #open = new Map<number, (answer: Answer) => void>();
  #asked = 0;

  constructor(child: ChildProcess) {
    this.#child = child;
    child.on('message', (message) => {
      if (!isAnswer(message)) return;
      this.#open.get(message.answer)?.(message);
      this.#open.delete(message.answer);
    });
  }

  ask<Name extends keyof D & string>(name: Name, ...[input]: Method<D, Name>[0]): Promise<Awaited<Method<D, Name>[1]>> {
    const ask = ++this.#asked;
    return new Promise((resolve, reject) => {
      this.#open.set(ask, ({ value, error }) => {
        if (error === undefined) resolve(value as Awaited<Method<D, Name>[1]>);
        else reject(new Error(error));
      });
      this.#child.send({ ask, name, input } satisfies Question, (error) => error && reject(error));
    });
  }

  /** The child is gone: nobody answers any more. */
  hangUp(why: string): void {
    for (const [ask, answered] of this.#open) answered({ answer: ask, error: why });
    this.#open.clear();
  }
}
