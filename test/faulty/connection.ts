import type { Socket } from "node:net";
import { setTimeout as delay } from "node:timers/promises";

/** What a behaviour may do to the client. */
export class Connection {
  readonly #socket: Socket;
  readonly #left = new AbortController();

  constructor(socket: Socket) {
    this.#socket = socket;
    const leave = () => this.#left.abort();
    socket.once("end", leave).once("close", leave);
  }

  /** Whether the client has ended its side, or all of it. */
  get gone(): boolean {
    return this.#left.signal.aborted;
  }

  /** Resolves when the bytes have left, or cannot leave any more. */
  async send(bytes: string | Uint8Array): Promise<void> {
    if (!this.#socket.writable) return;
    await new Promise<void>((resolve) => {
      this.#socket.once("close", resolve);
      this.#socket.write(bytes, () => {
        this.#socket.off("close", resolve);
        resolve();
      });
    });
  }

  /** Waits, but not beyond the time when the client is gone. */
  async pause(ms: number): Promise<void> {
    await delay(ms, undefined, { signal: this.#left.signal }).catch(() => {});
  }

  /** Resolves when the client is gone. */
  async untilGone(): Promise<void> {
    const { signal } = this.#left;
    if (signal.aborted) return;
    await new Promise((resolve) => signal.addEventListener("abort", resolve, { once: true }));
  }

  /** Ends both sides in order (FIN). */
  close(): void {
    this.#socket.destroySoon();
  }

  /** Ends our side (FIN) and goes on reading. */
  halfClose(): void {
    this.#socket.end();
  }

  /** Ends both sides at once (RST). */
  reset(): void {
    this.#socket.resetAndDestroy();
  }
}
