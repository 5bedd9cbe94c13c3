import { spawn } from "node:child_process";
import { once } from "node:events";
import { createServer } from "node:net";
import { join } from "node:path";
import { setTimeout } from "node:timers/promises";
import { fetchPackages } from "../../support/registry.js";

/** A mock server that checks what it is sent against a document. */
export interface Prism {
  /** Without a slash at the end. */
  readonly url: string;
  /** @throws Error with what it said last, if it has ended */
  checkRuns(): void;
  stop(): Promise<void>;
}

/**
 * Starts Prism, which is fetched into the cache if it isn't there.
 *
 * @param spec absolute path of the document
 * @throws Error if it cannot be had, or ends at once; with what it says
 */
export async function startPrism(spec: string): Promise<Prism> {
  const home = await fetchPackages("@stoplight/prism-cli@5.14.2");
  const port = await freePort();
  const program = join(home, "node_modules/@stoplight/prism-cli/dist/index.js");
  // Without `--errors`, which would refuse what Prism itself answers wrongly.
  const args = ["mock", "--host", "127.0.0.1", "--port", String(port), spec];
  const child = spawn(process.execPath, [program, ...args], { stdio: ["ignore", "pipe", "pipe"] });
  let said = "";
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding("utf8").on("data", (text: string) => {
      said = (said + text).slice(-4000);
    });
  }
  const exited = once(child, "exit");
  const url = `http://127.0.0.1:${port}`;
  const isUp = async (): Promise<boolean> => {
    // It resolves the whole document first, which takes minutes for some.
    for (let tries = 0; tries < 3000; tries += 1) {
      if (child.exitCode !== null || child.signalCode !== null) return false;
      const answered = await fetch(url).then(
        (response) => response.arrayBuffer().then(() => true),
        () => false,
      );
      if (answered) return true;
      await setTimeout(200);
    }
    return false;
  };
  if (!(await isUp())) {
    child.kill();
    throw new Error(`Prism did not start: ${said.trim().slice(-500)}`);
  }
  return {
    url,
    checkRuns() {
      if (child.exitCode === null && child.signalCode === null) return;
      const how = child.signalCode ?? `exit code ${child.exitCode}`;
      throw new Error(`Prism ended with ${how}: ${said.trim().slice(-500)}`);
    },
    async stop() {
      child.kill();
      await exited;
    },
  };
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  server.close();
  await once(server, "close");
  if (address === null || typeof address === "string") throw new Error("no port is free");
  return address.port;
}
