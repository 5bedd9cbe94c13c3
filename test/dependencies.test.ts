import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { describeDependencies, readFacts, toolPackages } from "../scripts/dependencies.js";
import { bundledPackages, installedWith } from "../scripts/installed-packages.js";
import { repository } from "./support/repository.js";

test("docs/dependencies.md is what `npm run dependencies -- --write` makes of the lock file", () => {
  const page = readFileSync(`${repository}docs/dependencies.md`, "utf8");
  expect(page).toBe(describeDependencies(readFacts()));
});

const { heavy, rest } = toolPackages();
const ofTool = [...heavy, ...rest, ...bundledPackages()];
const ofClient = installedWith("");

test("what users install is known whole", () => {
  const names = (all: readonly { name: string }[]) => all.map(({ name }) => name);
  expect(names(heavy)).toEqual(
    expect.arrayContaining(["openapi-typescript", "ts-morph", "typescript", "js-yaml"]),
  );
  expect(names(rest)).toEqual(["ipaddr.js", "robots-parser", "whatwg-mimetype"]);
  expect(names(bundledPackages())).toContain("entities");
  expect(names(ofClient)).toEqual(["openapi-fetch", "openapi-typescript-helpers"]);
});

/** None of them asks for anything but its notice; those of data and of Python are as permissive. */
const permissive = [
  ...["(MIT OR CC0-1.0)", "Apache-2.0", "BSD-2-Clause", "BSD-3-Clause", "BlueOak-1.0.0"],
  ...["ISC", "MIT", "Python-2.0"],
];

test.each([
  ["the tool", ofTool],
  ["the client", ofClient],
])(
  "nothing that comes with %s runs a script when it is installed, or has a licence that asks for more than its notice",
  (_, all) => {
    expect(all.filter(({ hasInstallScript }) => hasInstallScript)).toEqual([]);
    expect(all.filter(({ licence }) => !permissive.includes(licence))).toEqual([]);
  },
);

test("nothing is there twice because of the tool", () => {
  const others = new Set(heavy.map(({ name }) => name));
  expect(rest.filter(({ name }) => others.has(name))).toEqual([]);
});
