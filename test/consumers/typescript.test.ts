import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { compile, projects, writeProjects } from "./compile.js";
import { fromRegistry, full, onlyInFull } from "./on-demand.js";
import { installConsumer, pack } from "./package.js";
import { typescripts } from "./versions.js";

describe.skipIf(!full)(`the tarball type-checks${onlyInFull}`, { timeout: 300_000 }, () => {
  let folder: string;
  let consumer: string;
  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), "typescript-"));
    consumer = await installConsumer(folder, (await pack()).tarball);
    writeProjects(consumer);
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  test.for(typescripts)("with TypeScript %s", async (version, context) => {
    const binary = "bin/tsc";
    const tsc = await fromRegistry(context, { name: "typescript", version, binary });
    const outputs = await Promise.all(
      projects.map(async ({ name, file }) => [name, await compile(tsc, consumer, file)]),
    );
    expect(outputs).toEqual(projects.map(({ name }) => [name, ""]));
  });
});
