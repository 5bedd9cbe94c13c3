/** `npm run bench:hostile`: how long each hostile spec takes until it is refused or read. */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DiagnosticError, loadSpec } from "../generator/index.js";
import { hostileInputs } from "../test/load/hostile-inputs.js";

for (const { name, write } of hostileInputs) {
  const folder = mkdtempSync(join(tmpdir(), "hostile-"));
  const path = write(folder);
  const wall = performance.now();
  const before = process.cpuUsage();
  let outcome = "fine";
  try {
    await loadSpec(path);
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
