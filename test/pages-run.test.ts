import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { afterAll, beforeAll, expect, test } from "vitest";
import { makeFolder } from "./support/generator.js";
import { start } from "./support/program.js";
import { repository as root } from "./support/repository.js";
import { callsVendor, startVendor, type Vendor } from "./support/vendor.js";

const folder = makeFolder();

// The README's run with the packed client, in test/first-hour.
const pages = ["docs/observability.md", "docs/openapi-fetch.md", "docs/testing-your-code.md"];
const blocks = pages.flatMap((page) =>
  [...readFileSync(join(root, page), "utf8").matchAll(/^```ts\n([\s\S]*?)^```$/gm)].map(
    ([, code = ""], index) => ({ name: `${page} ${index + 1}`, code }),
  ),
);

/** What became of each block, in order. */
let done: readonly { readonly name: string; readonly sent: number; readonly error?: string }[] = [];

let vendor: Vendor;
beforeAll(async () => {
  vendor = await startVendor(folder);
  const files = blocks.map(({ name, code }) => {
    const file = join(folder, `${name.replaceAll(/\W+/g, "-")}.mts`);
    // Where the package is not installed, its name means the source that it is built from.
    const source = (_: string, entry = "/index") =>
      JSON.stringify(join(root, `generated${entry}.ts`));
    writeFileSync(file, code.replaceAll(/"cofactr-platform-client(\/\w+)?"/g, source));
    return { name, file };
  });
  const driver = join(folder, "driver.mjs");
  // One process for all, because starting one takes longer than what the blocks do. Each block has
  // done what it does when it is loaded.
  writeFileSync(
    driver,
    `import { writeFileSync } from "node:fs";
const redirected = globalThis.fetch;
let sent = 0;
const counted = (url, init) => {
  if (!new URL(url).hostname.startsWith("127.")) sent += 1;
  return redirected(url, init);
};
globalThis.fetch = counted;
const done = [];
for (const { name, file } of ${JSON.stringify(files)}) {
  sent = 0;
  const error = await import(file).then(() => undefined, (error) => String(error?.stack ?? error));
  const kept = globalThis.fetch === counted ? undefined : "it leaves another fetch behind";
  done.push({ name, sent, error: error ?? kept });
  writeFileSync(${JSON.stringify(join(folder, "done.json"))}, JSON.stringify(done));
}
`,
  );
  const { code, out, err } = await start(
    ["--import", "tsx", "--import", pathToFileURL(vendor.redirect).href, driver],
    { COFACTR_API_KEY: "test.key" },
  );
  expect(code, out + err).toBe(0);
  done = JSON.parse(readFileSync(join(folder, "done.json"), "utf8")) as typeof done;
});
afterAll(() => vendor.stop());

test.each(blocks.map(({ name, code }) => [name, code] as const))("%s runs", (name, code) => {
  const block = done.find((each) => each.name === name);
  expect(block).toMatchObject({ name });
  expect(block?.error).toBeUndefined();
  // A block that calls the API really called it, unless it has answers of its own.
  const calls = callsVendor(code);
  if (calls === false) expect(block?.sent).toBe(0);
  if (calls) expect(block?.sent).toBeGreaterThan(0);
});

test("what the blocks sent has arrived", () => {
  expect(vendor.requests).toHaveLength(done.reduce((sum, { sent }) => sum + sent, 0));
});
