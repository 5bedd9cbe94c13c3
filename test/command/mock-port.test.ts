import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { expect, test } from "vitest";
import { tether } from "../support/command-line.js";
import { makeFolder, readFiles, specOf } from "../support/generator.js";

test("`mock` on a port that is in use is one message, and nothing is written", async () => {
  const taken = createServer();
  await new Promise<void>((resolve) => taken.listen(0, "localhost", resolve));
  const port = `${(taken.address() as AddressInfo).port}`;
  const files = { "openapi.json": specOf({}) };
  const folder = makeFolder(files);
  const { code, out, err } = await tether(folder, "mock", "--spec", "openapi.json", "--port", port);
  taken.close();
  expect([code, out]).toEqual([2, ""]);
  expect(err.match(/\berror\b.*$/gm)).toEqual([
    expect.stringContaining(`cannot serve on port ${port}: something else uses it`),
  ]);
  expect(readFiles(folder)).toEqual(files);
});
