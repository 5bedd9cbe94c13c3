/** Run by soak-load.ts as a process of its own: `node soak-load-server.ts PORT`. */
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";

const lineCount = Number(process.argv[3]);
const line = `${JSON.stringify({ filler: "x".repeat(986) })}\n`;

const server = createServer(async (request, response) => {
  if (request.url === "/down/") {
    response.writeHead(200, { "content-type": "application/x-ndjson" });
    for (let sent = 0; sent < lineCount; sent += 100) {
      const isTaken = response.write(line.repeat(100));
      if (!isTaken) await new Promise((resolve) => response.once("drain", resolve));
    }
    response.end();
    return;
  }
  let bytes = 0;
  for await (const chunk of request) bytes += (chunk as Buffer).length;
  response.writeHead(200, { "content-type": "application/json" });
  response.end(JSON.stringify({ echo: request.url, bytes }));
});
server.listen(Number(process.argv[2]), "127.0.0.1", () =>
  process.send?.((server.address() as AddressInfo).port),
);
process.on("disconnect", () => process.exit());
