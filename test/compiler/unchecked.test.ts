import ts from "typescript";
import { beforeAll, describe, expect, test } from "vitest";
import { compile } from "../support/compiler.js";
import { type Files, generateInto, specWith } from "../support/generator.js";

const needs = "runtime/compiler-settings.ts";
let checked: Files;
let unchecked: Files;
beforeAll(async () => {
  const spec = specWith({ "GET /a": { operationId: "getA" } });
  const write = async (checked: boolean) =>
    (await generateInto(spec, undefined, { checked })).files;
  [checked, unchecked] = [await write(true), await write(false)];
});

test("client.checked: false marks every file but one, and changes nothing else", () => {
  const modules = (files: Files) =>
    Object.entries(files).filter(([path]) => path.endsWith(".ts") && path !== needs);
  expect(modules(checked).length).toBeGreaterThan(20);
  expect(modules(checked).filter(([, text]) => text.includes("@ts-nocheck"))).toEqual([]);
  expect(checked).not.toHaveProperty([needs]);
  expect(unchecked[needs]).not.toContain("@ts-nocheck");
  const marked = modules(checked).map(([path, text]) => {
    const own =
      path === "index.ts" ? 'import type {} from "./runtime/compiler-settings.js";\n' : "";
    const head = text.replace("\n", "\n// @ts-nocheck\n");
    return [path, head.replace('export type * from "./types.js";', `${own}$&`)];
  });
  expect(modules(unchecked)).toEqual(marked);
});

describe("missing compiler settings are reported, whether the client is checked or not", () => {
  const dom = "lib.dom.d.ts";
  test.each<[string, ts.CompilerOptions, boolean]>([
    ["ES2022 and the DOM", { lib: ["lib.es2022.d.ts", dom], types: [] }, true],
    ["ES2022 and Node", { lib: ["lib.es2022.d.ts"] }, true],
    ["neither the DOM nor Node", { lib: ["lib.es2022.d.ts"], types: [] }, false],
    ["a library of ES2021", { lib: ["lib.es2021.d.ts", dom], types: [] }, true],
    ["a library of ES2018", { lib: ["lib.es2018.d.ts", dom], types: [] }, true],
    ["a target of ES5", { target: ts.ScriptTarget.ES5 }, false],
    ["a target of ES2017", { target: ts.ScriptTarget.ES2017 }, true],
    ["nothing strict", { strict: false, exactOptionalPropertyTypes: false }, true],
  ])("%s", (_, options, isEnough) => {
    const told = compile({ client: checked }, options);
    const toldAnyway = compile({ client: unchecked }, options);
    expect([told.length === 0, toldAnyway.length === 0]).toEqual([isEnough, isEnough]);
    const namesIn = (errors: readonly string[]) =>
      errors.flatMap((error) => /Cannot find name '(\w+)'/.exec(error)?.[1] ?? []);
    const known = namesIn(toldAnyway);
    expect(namesIn(told).filter((name) => !known.includes(name))).toEqual([]);
  });
});
