import { afterAll, describe, expect, test } from "vitest";
import { printable } from "../../generator/diagnostics/index.js";
import { specFull } from "../compiler/hostile-spec.js";
import { json, twin } from "../merge/support.js";
import { makeFolder, readFiles, specWith, writeFiles } from "../support/generator.js";
import { commitAll, makeOutside } from "../support/git.js";
import { fc, times } from "../support/random.js";
import { forged, hostile, offences, runHere, wellFormed } from "./hostile-log-text.js";

const home = process.cwd();
afterAll(() => process.chdir(home));

const text = fc
  .array(fc.constantFrom(...hostile), { minLength: 1, maxLength: 8 })
  .map((pieces) => pieces.join(""));

/** As part of a file's name on any disk that takes it. */
const inName = (name: string): string => wellFormed(name).replaceAll(/[/\0\\]/g, "_");

test.each([
  ["::error::a", "\\u003a:error::a"],
  [" \u00a0::error::a", " \u00a0\\u003a:error::a"],
  ["a::b", "a::b"],
  ["x ##[add-mask]q", "x #\\u0023[add-mask]q"],
  ["####vso[a]", "###\\u0023vso[a]"],
  ["## Heading [link]", "## Heading [link]"],
  ["a\nb\r\nc\td", "a\\nb\\u000d\\nc\\td"],
  ["\u061c\u200e\u200f\u202e\u2066", "\\u061c\\u200e\\u200f\\u202e\\u2066"],
  ["\ufeff\u2060\u{e0041}\ud800", "\\ufeff\\u2060\\udb40\\udc41\\ud800"],
  ["ខ្មែរ\u200bខ្មែរ می\u200cخواهم 🏴‍☠️ ü 😀", "ខ្មែរ\u200bខ្មែរ می\u200cخواهم 🏴‍☠️ ü 😀"],
])("%j is shown as %s", (given, want) => {
  expect(printable(given)).toBe(want);
  expect(printable(want)).toBe(want);
});

/** A spec with the text wherever the tool has something to say of it. */
function faulty(evil: string): object {
  const name = evil.replaceAll(/[{}]/g, "");
  return {
    openapi: "3.1.0",
    info: { title: evil, version: evil },
    tags: [{ name: evil }, { name: evil, "x-client": { group: evil, [evil]: 1 } }],
    security: [{ [`${evil} nowhere`]: [] }],
    paths: {
      [`/${name}/{${name || "a"} x}`]: {
        get: {
          operationId: evil,
          tags: [evil],
          callbacks: { [evil]: { [`{$request.body#/${evil}}`]: { post: { responses: {} } } } },
          parameters: [
            { name: evil, in: "querystring", content: { [evil]: { schema: {} } } },
            { name: `${evil}2`, in: evil },
            { $ref: `#/components/parameters/${encodeURIComponent(wellFormed(evil))}` },
            { $ref: evil },
          ],
          requestBody: { content: { [evil]: { encoding: { [evil]: { style: evil } } } } },
          responses: { [evil]: evil, 200: { $ref: "nowhere.yaml" } },
          "x-provenance": { [evil]: { level: evil, because: evil } },
        },
        post: { operationId: evil, "x-client": { method: evil, [evil]: evil } },
      },
    },
    components: { schemas: { [evil]: { type: evil, required: evil, pattern: evil } }, [evil]: {} },
    [evil]: evil,
  };
}

test("no text of a spec, a config, a file or a name is executed from a log", async () => {
  await fc.assert(
    fc.asyncProperty(text, async (evil) => {
      const folder = makeFolder({
        "full.json": JSON.stringify(specFull(evil)),
        "faulty.json": JSON.stringify(faulty(evil)),
        "half.json": `{"openapi": "3.1.0", "info": ${evil}}`,
        "half.yaml": `openapi: 3.1.0\ninfo: { title: "${evil}\n`,
        "config.json": JSON.stringify({ spec: evil, output: evil, [evil]: { [evil]: evil } }),
        "values.json": JSON.stringify({
          spec: "full.json",
          client: evil,
          refs: { allowHosts: [evil] },
        }),
        "overlaid.json": JSON.stringify({ spec: "full.json", overlays: ["overlay.json"] }),
        "overlay.json": JSON.stringify({
          overlay: "1.0.0",
          actions: [{ target: `$.${evil}`, update: {} }],
        }),
        [`${inName(evil)}.json`]: "{}",
      });
      process.chdir(folder);
      const client = ["--spec", "full.json", "--out", "client"];
      const odd = `${inName(evil)}.json`;
      const lines: readonly (readonly string[])[] = [
        ["generate", ...client],
        ["generate", "--json", ...client],
        ["generate", "--spec", "faulty.json"],
        ["generate", "--spec", "faulty.json", "--json"],
        ["generate", "--spec", "half.json"],
        ["generate", "--spec", "half.yaml"],
        ["generate", "--spec", odd, "--out", evil.replaceAll("\0", "")],
        ["check", "--config", "config.json"],
        ["check", "--config", "values.json"],
        ["check", "--config", "overlaid.json"],
        ["explain", evil],
        ["explain", "0123456789ab", odd, "full.json"],
        [evil],
        ["check", `--${evil}`],
        ["check", evil],
        ["init", "--spec", evil],
        ["capture", evil],
        ["capture", `https://${evil}`],
        ["allow", evil, "--reason", evil, "--until", evil],
        ["diff", odd, "full.json"],
        ["diff", `${evil}:full.json`, "full.json"],
        ["diff", "full.json", "full.json", "--format", evil],
      ];
      for (const line of lines) {
        const { log } = await runHere(...line);
        expect([line, offences(log)]).toEqual([line, []]);
      }
    }),
    { numRuns: times(4), examples: [[hostile.join("")], [`\n${forged}\n ::error::x`], ["##[x]"]] },
  );
});

