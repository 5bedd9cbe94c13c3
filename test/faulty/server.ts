import { once } from "node:events";
import { type AddressInfo, createServer, type Socket } from "node:net";
import type { Behaviour, Choose } from "./behaviour.js";
import { Connection } from "./connection.js";
import { RequestReader, type SeenRequest } from "./request.js";

/** A server on loopback that answers wrongly, on purpose. */
export interface FaultyServer {
  /** Without a slash at the end. */
  readonly url: string;
  /** Answers all requests from now on. */
  behaviour: Behaviour | Choose;
  /** How many connections there have been. */
  readonly connections: number;
  /** The numbers of those that are open, from 1. Fetch opens another, unused, when it gives one up. */
  readonly open: readonly number[];
  readonly requests: readonly SeenRequest[];
  /** Resolves when a connection has ended. */
  closed(connection: number): Promise<void>;
  /** Ends every connection; rejects with what a `Choose` threw. */
  stop(): Promise<void>;
}

export async function startFaulty(behaviour: Behaviour | Choose): Promise<FaultyServer> {
  const open = new Map<number, { socket: Socket; closed: Promise<void> }>();
  const requests: SeenRequest[] = [];
  const failures: unknown[] = [];
  let connections = 0;

  // Half-open, because an end by the client must not end our side by itself.
  const server = createServer({ allowHalfOpen: true, noDelay: true }, (socket) => {
    connections += 1;
    const number = connections;
    const closed = new Promise<void>((resolve) => {
      socket.on("close", () => {
        open.delete(number);
        resolve();
      });
    });
    open.set(number, { socket, closed });
    // A reset by the client is nothing special here.
    socket.on("error", () => {});
    serve(socket, number).catch((error: unknown) => {
      failures.push(error);
      socket.destroy();
    });
  });

  async function serve(socket: Socket, number: number): Promise<void> {
    const reader = new RequestReader(socket);
    const connection = new Connection(socket);
    for (;;) {
      const head = await reader.head();
      if (!head) break;
      const pieces: Buffer[] = [];
      const request = {
        ...head,
        connection: number,
        complete: false,
        get body() {
          return Buffer.concat(pieces);
        },
      };
      requests.push(request);
      const { behaviour } = faulty;
      const { at, run } = typeof behaviour === "function" ? behaviour(request) : behaviour;
      const early = at === "head" ? run(connection, request) : undefined;
      request.complete = await reader.body(head, (piece) => pieces.push(piece));
      if (early) await early;
      else if (request.complete) await run(connection, request);
      if (!request.complete) break;
    }
    // The client has ended its side, so it wants no more.
    socket.end();
  }

  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  const faulty: FaultyServer = {
    url: `http://127.0.0.1:${port}`,
    behaviour,
    requests,
    get connections() {
      return connections;
    },
    get open() {
      return [...open.keys()];
    },
    async closed(connection) {
      await open.get(connection)?.closed;
    },
    async stop() {
      const stopped = once(server, "close");
      server.close();
      const closed = [...open.values()].map((each) => each.closed);
      for (const { socket } of open.values()) socket.destroy();
      await Promise.all([stopped, ...closed]);
      if (failures.length > 0) throw failures[0];
    },
  };
  return faulty;
}
