import { describe, expect, test } from "vitest";
import { diagnosticsOf, type Files, load, placed } from "../../support/generator.js";
import {
  answering,
  diagnosticsOfClient,
  diagnosticsOfDiff,
  document,
  parseMarked,
  paths,
} from "./marked-input.js";

const self = (uri: string, ref: string, rest = "") =>
  answering(`{ $ref: "${ref}" }`, `$self: ${uri}\n${rest}`, "3.2.0");
const own = "components: { schemas: { A: { type: string } } }\n";
const here = "https://a.test/api/openapi.yaml";

describe("`$self` is the base of references", () => {
  const cases: Readonly<Record<string, readonly [Files, type: string]>> = {
    "its own address": [
      { "openapi.yaml": self(here, `${here}#/components/schemas/A`, own) },
      "string",
    ],
    "its own name, relative to it": [
      { "spec.yaml": self(here, "openapi.yaml#/components/schemas/A", own) },
      "string",
    ],
    "a name that is no address": [
      { "openapi.yaml": self("urn:example:api", "urn:example:api#/components/schemas/A", own) },
      "string",
    ],
    "what stands beside it by its address": [
      {
        "openapi.yaml": self(here, "https://a.test/api/b.yaml#/A"),
        "b.yaml": "A: { type: string }\n",
      },
      "string",
    ],
    "what stands beside it": [
      { "openapi.yaml": self(here, "b.yaml#/A"), "b.yaml": "A: { type: string }\n" },
      "string",
    ],
    "a folder above by its address": [
      { "x/openapi.yaml": self(here, "../b.yaml#/A"), "b.yaml": "A: { type: string }\n" },
      "string",
    ],
    "a path that moves it": [
      {
        "openapi.yaml": self("sub/main.yaml", "b.yaml#/A"),
        "sub/b.yaml": "A: { type: string }\n",
        "b.yaml": "A: { type: integer }\n",
      },
      "string",
    ],
    "another document by what that calls itself": [
      {
        "openapi.yaml": answering('{ $ref: "b.yaml#/components/schemas/B" }', "", "3.2.0"),
        "b.yaml": document(
          `$self: ${here}\n${paths}components: { schemas: { B: { $ref: "${here}#/components/schemas/A" }, A: { type: string } } }\n`,
          "3.2.0",
        ),
      },
      "string",
    ],
    "not before 3.2": [
      {
        "openapi.yaml": self("sub/main.yaml", "b.yaml#/A").replace("3.2.0", "3.1.0"),
        "sub/b.yaml": "A: { type: string }\n",
        "b.yaml": "A: { type: integer }\n",
      },
      "integer",
    ],
  };
  test.each(Object.entries(cases))("%s", async (_, [files, type]) => {
    const spec = await load(files);
    const { schemas } = spec.document["components"] as {
      schemas: Record<string, { type?: string }>;
    };
    expect(Object.values(schemas).flatMap((schema) => schema.type ?? [])).toEqual([type]);
  });

  test.each([
    ["an address elsewhere", "https://b.test/b.yaml", "ref-remote at openapi.yaml:13:25"],
    ["a file that is not there", "gone.yaml", "file-unreadable at openapi.yaml:13:25"],
  ])("%s is not read", async (_, ref, want) => {
    const problems = await diagnosticsOf(load(self(here, `${ref}#/A`)));
    expect(problems.map(placed)).toEqual([want]);
  });
});

describe("an unusable `$self` is reported", () => {
  test.each([
    ["no text", document(`«left-out»$self: 5\n${paths}`, "3.2.0")],
    ["a fragment", document(`«left-out»$self: "a.yaml#b"\n${paths}`, "3.2.0")],
    ["nothing", document(`«left-out»$self: ""\n${paths}`, "3.2.0")],
    ["before 3.2", document(`«left-out»$self: a.yaml\n${paths}`, "3.1.0")],
  ])("%s", async (_, given) => {
    const { files, want } = parseMarked(given);
    expect(await diagnosticsOfClient(files)).toEqual(want);
    expect(await diagnosticsOfDiff(files)).toEqual(want);
  });
});
