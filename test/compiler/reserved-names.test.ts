import { Project } from "ts-morph";
import { expect, test } from "vitest";
import { reservedExports, runtimeExports } from "../../generator/model/identifiers.js";
import { repository } from "../support/repository.js";

test("every name that the runtime exports is reserved, or known to be shared with schemas", () => {
  const project = new Project({
    tsConfigFilePath: `${repository}tsconfig.json`,
    skipAddingFilesFromTsConfig: true,
  });
  const entry = project.addSourceFileAtPath(`${repository}generator/runtime/index.ts`);
  const names = [...entry.getExportedDeclarations().keys()];
  expect(names.length).toBeGreaterThan(10);
  const known = new Set([...reservedExports, ...runtimeExports]);
  expect(names.filter((name) => !known.has(name))).toEqual([]);
  // A name that the runtime no longer exports would be kept from schemas for nothing.
  expect(runtimeExports.filter((name) => !names.includes(name))).toEqual([]);
});
