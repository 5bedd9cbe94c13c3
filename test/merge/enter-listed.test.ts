import { join } from "node:path";
import { describe, expect, test, vi } from "vitest";
import { capturePages, writeCaptured } from "../../generator/capture/index.js";
import { main } from "../../generator/cli/main.js";
import { type Files, makeFolder } from "../support/generator.js";
import { json, Project, twin } from "./support.js";

const quoted = (title: string) => ({
  title: { level: "documented", quote: title, sources: ["nav"] },
  method: { level: "documented", sources: ["nav"] },
  path: { level: "documented", sources: ["nav"] },
  request: { level: "documented", sources: ["nav"] },
  response: { level: "documented", sources: ["nav"] },
});
const bolts = {
  openapi: "3.1.1",
  info: { title: "Bolts", version: "1" },
  tags: [{ name: "Bolts" }, { name: "Nuts" }],
  paths: {
    "/v1/bolts/": {
      get: {
        operationId: "listBolts",
        tags: ["Bolts"],
        "x-provenance": quoted("Gets Bolts"),
        responses: { 200: { description: "Yes." } },
      },
    },
    "/v1/parse_bolt/": {
      post: {
        operationId: "parseBolt",
        tags: ["Bolts"],
        "x-provenance": quoted("Parse Bolt"),
        responses: { 200: { description: "Yes." } },
      },
    },
  },
  "x-sources": { nav: { title: "Pages", shows: "Titles." } },
};
const project = () => new Project({ "spec/openapi.yaml": JSON.stringify(bolts, null, 2) });

async function add(to: Project, pages: Files) {
  const report = await capturePages({
    sources: [makeFolder(pages)],
    target: to.entry,
    isNew: false,
    addsListed: true,
    cacheFolder: makeFolder(),
  });
  writeCaptured(report);
  return report;
}

type Operations = Record<string, Record<string, Record<string, unknown>>>;
const pathsOf = (of: Project) => of.read("openapi.yaml")["paths"] as Operations;

const navigation =
  "- Bolts\n- Gets BoltsGET\n- Parse BoltPOST\n- Async Parse BoltPOST\n- Drop all of themDELETE\n- Nuts\n- Gets NutsGET\n- Rivets\n- 铆钉列表GET\n";

