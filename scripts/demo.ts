/**
 * `npm run demo`: serves Cofactr's spec on this machine, makes a client, tours it, records that, and
 * holds the recording against the spec. No network but loopback, no key, and nothing stays behind.
 * Exit codes: 0 all went as it should, 1 verify found something, 2 it could not run.
 */
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { serveMock } from "../generator/mock/index.js";
import { verifyRecordings } from "../generator/verify/index.js";
import { prepare } from "./demo/prepare.js";
import { tour } from "./demo/tour.js";

/** Of the calls of the tour, it lets the first one for a page of BOMs fail, and no other. */
const seed = 1;

export async function demo(say: (line: string) => void): Promise<number> {
  const folder = mkdtempSync(join(tmpdir(), "demo-"));
  try {
    const { spec, client, recorder, recordings } = await prepare(folder);
    const mock = await serveMock(spec, { port: 0, seed, failRate: 0.15 });
    const hooks = createServer();
    hooks.listen(0, "localhost");
    await once(hooks, "listening");
    try {
      const { operations } = mock.mock.contract;
      const count = operations.filter(({ kind }) => kind === "path").length;
      const tell = (about: string, what: string) => say(`${about.padEnd(9)}${what}`);
      tell("mock", `${count} operations of the spec, served on this machine`);
      const hookPort = (hooks.address() as AddressInfo).port;
      await tour({ client, recorder, baseUrl: mock.url, hooks, hookPort, tell });
      await recorder.flush();
      const { exchanges, coverage, findings } = verifyRecordings(spec, {
        recordings: recordings(),
        baseUrls: [mock.url],
      });
      for (const { level, message } of findings) tell(level, message);
      const wrong = findings.filter(({ level }) => level === "finding").length;
      tell(
        "verify",
        `${exchanges} recorded calls of ${coverage.seen} operations: ${wrong === 0 ? "as the spec says" : `${wrong} not as the spec says`}`,
      );
      return wrong === 0 ? 0 : 1;
    } finally {
      hooks.close();
      await mock.close();
    }
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  process.exitCode = await demo((line) => console.log(line)).catch((error: unknown) => {
    console.error(error instanceof Error ? error.message : error);
    return 2;
  });
}
