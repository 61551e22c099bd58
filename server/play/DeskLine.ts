/** This process' line to the desk, wherever it is: asks, and waits for the answer. Never rejects. */
import type { ProcessId } from '../../shared/ids.ts';
import type { PlayRefusal } from '../../shared/refusals.ts';
import type { Bus, Clock } from '../ports.ts';
import { type Answered, ASKS, type Asked, answersTo, type DeskRequest, type Reply } from './deskMessages.ts';

/** The desk answers in milliseconds; where it has just died, another takes its place within a lease. */
const PATIENCE_MS = 3_000;

export type DeskLineDeps = {
  process: ProcessId;
  bus: Pick<Bus, 'publish' | 'subscribe'>;
  clock: Clock;
  newId: () => string;
  patienceMs?: number;
};

export class DeskLine {
  readonly #deps: DeskLineDeps;
  readonly #waiting = new Map<string, (answered: Answered) => void>();

  constructor(deps: DeskLineDeps) {
    this.#deps = deps;
    deps.bus.subscribe(answersTo(deps.process), (message) => {
      const answered = message as Answered;
      this.#waiting.get(answered.id)?.(answered);
    });
  }

  /** `play/away` where nobody answers in time: then it was not done, or whoever did it has gone. */
  ask(request: DeskRequest): Promise<Reply | PlayRefusal | 'server/error'> {
    const { bus, clock, newId, process, patienceMs = PATIENCE_MS } = this.#deps;
    const id = newId();
    return new Promise((resolve) => {
      const end = (outcome: Reply | PlayRefusal | 'server/error') => {
        clearTimeout(timer);
        this.#waiting.delete(id);
        resolve(outcome);
      };
      const timer = setTimeout(end, patienceMs, 'play/away');
      this.#waiting.set(id, (answered) => end('reply' in answered ? answered.reply : answered.refusal));
      const asked: Asked = { id, from: process, request, expiresAt: clock.wall() + patienceMs };
      bus.publish(ASKS, asked);
    });
  }
}
