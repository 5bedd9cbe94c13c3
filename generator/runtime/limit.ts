import type { Watch } from "./watch.js";

/** Lets at most so many calls go on at once; the rest wait in their order. */
export class Limiter {
  #free: number;
  readonly #waiting: (() => void)[] = [];

  constructor(limit: number) {
    this.#free = Math.floor(limit);
  }

  /** Resolves when there is room, which `leave` gives back; rejects when the call is to stop. */
  async enter(watch: Watch): Promise<void> {
    if (this.#free > 0) {
      this.#free--;
      return;
    }
    const turn = new Promise<void>((resolve) => this.#waiting.push(resolve));
    try {
      await watch.wait(turn);
    } catch (error) {
      // Its turn will come all the same, and goes to the next.
      turn.then(() => this.leave());
      throw error;
    }
  }

  leave(): void {
    const next = this.#waiting.shift();
    if (next) next();
    else this.#free++;
  }
}
