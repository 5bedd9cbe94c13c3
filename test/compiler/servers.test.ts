import { expect, test } from "vitest";
import { generateCalls } from "../servers/client-of.js";
import { frameworks } from "../servers/frameworks.js";
import { compile } from "../support/compiler.js";

test("the calls to real frameworks, and what comes of them, fit the types", async () => {
  const programs: Record<string, Readonly<Record<string, string>>> = {};
  for (const framework of frameworks) {
    programs[framework.name] = (await generateCalls(framework)).files;
  }
  expect(compile(programs)).toEqual([]);
});