test("no text of a committed file is executed from the output of check", async () => {
  await fc.assert(
    fc.asyncProperty(text, async (evil) => {
      const folder = makeFolder({ "a.json": specWith({ "GET /a": {} }) });
      process.chdir(folder);
      await runHere("generate", "--spec", "a.json");
      const files = readFiles(folder);
      writeFiles(folder, {
        // Behind the head, by which the tool knows it for its own.
        "generated/index.ts": files["generated/index.ts"]?.replaceAll("\n", `\n${evil}\n`) ?? "",
        [`generated/groups/${inName(evil)}.ts`]: evil,
      });
      const { code, log } = await runHere("check", "--spec", "a.json");
      expect([code, offences(log)]).toEqual([1, []]);
    }),
    { numRuns: times(10) },
  );
});

describe("two versions of a spec", () => {
  const version = (evil: string, isNew: boolean) => {
    const spec = JSON.parse(JSON.stringify(specFull(evil))) as Record<string, unknown>;
    if (isNew) {
      spec["servers"] = [{ url: `${evil} new`, description: evil }];
      spec["components"] = { schemas: { [evil]: { type: "object", title: evil, enum: [evil] } } };
      spec["paths"] = { [`/${evil.replaceAll(/[{}]/g, "")}/new`]: { get: { summary: evil } } };
    }
    const parameter = { name: evil, in: "query", required: isNew, schema: { default: evil } };
    const responses = { 200: { description: evil, content: { [evil]: {} } } };
    const id = isNew ? `${evil} 2` : evil;
    const get = { operationId: id, tags: [evil], parameters: [parameter], responses };
    return specWith({ "GET /a": get }, { info: { title: evil, version: id } });
  };

  test.each(["text", "markdown", "junit", "html", "json", "sarif", "github"])(
    "compared as %s",
    async (format) => {
      await fc.assert(
        fc.asyncProperty(text, async (evil) => {
          const base = `${inName(evil)}.json`;
          const allow = { fingerprint: evil, reason: evil, until: "2099-01-01", owner: evil };
          process.chdir(
            makeFolder({
              [base]: version(evil, false),
              "b.json": version(evil, true),
              ".tether-allow.yaml": JSON.stringify({ allow: [allow] }),
            }),
          );
          const { code, log } = await runHere("diff", base, "b.json", "--format", format);
          const own = format === "github";
          // The other forms have lines of their own, where text of several lines may stay.
          const found = offences(log, own).filter(
            (line) => line.trim() !== forged || format === "text" || own,
          );
          expect(found).toEqual([]);
          // What cannot be compared has nothing to tell GitHub.
          if (own && code < 2) expect(log).toMatch(/^::notice title=API drift::/m);
        }),
        { numRuns: times(6), examples: [[`\n ::error::x\n${forged}`], [hostile.join("")]] },
      );
    },
  );

  test("as JSON are the same in a log and in a file", async () => {
    process.chdir(
      makeFolder({ "a.json": version("##[x]\u202e\u009b", false), "b.json": version("b", true) }),
    );
    const shown = await runHere(
      "diff",
      "a.json",
      "b.json",
      "--format",
      "json",
      "--report",
      "json=r",
    );
    expect(JSON.parse(shown.log.replaceAll(/^tether: .*\n/gm, ""))).toEqual(
      JSON.parse(readFiles(process.cwd())["r"] ?? ""),
    );
  });

  test("in commits with any name", async () => {
    const folder = makeOutside({ "a.json": version("a", false) });
    process.chdir(commitAll(folder, "v1"));
    for (const evil of ["##[x]", "\n::error::x", "\u202e", "--help\n::error::"]) {
      const { code, log } = await runHere("diff", `--since=${evil}`, "--spec", "a.json");
      expect([code, offences(log)]).toEqual([2, []]);
    }
  });
});

test("no text of a page is executed from a report of capture", async () => {
  await fc.assert(
    fc.asyncProperty(text, async (evil) => {
      const page = (about: string) =>
        twin(`Title ${about}`, `GET /a/${encodeURIComponent(wellFormed(evil))}`, {
          description: about,
          parameters: [{ name: evil, in: "query", description: about, schema: { default: about } }],
          responses: { 200: json({ type: "object", properties: { [evil]: { title: about } } }) },
        });
      process.chdir(
        makeFolder({
          "a.md": page(evil),
          "b.md": page(`${evil} b`),
          "c.txt": `${evil}\nGET\n/x\nRequest\n${evil}`,
          [`${inName(evil)}.md`]: evil,
          "s.json": specWith({ "GET /a/x": { operationId: evil, summary: evil } }),
        }),
      );
      for (const flag of ["--dry-run", "--check", "--json", "--out=new.json"]) {
        const { log } = await runHere("capture", ".", "--spec", "s.json", flag);
        expect([flag, offences(log)]).toEqual([flag, []]);
      }
    }),
    { numRuns: times(8), examples: [[`\n ::error::x\n${forged}`]] },
  );
});

test("an internal error is printed line by line", async () => {
  const { commands } = await import("../../generator/cli/commands.js");
  const explain = commands.find(({ name }) => name === "explain");
  const { load } = explain ?? {};
  Object.assign(explain ?? {}, {
    load: () => Promise.reject(new Error(`x\n::error::y\n    at ##[z] ${forged}\n${forged}`)),
  });
  try {
    const { code, log } = await runHere("explain");
    expect([code, offences(log)]).toEqual([2, []]);
    expect(log).toMatch(/^ {4}at .*log\.test\.ts/m);
  } finally {
    Object.assign(explain ?? {}, { load });
  }
});
