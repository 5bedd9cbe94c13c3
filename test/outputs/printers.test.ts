import { readdirSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { Project, QuoteKind, StructureKind as TsMorphKind } from "ts-morph";
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import {
  type ConstantStructure,
  type EnumStructure,
  printStatement,
  type Statement,
  StructureKind,
} from "../../generator/typescript/modules.js";
import { repository } from "../support/generator.js";

/** What modules were printed of, and what was printed. */
const printed: { statements: readonly Statement[]; text: string }[] = [];
const modules = "../../generator/typescript/modules.js";
let makeClient: (spec: string) => Promise<unknown>;
beforeAll(async () => {
  // Other test files have loaded the real one, and are to have it again.
  vi.resetModules();
  vi.doMock(modules, async (importOriginal) => {
    const original = await importOriginal<typeof import("../../generator/typescript/modules.js")>();
    const printModule = (statements: readonly Statement[]) => {
      const text = original.printModule(statements);
      printed.push({ statements, text });
      return text;
    };
    return { ...original, printModule };
  });
  const { loadSpec } = await import("../../generator/load/index.js");
  const { buildApi } = await import("../../generator/model/index.js");
  const { makeFiles } = await import("../../generator/outputs/index.js");
  makeClient = async (spec) => makeFiles(buildApi(await loadSpec(spec)), [], "test");
});
afterAll(() => {
  vi.doUnmock(modules);
  vi.resetModules();
});

const micro = fileURLToPath(new URL("../micro/", import.meta.url));
const specs: readonly string[] = [
  join(repository, "spec/openapi.yaml"),
  ...readdirSync(micro).map((feature) => join(micro, feature, "openapi.yaml")),
];

/** Structures that ts-morph has in another form. */
const isOurs = (each: Statement): each is ConstantStructure | EnumStructure =>
  typeof each !== "string" && (each.kind === "constant" || each.kind === "enum");

describe("modules are printed like those of ts-morph", () => {
  const project = new Project({
    useInMemoryFileSystem: true,
    manipulationSettings: { indentationText: "  " as never, quoteKind: QuoteKind.Double },
  });

  test.each(specs)("%s", async (spec) => {
    printed.length = 0;
    await makeClient(spec);
    expect(printed.length).toBeGreaterThan(3);
    for (const { statements, text } of printed) {
      const options = { overwrite: true };
      // What makes an empty file a module is not of ts-morph.
      if (statements.length === 0) continue;
      const structures = statements.map((each) => (isOurs(each) ? printStatement(each) : each));
      const file = project.createSourceFile("a.ts", { statements: structures }, options);
      expect(text).toBe(file.getFullText());
    }
  });

  test("and the kinds of structures have the same numbers", () => {
    for (const [name, kind] of Object.entries(StructureKind)) {
      expect(TsMorphKind[kind]).toBe(name);
    }
  });
});
