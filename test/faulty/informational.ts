import { type Headers, headOf } from "./answer.js";
import { atHead, type Behaviour, behaviour } from "./behaviour.js";

/** An answer of the class 1xx, which is not the answer yet; then another behaviour. */
function preceded(name: string, head: string, next: Behaviour): Behaviour {
  return behaviour(`${name}, then ${next.name}`, async (connection, request) => {
    await connection.send(head);
    await next.run(connection, request);
  });
}

export function earlyHints(next: Behaviour, headers: Headers = {}): Behaviour {
  return preceded("hints early", headOf(103, { link: "</a.css>; rel=preload", ...headers }), next);
}

/** 100 without being asked. */
export function continueUnasked(next: Behaviour): Behaviour {
  return preceded("says 100 unasked", headOf(100, {}), next);
}

/** 100 as soon as the headers are there; the rest when the body is. */
export function continueFirst(next: Behaviour): Behaviour {
  return atHead(
    behaviour(`says 100, then ${next.name}`, async (connection, request) => {
      await connection.send(headOf(100, {}));
      while (!request.complete && !connection.gone) await connection.pause(1);
      await next.run(connection, request);
    }),
  );
}

/** 101 without being asked; what follows is no HTTP. */
export const switchProtocols = behaviour("switches protocols unasked", (connection) =>
  connection.send(headOf(101, { connection: "upgrade", upgrade: "other" })),
);
