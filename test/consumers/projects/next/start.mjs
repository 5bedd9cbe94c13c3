// Starts the server that was built, and asks its page and its routes.
import { spawn } from "node:child_process";
import { createInterface } from "node:readline";

const args = ["node_modules/next/dist/bin/next", "start", "-p", "0", "-H", "127.0.0.1"];
const server = spawn(process.execPath, args, { stdio: ["ignore", "pipe", "inherit"] });
try {
  let url;
  for await (const line of createInterface({ input: server.stdout })) {
    url = /http:\/\/127\.0\.0\.1:\d+/.exec(line)?.[0];
    if (url) break;
  }
  const page = await (await fetch(url)).text();
  const shown = /<p>.*?<\/p>/.exec(page)?.[0].replace(/<[^>]*>/g, "");
  if (shown !== "bolt: new,sold") throw new Error(`the page shows ${shown ?? page}`);
  const [api, edge] = await Promise.all(
    ["/api", "/edge"].map(async (path) => (await fetch(url + path)).text()),
  );
  if (api !== edge) throw new Error(`at the edge: ${edge}`);
  console.log(api);
} finally {
  server.kill();
}
