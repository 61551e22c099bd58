export class TestClock {
  monotonic = 1_000;
  epoch = 1_700_000_000_000;
  now = (): number => this.monotonic;
  wall = (): number => this.epoch;
  advance(ms: number): void {
    this.monotonic += ms;
    this.epoch += ms;
  }
}
