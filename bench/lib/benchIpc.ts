/**
 * Calls from the bench to the methods of its child processes, over IPC. A method takes at most one argument; what it throws
 * rejects the caller's promise.
 */
import type { ChildProcess } from 'node:child_process';

type Call = { call: number; name: string; input: unknown };
type Result = { result: number; value?: unknown; error?: string };

const isCall = (message: unknown): message is Call =>
  typeof message === 'object' && message !== null && 'call' in message;
const isResult = (message: unknown): message is Result =>
  typeof message === 'object' && message !== null && 'result' in message;

/** In a child: runs the calls of its parent. Does not keep the process alive. */
export function serveMethods(methods: object): void {
  process.on('message', async (message) => {
    if (!isCall(message)) return;
    const result = { result: message.call };
    try {
      const method = Reflect.get(methods, message.name) as (input: unknown) => unknown;
      const value = await method.call(methods, message.input);
      process.send?.({ ...result, value });
    } catch (error) {
      process.send?.({ ...result, error: error instanceof Error ? error.message : String(error) });
    }
  });
  process.channel?.unref();
}

type Method<M, Name extends keyof M> = M[Name] extends (...args: infer Args) => infer Value ? [Args, Value] : never;

/** The parent's end: `call('join', input)` resolves with what the child's method returned. */
export class MethodCaller<M> {
  readonly #child: ChildProcess;
  readonly #open = new Map<number, (result: Result) => void>();
  #calls = 0;

  constructor(child: ChildProcess) {
    this.#child = child;
    child.on('message', (message) => {
      if (!isResult(message)) return;
      this.#open.get(message.result)?.(message);
      this.#open.delete(message.result);
    });
  }

  call<Name extends keyof M & string>(
    name: Name,
    ...[input]: Method<M, Name>[0]
  ): Promise<Awaited<Method<M, Name>[1]>> {
    const call = ++this.#calls;
    return new Promise((resolve, reject) => {
      this.#open.set(call, ({ value, error }) => {
        if (error === undefined) resolve(value as Awaited<Method<M, Name>[1]>);
        else reject(new Error(error));
      });
      this.#child.send({ call, name, input } satisfies Call, (error) => error && reject(error));
    });
  }

  /** Rejects every open call: the child is gone. */
  rejectAll(why: string): void {
    for (const [call, settle] of this.#open) settle({ result: call, error: why });
    this.#open.clear();
  }
}
