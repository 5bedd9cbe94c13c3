import type { Connection } from "./connection.js";
import type { SeenRequest } from "./request.js";

/** What the server does with a request. */
export interface Behaviour {
  readonly name: string;
  /** Whether it waits for the request's body. */
  readonly at: "head" | "body";
  run(connection: Connection, request: SeenRequest): Promise<void>;
}

export type Choose = (request: SeenRequest) => Behaviour;

export function behaviour(name: string, run: Behaviour["run"]): Behaviour {
  return { name, at: "body", run };
}

/** The same, once the headers are there; the body may still be on its way. */
export function atHead({ name, run }: Behaviour): Behaviour {
  return { name: `${name}, before the request's body`, at: "head", run };
}

export function after(ms: number, { name, at, run }: Behaviour): Behaviour {
  return {
    name: `${name}, after ${ms} ms`,
    at,
    async run(connection, request) {
      await connection.pause(ms);
      await run(connection, request);
    },
  };
}

/** One behaviour a request; the last one stays. */
export function inTurn(...behaviours: readonly [Behaviour, ...Behaviour[]]): Choose {
  let turn = 0;
  return () => {
    const chosen = behaviours[turn] ?? behaviours[0];
    if (turn < behaviours.length - 1) turn += 1;
    return chosen;
  };
}

/** The first `count` requests get one behaviour, all others another. */
export function first(count: number, one: Behaviour, other: Behaviour): Choose {
  let left = count;
  return () => {
    left -= 1;
    return left >= 0 ? one : other;
  };
}
