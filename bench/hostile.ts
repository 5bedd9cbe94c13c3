/**
 * `npm run bench:hostile`: how long each hostile spec takes until it is refused or read, a
 * description of 100,000 characters of one kind until a client is made of it, and two versions whose
 * parts could all be compared with one another until their report is written.
 */
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DiagnosticError, diff, formatVerdict, generate } from "../generator/index.js";
import { loadSpec } from "../generator/load/index.js";
import { hostileInputs } from "../test/growth/hostile-inputs.js";
import { hostileRenames, hostileUnions } from "../test/growth/hostile-versions.js";

for (const { name, write } of hostileInputs) {
  await measure(name, (folder) => loadSpec(write(folder)));
}
for (const part of ["\n", " ", "\t", "@", "*/", "\\", "`", "{", "A"]) {
  const description = part.repeat(100_000 / part.length);
  const name = `100,000 characters of ${JSON.stringify(part)}`;
  await measure(name, async (folder) => {
    const spec = join(folder, "openapi.json");
    const responses = { 200: { description } };
    const get = { operationId: "a", description, responses };
    const document = {
      openapi: "3.1.0",
      info: { title: "T", version: "1" },
      paths: { "/a": { get } },
    };
    writeFileSync(spec, JSON.stringify(document));
    await generate({ spec, output: join(folder, "out") });
  });
}
for (const { name, count, make } of [...hostileUnions, ...hostileRenames]) {
  await measure(`${count} ${name}`, async (folder) => {
    const [base, revision] = make(count).map((document, index) => {
      const path = join(folder, `${index}.json`);
      writeFileSync(path, JSON.stringify(document));
      return path;
    }) as [string, string];
    formatVerdict((await diff({ base, revision })).verdict, "text");
  });
}

async function measure(name: string, run: (folder: string) => Promise<unknown>): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), "hostile-"));
  const wall = performance.now();
  const before = process.cpuUsage();
  let outcome = "fine";
  try {
    await run(folder);
  } catch (error) {
    outcome = error instanceof DiagnosticError ? (error.diagnostics[0]?.code ?? "") : "CRASH";
  }
  const took = performance.now() - wall;
  const { user, system } = process.cpuUsage(before);
  const cpu = (user + system) / 1000;
  console.log(
    `${took.toFixed(0).padStart(6)} ms wall ${cpu.toFixed(0).padStart(6)} ms CPU  ${outcome.padEnd(17)} ${name}`,
  );
  rmSync(folder, { recursive: true });
}
