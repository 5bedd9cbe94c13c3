import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { parse } from "yaml";
import { readFiles, repository } from "../support/generator.js";
import type { SpecFiles } from "../support/provenance.js";
import { problemsOf } from "./comment-problems.js";
import { expectedOf } from "./expected.js";

const folder = join(repository, "spec");
const spec: SpecFiles = new Map(
  readdirSync(folder, { recursive: true, encoding: "utf8" })
    .filter((file) => file.endsWith(".yaml"))
    .map((file) => [file.replaceAll("\\", "/"), parse(readFileSync(join(folder, file), "utf8"))]),
);
const client = readFiles(join(repository, "generated"));
const expected = expectedOf(spec, client["client.ts"] ?? "", "Cofactr");
const problems = (changed: Readonly<Record<string, string>> = {}) =>
  problemsOf(expected, { ...client, ...changed });
const keysOf = (found: readonly { readonly key: string }[]) =>
  [...new Set(found.map(({ key }) => key))].sort();

test("every comment of the client marks what is inferred or undocumented, with the reason", () => {
  expect(problems()).toEqual([]);
});

describe("the check notices if this is missing:", () => {
  const keysIn = (path: string, isWanted: (key: string) => boolean) =>
    [...expected.keys()].filter((key) => key.startsWith(`${path} `) && isWanted(key)).sort();
  const hasMark = (key: string) => (expected.get(key)?.marks.length ?? 0) > 0;
  const marked = Object.keys(client).filter((path) => keysIn(path, hasMark).length > 0);

  test("files of every kind have marks", () => {
    expect(marked).toEqual(
      expect.arrayContaining(["client.ts", "groups/boms.ts", "operations.ts", "paths.ts"]),
    );
    expect(marked).toContain("types.ts");
  });

  test.each(marked)("every mark of %s", (path) => {
    const text = client[path] ?? "";
    const mark =
      path === "operations.ts" ? /inferred: "[^"]*",/g : /\*\*(Inferred:|Undocumented\.)\*\*/g;
    const found = problems({ [path]: text.replaceAll(mark, "") });
    expect(keysOf(found)).toEqual(keysIn(path, hasMark));
  });

  test.each(["client.ts", "groups/boms.ts", "operations.ts", "paths.ts", "types.ts"])(
    "one mark of %s",
    (path) => {
      const text = client[path] ?? "";
      const marks = [...text.matchAll(/\*\*(Inferred:|Undocumented\.)\*\*|inferred: "[^"]*",/g)];
      const some = marks.filter((_, index) => index % Math.ceil(marks.length / 10) === 0);
      for (const { 0: mark, index } of some) {
        const without = text.slice(0, index) + text.slice(index + mark.length);
        expect(keysOf(problems({ [path]: without }))).toHaveLength(1);
      }
    },
  );

  const reasoned = marked.filter((path) => client[path]?.includes("Convention "));
  test.each(reasoned)("a reason in %s", (path) => {
    const found = problems({ [path]: (client[path] ?? "").replaceAll("Convention ", "") });
    expect(keysOf(found).every((key) => key.startsWith(`${path} `))).toBe(true);
    expect(found.length).toBeGreaterThan(0);
  });

  test("the undocumented parts of an operation", () => {
    const path = "groups/boms.ts";
    const changed = (client[path] ?? "").replaceAll(
      /are undocumented\./g,
      "are documented (help).",
    );
    expect(keysOf(problems({ [path]: changed }))).toEqual(
      keysIn(path, (key) => {
        const { request, response } = (expected.get(key)?.aspects ?? {}) as Record<string, Level>;
        return request?.level === "undocumented" && response?.level === "undocumented";
      }),
    );
  });

  test("the sources of an option", () => {
    const changed = (client["client.ts"] ?? "").replaceAll(/ \* Documented \(.*\n/g, " * \n");
    expect(keysOf(problems({ "client.ts": changed }))).toEqual(
      ["apiKey", "baseUrl", "orgId"].map((option) => `client.ts CofactrOptions ${option}`),
    );
  });
});

describe("the check notices a mark on a documented part:", () => {
  const cases = [
    ["types.ts", "  raw_lines?:", "types.ts CreateRawBom raw_lines"],
    ["types.ts", "export type ApiKey ", "types.ts ApiKey"],
    ["groups/auth.ts", "export type UpdateApiKeyData ", "groups/auth.ts UpdateApiKeyData"],
    ["groups/auth.ts", "  readonly body?:", "groups/auth.ts UpdateApiKeyParams body"],
    ["client.ts", "export interface BomsGroup ", "client.ts BomsGroup"],
    ["client.ts", "  readonly apiKey:", "client.ts CofactrOptions apiKey"],
    ["paths.ts", '  "/v1/boms/": {', "paths.ts paths /v1/boms/"],
    ["paths.ts", "  updateApiKey: {", "paths.ts operations updateApiKey"],
  ] as const;
  test.each(cases)("%s, %s", (path, declaration, key) => {
    const text = client[path] ?? "";
    expect(text.split(declaration)).toHaveLength(2);
    const changed = text.replace(declaration, `/** **Undocumented.** */\n${declaration}`);
    expect(keysOf(problems({ [path]: changed }))).toEqual([key]);
  });
});

interface Level {
  readonly level: string;
}