describe("what a navigation lists and the spec lacks, entered", () => {
  test("has its title and method documented, its path inferred, and nothing else", async () => {
    const of = project();
    const { unlisted, changes } = await add(of, { "nav.txt": navigation });
    expect(unlisted).toEqual([]);
    expect(changes.map(({ what, after }) => [what, after])).toEqual([
      ["POST /v1/async_parse_bolt/: operation", "Async Parse Bolt"],
      ["DELETE /v1/drop_all_of_them/: operation", "Drop all of them"],
      ["GET /nuts/gets_nuts/: operation", "Gets Nuts"],
      // In a group that nobody knows, or in none.
      [expect.stringMatching(/^GET \/operation_[0-9a-f]{8}\/: operation$/), "铆钉列表"],
    ]);
    const sources = ["navigation-of-nav-txt"];
    expect(pathsOf(of)["/v1/async_parse_bolt/"]?.["post"]).toEqual({
      operationId: "asyncParseBolt",
      tags: ["Bolts"],
      summary: "Async Parse Bolt",
      "x-provenance": {
        title: { level: "documented", quote: "Async Parse Bolt", sources },
        method: { level: "documented", sources },
        path: {
          level: "inferred",
          because: expect.stringMatching(/^The navigation shows no path\./),
          sources,
        },
        request: { level: "undocumented" },
        response: { level: "undocumented" },
      },
      requestBody: { required: false, content: { "application/json": { schema: {} } } },
      responses: {
        "2XX": {
          description: expect.any(String),
          "x-provenance": { level: "undocumented" },
          content: { "application/json": { schema: {} } },
        },
      },
    });
    expect(pathsOf(of)["/v1/drop_all_of_them/"]?.["delete"]).not.toHaveProperty("requestBody");
    expect(of.read("openapi.yaml")["x-sources"]).toMatchObject({
      "navigation-of-nav-txt": { title: "Navigation of nav.txt" },
    });
    const again = await add(of, { "nav.txt": navigation });
    expect([again.differences, again.unlisted, again.warnings]).toEqual([[], [], []]);
  });

  test("becomes documented when its page is captured, in its place", async () => {
    const of = project();
    await add(of, { "nav.txt": navigation });
    const page = twin("Async Parse Bolt", "POST /v1/bolts/async/", {
      requestBody: {
        required: true,
        content: { "application/json": { schema: { type: "object", properties: { a: {} } } } },
      },
      responses: { 202: json({ type: "string" }) },
    });
    await of.capture({ "page.md": page });
    expect(Object.keys(pathsOf(of))).not.toContain("/v1/async_parse_bolt/");
    const operation = pathsOf(of)["/v1/bolts/async/"]?.["post"];
    expect(operation).toMatchObject({
      operationId: "asyncParseBolt",
      requestBody: { required: true },
      "x-provenance": {
        title: { level: "documented" },
        path: { level: "documented" },
        request: { level: "documented" },
        response: { level: "documented" },
      },
    });
    expect(Object.keys(operation?.["responses"] as object)).toEqual(["202"]);
    const { differences } = await add(of, { "nav.txt": navigation, "page.md": page });
    expect(differences).toEqual([]);
  });

  test("is left out, with the reason, without a method, under another one, or cut off", async () => {
    const of = project();
    const of_ = (lines: string) => ({ "nav.txt": `- Nuts\n- Bolts\n${lines}` });
    const { unlisted: bare, differences } = await add(
      of,
      of_("- Gets Bolts\n- Parse Bolt\n- Gets Rivets\n"),
    );
    expect(bare.map(({ title, notEntered }) => [title, notEntered])).toEqual([
      ["Gets Rivets", "the navigation shows no method"],
    ]);
    // The spec stays as it is, and that this was told is noted.
    expect(differences.map(({ path }) => path)).toEqual(["captures/listed.yaml"]);
    const { unlisted, warnings } = await add(
      of,
      of_(
        "- Gets BoltsPUT\n- Parse BoltPOST\n- Makes a bolt of…POST\n- Read OUTPUT\n- Gets BoltsGET\n",
      ),
    );
    expect(unlisted.map(({ title, notEntered }) => [title, notEntered])).toEqual([
      ["Gets Bolts", "the spec has the title under another method"],
      ["Makes a bolt of…", "its title is cut off"],
      ["Read OUT", 'its title may be "Read OUTPUT" as well'],
    ]);
    expect(warnings[0]?.message).toContain(
      'lists "Gets Bolts" (PUT), which the spec has as GET; it was not entered, because',
    );
  });

  test("is entered by the command, which refuses the flag where nothing is edited", async () => {
    const of = project();
    const page = join(makeFolder({ "nav.txt": navigation }), "nav.txt");
    const out = vi.spyOn(process.stdout, "write").mockReturnValue(true);
    const err = vi.spyOn(process.stderr, "write").mockReturnValue(true);
    try {
      const run = (...flags: string[]) => main(["capture", page, "--spec", of.entry, ...flags]);
      expect(await run("--check")).toBe(1);
      expect(await run("--check", "--add-listed")).toBe(2);
      expect(await run("--out", "x.yaml", "--add-listed")).toBe(2);
      expect(await run("--add-listed")).toBe(0);
      expect(pathsOf(of)).toHaveProperty(["/v1/async_parse_bolt/", "post"]);
    } finally {
      out.mockRestore();
      err.mockRestore();
    }
  });

  test("fits this repository's spec, with its shared answers and rules", async () => {
    const of = new Project("this repository's");
    const text = "- BOMs\n- Gets a BomGET\n- Unapproves a Bom.POST\n";
    const { unlisted } = await add(of, { "nav.txt": text });
    expect(unlisted).toEqual([]);
    expect(of.problems()).toEqual([]);
    const { post } = (of.read("paths/boms.yaml") as Operations)["/v1/unapproves_a_bom/"] ?? {};
    expect(post).toMatchObject({
      tags: ["BOMs"],
      "x-client": { group: "boms", method: "unapprovesABom" },
      responses: { "4XX": { $ref: "../components/responses.yaml#/UndocumentedClientError" } },
    });
  });
});
