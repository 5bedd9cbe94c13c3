import { spawnSync } from "node:child_process";
import { expect, test } from "vitest";
import { full, notRun, onlyInFull } from "../consumers/on-demand.js";
import { root } from "../consumers/package.js";

test.skipIf(!full)(
  `docs/verify-compared.md has what this tool, Redocly's drift and Prism say of the same recordings${onlyInFull}`,
  (context) => {
    const args = ["run", "--silent", "compare:verify"];
    const { status, stderr } = spawnSync("npm", args, { cwd: root, encoding: "utf8" });
    if (status === 2) return notRun(context, "compare:verify", stderr.split("\n")[0] ?? "");
    expect([status, stderr]).toEqual([0, expect.stringContaining("says what was said now")]);
  },
  900_000,
);
