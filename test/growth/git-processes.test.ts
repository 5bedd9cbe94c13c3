import { chmodSync, readFileSync, writeFileSync } from "node:fs";
import { delimiter, join } from "node:path";
import { expect, test } from "vitest";
import { loadVersion } from "../../generator/load/index.js";
import { makeFolder } from "../support/generator.js";
import { commitAll, makeOutside } from "../support/git.js";

/** A spec whose schemas are in files of their own, in a repository. */
function specOfFiles(count: number): string {
  const names = Array.from({ length: count }, (_, index) => `S${index}`);
  const schemas = names.map((name) => `    ${name}: { $ref: "schemas/${name}.yaml" }\n`);
  return commitAll(
    makeOutside({
      "openapi.yaml": `openapi: 3.1.0\ninfo: { title: T, version: "1" }\npaths: {}\ncomponents:\n  schemas:\n${schemas.join("")}`,
      ...Object.fromEntries(names.map((name) => [`schemas/${name}.yaml`, "type: string\n"])),
    }),
    "v1",
  );
}

/** Counts how often git is started: a program of that name, first in the path, takes note. */
async function countGit(run: () => Promise<unknown>): Promise<number> {
  const folder = makeFolder({ "calls.txt": "" });
  const log = join(folder, "calls.txt");
  const path = process.env["PATH"] ?? "";
  const script = `#!/bin/sh\necho >> '${log}'\nPATH='${path}' exec git "$@"\n`;
  writeFileSync(join(folder, "git"), script);
  chmodSync(join(folder, "git"), 0o755);
  process.env["PATH"] = `${folder}${delimiter}${path}`;
  try {
    await run();
  } finally {
    process.env["PATH"] = path;
  }
  return readFileSync(log, "utf8").length;
}

test.skipIf(process.platform === "win32").each(["v1:openapi.yaml", ":openapi.yaml"])(
  "%s is read with as many processes, however many files it has",
  async (name) => {
    const counts: number[] = [];
    for (const files of [2, 300]) {
      const folder = specOfFiles(files);
      counts.push(
        await countGit(async () => {
          const { files: read } = await loadVersion(name, { folder });
          expect(read).toHaveLength(files + 1);
        }),
      );
    }
    expect(counts[0]).toBeGreaterThan(0);
    expect(counts[1]).toBe(counts[0]);
  },
);
