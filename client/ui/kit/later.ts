/** A part of the screen that is loaded once the lobby stands. A load that failed is tried again with the next press. */
type LaterParts<Module> = {
  load: () => Promise<Module>;
  loaded: (module: Module) => void;
  failed: () => void;
  /** Aborted when the screen goes. */
  until: AbortSignal;
};

export class Later<Module> {
  readonly #parts: LaterParts<Module>;
  #isStarted = false;

  constructor(parts: LaterParts<Module>) {
    this.#parts = parts;
  }

  /** Does nothing while it loads, once it is there, and after a failure until something is pressed. */
  start(): void {
    if (this.#isStarted) return;
    this.#isStarted = true;
    const { load, loaded, failed, until } = this.#parts;
    load().then(
      (module) => {
        if (!until.aborted) loaded(module);
      },
      () => {
        if (until.aborted) return;
        failed();
        this.#retryWithPress();
      },
    );
  }

  #retryWithPress(): void {
    const stop = new AbortController();
    const signal = AbortSignal.any([stop.signal, this.#parts.until]);
    const again = (): void => {
      stop.abort();
      this.#isStarted = false;
      this.start();
    };
    for (const type of ['pointerdown', 'keydown'] as const)
      window.addEventListener(type, again, { signal, capture: true });
  }
}
