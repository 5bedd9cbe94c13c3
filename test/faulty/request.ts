import type { Socket } from "node:net";

/** The first lines of a request. */
export interface Head {
  readonly method: string;
  /** Path and query, as they were on the wire. */
  readonly target: string;
  readonly path: string;
  /** By lower-case name; what came twice is joined by a comma. */
  readonly headers: Readonly<Record<string, string>>;
  /** As they were on the wire. */
  readonly rawHeaders: readonly (readonly [name: string, value: string])[];
}

/** A request as far as it has arrived. */
export interface SeenRequest extends Head {
  /** The number of its connection, from 1. */
  readonly connection: number;
  /** Grows until `complete`. */
  readonly body: Buffer;
  /** Whether all of its body has arrived. */
  readonly complete: boolean;
}

export function parseHead(text: string): Head {
  const [first = "", ...lines] = text.split("\r\n");
  const [method = "", target = ""] = first.split(" ");
  const rawHeaders = lines.map((line): [string, string] => {
    const colon = line.indexOf(":");
    return [line.slice(0, colon), line.slice(colon + 1).trim()];
  });
  const headers: Record<string, string> = {};
  for (const [name, value] of rawHeaders) {
    const key = name.toLowerCase();
    headers[key] = key in headers ? `${headers[key]}, ${value}` : value;
  }
  const [path = ""] = target.split("?");
  return { method, target, path, headers, rawHeaders };
}

/**
 * Reads requests off a connection, one after the other. It reads on while a behaviour runs: a socket
 * that nobody reads does not tell that the client has left.
 */
export class RequestReader {
  #rest: Buffer = Buffer.alloc(0);
  #ended = false;
  #wake: () => void = () => {};

  constructor(socket: Socket) {
    socket.on("data", (chunk: Buffer) => {
      this.#rest = this.#rest.length > 0 ? Buffer.concat([this.#rest, chunk]) : chunk;
      this.#wake();
    });
    const end = () => {
      this.#ended = true;
      this.#wake();
    };
    socket.on("end", end).on("close", end);
  }

  /** Undefined once the client has closed. */
  async head(): Promise<Head | undefined> {
    const text = await this.#until("\r\n\r\n");
    return text === undefined ? undefined : parseHead(text.toString("latin1"));
  }

  /** Hands over the body's pieces as they come; false if the client ended in the middle of it. */
  async body({ headers }: Head, take: (piece: Buffer) => void): Promise<boolean> {
    if (!headers["transfer-encoding"]?.toLowerCase().includes("chunked")) {
      return this.#pass(Number(headers["content-length"] ?? 0), take);
    }
    for (;;) {
      const line = await this.#until("\r\n");
      if (line === undefined) return false;
      const size = Number.parseInt(line.toString("latin1"), 16);
      if (!(size > 0)) return (await this.#until("\r\n")) !== undefined;
      if (!(await this.#pass(size, take))) return false;
      await this.#until("\r\n");
    }
  }

  async #until(end: string): Promise<Buffer | undefined> {
    for (;;) {
      const index = this.#rest.indexOf(end);
      if (index >= 0) {
        const found = this.#rest.subarray(0, index);
        this.#rest = this.#rest.subarray(index + end.length);
        return found;
      }
      if (!(await this.#read())) return undefined;
    }
  }

  async #pass(size: number, take: (piece: Buffer) => void): Promise<boolean> {
    let missing = size;
    while (missing > 0) {
      if (this.#rest.length === 0 && !(await this.#read())) return false;
      const piece = this.#rest.subarray(0, missing);
      this.#rest = this.#rest.subarray(piece.length);
      missing -= piece.length;
      take(piece);
    }
    return true;
  }

  /** Waits for bytes; false if there will be none. */
  async #read(): Promise<boolean> {
    const { length } = this.#rest;
    while (this.#rest.length === length) {
      if (this.#ended) return false;
      await new Promise<void>((resolve) => {
        this.#wake = resolve;
      });
    }
    return true;
  }
}
