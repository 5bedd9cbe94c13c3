import { join } from "node:path";
import { beforeAll, describe, expect, test } from "vitest";
import { missingPackagesOf } from "../../generator/project/index.js";
import { type Run, tetherAll } from "../support/command-line.js";
import { type Files, makeFolder } from "../support/generator.js";
import { moduleOf, projectWith } from "./custom-output.js";

const wanted = ["@acme/words@^1", "openapi-fetch"];

interface Case {
  readonly name: string;
  readonly files: Files;
  /** What its files import; default: {@link wanted}. */
  readonly needed?: readonly string[];
  /** The output folder; default: `app/out`. */
  readonly folder?: string;
  /** What is lacking, where, and what is to be run; undefined if nothing. */
  readonly want: readonly [packages: string[], folder: string, command: string] | undefined;
}
const app = (fields: object) => ({
  "app/package.json": JSON.stringify({ name: "app", ...fields }),
});
const both = { "@acme/words": "1", "openapi-fetch": "0.17" };
const all = `${JSON.stringify(wanted[0])} openapi-fetch`;

describe("a project lacks packages that its package.json does not name", () => {
  const cases: Case[] = [
    { name: "nothing", files: app({ dependencies: both }), want: undefined },
    {
      name: "nothing, in four lists",
      files: app({
        peerDependencies: { "openapi-fetch": "*" },
        devDependencies: { "@acme/words": "1" },
      }),
      want: undefined,
    },
    {
      name: "one of two",
      files: app({ optionalDependencies: { "@acme/words": "*" } }),
      want: [["openapi-fetch"], "app", "npm install openapi-fetch"],
    },
    { name: "both", files: app({}), want: [wanted, "app", `npm install ${all}`] },
    {
      name: "one that is listed with an older version only",
      files: app({ dependencies: { "@acme/words": "1", "openapi-fetch": "^0.13.3" } }),
      needed: ["@acme/words@^1", "openapi-fetch@0.17.0"],
      want: [["openapi-fetch@0.17.0"], "app", "npm install openapi-fetch@0.17.0"],
    },
    ...["^0.17.0", "0.17", "~0.17.2", "^1.0.0", ">=0.13", "*", "latest", "workspace:*"].map(
      (range) => ({
        name: `nothing, where openapi-fetch is listed as ${range}`,
        files: app({ dependencies: { "@acme/words": "0.9.1", "openapi-fetch": range } }),
        needed: ["@acme/words@^0.9", "openapi-fetch@0.17.0"],
        want: undefined,
      }),
    ),
    {
      name: "nothing, as the package itself",
      files: app({ name: "openapi-fetch", dependencies: { "@acme/words": "1" } }),
      want: undefined,
    },
    {
      name: "both, whatever the folder above has",
      files: { ...app({}), "package.json": JSON.stringify({ name: "root", dependencies: both }) },
      want: [wanted, "app", `npm install ${all}`],
    },
    {
      name: "nothing, below a package.json that only says `type`",
      files: { ...app({ dependencies: both }), "app/out/package.json": '{"type":"module"}' },
      want: undefined,
    },
    {
      name: "both, with a package.json that cannot be read",
      files: { "app/package.json": "{", "package.json": '{"name":"root"}' },
      want: [wanted, "", `npm install ${all}`],
    },
    {
      name: "both, with pnpm",
      files: { ...app({}), "app/pnpm-lock.yaml": "" },
      want: [wanted, "app", `pnpm add ${all}`],
    },
    {
      name: "both, with yarn",
      files: { ...app({}), "app/yarn.lock": "" },
      want: [wanted, "app", `yarn add ${all}`],
    },
    {
      name: "both, with bun",
      files: { ...app({}), "app/bun.lock": "" },
      want: [wanted, "app", `bun add ${all}`],
    },
    {
      name: "both, with an older bun",
      files: { ...app({}), "app/bun.lockb": "" },
      want: [wanted, "app", `bun add ${all}`],
    },
    {
      name: "both, with npm, below a folder with yarn",
      files: { ...app({}), "app/package-lock.json": "", "yarn.lock": "" },
      want: [wanted, "app", `npm install ${all}`],
    },
    {
      name: "both, with pnpm of the workspace around it",
      files: { ...app({}), "pnpm-lock.yaml": "", "package.json": '{"private":true}' },
      want: [wanted, "app", `pnpm add ${all}`],
    },
    {
      name: "both, with what packageManager says",
      files: { ...app({ packageManager: "yarn@4.1.0" }), "app/package-lock.json": "" },
      want: [wanted, "app", `yarn add ${all}`],
    },
    {
      name: "both, with what packageManager says above",
      files: { ...app({}), "package.json": '{"packageManager":"pnpm@9.0.0+sha512.abc"}' },
      want: [wanted, "app", `pnpm add ${all}`],
    },
    {
      name: "both, with a manager that is not known",
      files: { ...app({ packageManager: "deno@2" }), "app/yarn.lock": "" },
      want: [wanted, "app", `yarn add ${all}`],
    },
    {
      name: "both, with a packageManager that is none",
      files: app({ packageManager: 5 }),
      want: [wanted, "app", `npm install ${all}`],
    },
  ];
  test.each(cases)("$name", ({ files, needed = wanted, folder = "app/out", want }) => {
    // A package.json around it, since the folder lies in that of this repository.
    const root = makeFolder({
      "package.json": '{"name":"root","packageManager":"npm@10.0.0"}',
      ...files,
    });
    const found = missingPackagesOf(join(root, folder), needed);
    expect(found && [found.packages, found.folder, found.command]).toEqual(
      want && [want[0], join(root, want[1]), want[2]],
    );
  });
});

describe("generate reports packages that files of the output need", () => {
  const own = { "own.mjs": moduleOf({ packages: '["@acme/words@^1", "openapi-fetch"]' }) };
  const project = (files: Files) => projectWith({ "./own.mjs": true }, { ...own, ...files });
  const lacking = project({ "package.json": '{"name":"a"}', "pnpm-lock.yaml": "" });
  const having = project({ "package.json": JSON.stringify({ name: "a", dependencies: both }) });
  const below = project({ "client/package.json": '{"name":"client"}' });
  let results: readonly Run[] = [];
  beforeAll(async () => {
    results = await tetherAll([
      { folder: lacking, args: ["generate"] },
      { folder: lacking, args: ["generate", "--json"] },
      { folder: lacking, args: ["generate", "--outputs", "client"] },
      { folder: having, args: ["generate"] },
      { folder: having, args: ["generate", "--json"] },
      { folder: below, args: ["generate"] },
    ]);
  });
  const line = /^its files import .*$/m;

  test("with the command that installs them, and as data", () => {
    expect(results[0]).toMatchObject({ code: 0 });
    expect(line.exec(results[0]?.out ?? "")?.[0]).toBe(
      'its files import @acme/words@^1, openapi-fetch, which package.json does not list; run `pnpm add "@acme/words@^1" openapi-fetch`',
    );
    expect(JSON.parse(results[1]?.out ?? "").clients[0].lack).toEqual({
      packages: wanted,
      folder: ".",
      command: 'pnpm add "@acme/words@^1" openapi-fetch',
    });
    expect(line.exec(results[5]?.out ?? "")?.[0]).toMatch(/` in client$/);
  });

  test("and reports nothing if nothing is missing", () => {
    for (const index of [2, 3]) expect(results[index]?.out).not.toMatch(line);
    expect(JSON.parse(results[4]?.out ?? "").clients[0]).not.toHaveProperty("lack");
  });
});
