import { join } from "node:path";
import { expect, test } from "vitest";
import { below, EditableSpec } from "../../generator/capture/merge/editable-spec.js";
import { loadSpec } from "../../generator/load/index.js";
import { makeFolder, writeFiles } from "../support/generator.js";

const parts = `
Plain: { type: string }
"100%": { type: string }
"a b": { type: string }
Passed: { $ref: "#/Box" }
Box: { properties: { inner: { type: string } } }
`;

/** A reference to a schema of another file, and the tokens of what it means. */
test.each<[ref: string, want: readonly string[]]>([
  ["parts.yaml#/Plain", ["Plain"]],
  // A bare percent sign, one that is encoded, a blank as both, and a plus for it.
  ["parts.yaml#/100%", ["100%"]],
  ["parts.yaml#/100%25", ["100%"]],
  ["parts.yaml#/a b", ["a b"]],
  ["parts.yaml#/a%20b", ["a b"]],
  ["parts.yaml#/a+b", ["a b"]],
  ["parts.yaml#/Passed/properties/inner", ["Box", "properties", "inner"]],
  ["with%20blank.yaml#/Plain", ["Plain"]],
])("what generate reads, capture follows: %s", async (ref, want) => {
  const folder = makeFolder();
  writeFiles(folder, {
    "openapi.yaml": `openapi: 3.1.0
info: { title: T, version: "1" }
paths: {}
components: { schemas: { A: { $ref: ${JSON.stringify(ref)} } } }
`,
    "parts.yaml": parts,
    "with blank.yaml": parts,
  });
  const entry = join(folder, "openapi.yaml");
  const { document } = await loadSpec(entry);
  expect(document["components"]).toMatchObject({ schemas: { A: { type: "string" } } });
  const spec = new EditableSpec(entry);
  expect(spec.deref(below(spec.root, "components", "schemas", "A")).pointer).toEqual(want);
});

test.each(["#/a", "#/a/x", "#/b"])("%s is in a cycle, and resolving it ends", (ref) => {
  const spec = new EditableSpec("circle.yaml", `a: { $ref: "${ref}" }\nb: { $ref: "#/a" }\n`);
  expect(spec.deref(below(spec.root, "a")).file).toBe(spec.root.file);
});
