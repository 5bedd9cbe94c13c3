/** Run by soak.ts as a process of its own; answers everything, one of 20 requests wrongly. */
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";

let requests = 0;
const server = createServer({ keepAlive: true }, async (request, response) => {
  requests += 1;
  for await (const _ of request);
  // By chance, because a retry would come at the same place of any pattern again.
  const fault = Math.random() < 0.05 ? Math.floor(Math.random() * 5) : -1;
  const body = JSON.stringify({ echo: request.url, filler: "x".repeat(200) });
  const type = { "content-type": "application/json" };
  if (fault === 0) request.socket.resetAndDestroy();
  else if (fault === 1) response.writeHead(503, { "retry-after": "0" }).end("busy");
  else if (fault === 2) {
    response.writeHead(200, { ...type, "content-length": body.length });
    response.write(body.slice(0, 9), () => request.socket.destroy());
  } else if (fault === 3) response.writeHead(429, type).end('{"detail":"slow down"}');
  else if (fault === 4) setTimeout(() => response.writeHead(200, type).end(body), 400);
  else response.writeHead(200, type).end(body);
}).listen(0, "127.0.0.1", () => process.send?.((server.address() as AddressInfo).port));
process.on("message", () =>
  server.getConnections((_, connections) => process.send?.({ requests, connections })),
);
process.on("disconnect", () => process.exit());
