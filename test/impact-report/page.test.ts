import { execFile } from "node:child_process";
import { existsSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { formatImpact } from "../../generator/impact/report/index.js";
import { chromium } from "../consumers/versions.js";
import { hostileReport, whole } from "./fixtures.js";

const isHere = existsSync(chromium);
if (!isHere) console.log(`not run: the report of impact in a browser: there is no ${chromium}`);
const driver = fileURLToPath(new URL("drive-page.mjs", import.meta.url));

interface Look {
  readonly tabs: boolean;
  readonly chosen: string;
  readonly code: boolean;
  readonly findings: boolean;
  readonly filters: boolean;
  readonly overflow: number;
  readonly focus: string;
}

describe.skipIf(!isHere)("the HTML report of impact in a browser", () => {
  // Outside of the repository; TETHER_SHOTS keeps the pictures, to be looked at.
  const folder = process.env["TETHER_SHOTS"] ?? mkdtempSync(join(tmpdir(), "impact-page-"));
  let seen: Readonly<Record<string, Look>>;
  let leadsTo: string;
  let leadsToFile: string;
  let noise: readonly string[];
  beforeAll(async () => {
    const file = join(folder, "impact.html");
    writeFileSync(file, formatImpact([whole, hostileReport], "html"));
    const { stdout } = await promisify(execFile)(process.execPath, [
      driver,
      chromium,
      file,
      folder,
    ]);
    const found = JSON.parse(stdout);
    ({ noise, seen } = found);
    ({ leadsTo, leadsToFile } = found.seen);
  });
  afterAll(() => {
    if (!process.env["TETHER_SHOTS"]) rmSync(folder, { recursive: true, force: true });
  });

  test("begins with your code, without the filters of the findings", () => {
    const own = { tabs: true, chosen: "Your code", code: true, findings: false, filters: false };
    expect(seen["first"]).toMatchObject(own);
    expect(seen["skip"]?.focus).toBe("skip");
    expect(seen["tab"]?.focus).toBe("tab-view");
  });

  test("changes views by arrow keys, which carry the focus", () => {
    const all = { chosen: "All findings (11)", code: false, findings: true, filters: true };
    expect(seen["right"]).toMatchObject({ ...all, focus: "tab-all" });
    expect(seen["around"]).toMatchObject({ chosen: "Your code", code: true, focus: "tab-view" });
    expect(seen["end"]).toMatchObject({ ...all, focus: "tab-all" });
  });

  test("leads from a line to its finding, also where a filter hid it, and from a file to its lines", () => {
    expect(seen["hidden"]).toMatchObject({ findings: false, filters: true });
    expect(seen["led"]).toMatchObject({ code: false, findings: true, focus: leadsTo });
    expect(seen["file"]).toMatchObject({ code: true, findings: false, focus: leadsToFile });
  });

  test("nothing scrolls sideways on a small phone", () => {
    expect(seen["phone"]?.overflow).toBeLessThanOrEqual(0);
    expect(seen["phoneFindings"]?.overflow).toBeLessThanOrEqual(0);
  });

  test("shows both views where no script runs", () => {
    expect(seen["still"]).toEqual({ tabs: false, code: true, findings: true });
  });

  test("hostile text is inert, and nothing is loaded or refused", () => {
    expect(noise).toEqual([]);
  });
});
