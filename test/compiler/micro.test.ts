import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { beforeAll, describe, expect, test } from "vitest";
import type { ClientFields } from "../../generator/config-fields.js";
import { compile, usesOfAny } from "../support/compiler.js";
import { codesOf, generateInto, type Output, writeFiles } from "../support/generator.js";
import { programs } from "./micro-programs.js";

/**
 * A small spec for each feature, and the files of its client that show the feature, compared
 * exactly. `UPDATE_GOLDEN=1` rewrites them; read the diff before you commit it. They end in
 * `.golden`, because no compiler and no formatter is to take them for sources of this repository.
 */
const folder = fileURLToPath(new URL("../micro/", import.meta.url));
const features: Readonly<Record<string, readonly string[]>> = {
  "binary-response": ["groups/files.ts"],
  deprecated: ["groups/things.ts"],
  "error-bodies-by-status": ["groups/things.ts"],
  "form-body": ["groups/forms.ts", "operations.ts"],
  "header-and-cookie": ["groups/things.ts", "operations.ts"],
  javascript: [
    ...["client.d.ts", "client.js", "enums.d.ts", "enums.js", "groups/things.d.ts"],
    ...["groups/things.js", "index.d.ts", "index.js", "operations.d.ts", "operations.js"],
    ...["paths.js", "types.d.ts", "types.js"],
  ],
  "lone-default": ["groups/things.ts"],
  "media-types": ["client.ts", "groups/things.ts", "operations.ts"],
  "no-content": ["groups/things.ts"],
  nullable: ["groups/things.ts", "types.ts"],
  "pagination-cursor": ["groups/things.ts", "operations.ts"],
  "pagination-link": ["groups/things.ts", "operations.ts"],
  "pagination-offset": ["groups/things.ts", "operations.ts"],
  "pagination-page": ["client.ts", "groups/things.ts", "operations.ts"],
  "path-parameters": ["groups/things.ts", "operations.ts"],
  "provenance-gate": ["groups/things.ts", "operations.ts"],
  "provenance-places": [
    ...["client.ts", "enums.ts", "groups/things.ts", "operations.ts"],
    ...["paths.ts", "types.ts", "webhooks.ts"],
  ],
  "query-styles": ["groups/things.ts", "operations.ts"],
  "recursive-schema": ["groups/trees.ts", "types.ts"],
  "request-body-required": ["groups/things.ts", "operations.ts"],
  "same-name-in-two-places": ["groups/things.ts", "operations.ts"],
  "security-alternatives": ["client.ts", "operations.ts"],
  servers: ["client.ts", "groups/things.ts", "operations.ts"],
  "several-success-statuses": ["groups/things.ts"],
  "sub-groups": ["client.ts"],
  visibility: ["groups/users.ts", "types.ts"],
  webhooks: ["index.ts", "webhooks.ts"],
  "webhooks-are-types-only": ["groups/things.ts", "types.ts"],
};
/** What the config says of a client, if it says anything. */
const settings: Readonly<Record<string, Settings>> = {
  javascript: { client: { language: "js" }, chosen: { paths: { makePathsEnum: true } } },
  "provenance-places": { chosen: { paths: true } },
};
interface Settings {
  readonly client?: ClientFields["client"];
  readonly chosen?: ClientFields["outputs"];
}

const isUpdate = process.env["UPDATE_GOLDEN"] === "1";
const outputs = new Map<string, Output>();

const specOf = (feature: string) => readFileSync(join(folder, feature, "openapi.yaml"), "utf8");

/** The first line names the tool's version, which is no part of any feature. */
const withoutHeader = (text: string) => text.slice(text.indexOf("\n") + 1);

beforeAll(async () => {
  for (const feature of Object.keys(features)) {
    const { client, chosen } = settings[feature] ?? {};
    outputs.set(feature, await generateInto(specOf(feature), undefined, client, chosen));
  }
});

test("every folder is a feature in the table", () => {
  expect(readdirSync(folder).sort()).toEqual(Object.keys(features).sort());
});

describe.each(Object.entries(features))("%s", (feature, paths) => {
  test.each(paths)("%s", (path) => {
    const { files } = outputs.get(feature) as Output;
    const text = withoutHeader(files[path] ?? "");
    if (isUpdate) writeFiles(join(folder, feature, "expected"), { [`${path}.golden`]: text });
    expect(text).toBe(readFileSync(join(folder, feature, "expected", `${path}.golden`), "utf8"));
  });

  test("uses no `any`", () => {
    const { files } = outputs.get(feature) as Output;
    expect(Object.entries(files).flatMap(([path, text]) => usesOfAny(path, text))).toEqual([]);
  });

  test("only warns of what the spec leaves open", () => {
    const { report } = outputs.get(feature) as Output;
    const want = feature === "path-parameters" ? ["path-parameter-undeclared"] : [];
    expect(codesOf(report.warnings)).toEqual(want);
  });
});

test("all clients compile, and so do programs that use them", () => {
  const compiled = [...outputs].map(([feature, { files }]): [string, Record<string, string>] => [
    feature,
    { ...files, "program.ts": programs[feature] ?? "export {};" },
  ]);
  expect(compile(Object.fromEntries(compiled))).toEqual([]);
});

/** The client's module with its facade spelled out, for a compiler to compare with its interface. */
function spellOut(client: string): string {
  return client
    .replace(" bind as $bind,", "")
    .replace(/return \$bind\((.*?), \{/, "const client = $1;\n  void client;\n  return {")
    .replace(/\}\);\n\}\n$/, "};\n}\n")
    .replaceAll(
      /^( +\S+): (\w+\.\w+),$/gm,
      "$1: (params, options) => $2(client, params, options),",
    );
}

test("each method of a facade has the type of its function", () => {
  const compiled = [...outputs].flatMap(
    ([feature, { files }]): [string, Record<string, string>][] => {
      // JavaScript has no types to compare.
      const client = files["client.ts"];
      return client === undefined ? [] : [[feature, { ...files, "client.ts": spellOut(client) }]];
    },
  );
  expect(compile(Object.fromEntries(compiled))).toEqual([]);
  const count = (module: string, pattern: RegExp) =>
    compiled
      .flatMap(([, files]) => Object.entries(files))
      .filter(([path]) => path.startsWith(module))
      .flatMap(([, text]) => text.match(pattern) ?? []).length;
  expect(count("client.ts", /^ +\S+: \(params, options\) => \w+\.\w+\(client/gm)).toBe(
    count("groups/", /^export function /gm),
  );
});
