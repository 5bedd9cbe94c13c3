import { execFileSync } from "node:child_process";
import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { importsBelow } from "../../generator/project/index.js";
import { type Files, makeFolder } from "../support/generator.js";

const of = (options: object, rest: object = {}): string =>
  JSON.stringify({ compilerOptions: options, ...rest });

interface Case {
  readonly name: string;
  readonly files: Files;
  readonly want: "js" | "ts" | "none";
}

describe("the extension of imports is found in tsconfig.json", () => {
  const cases: Case[] = [
    {
      name: "bundler",
      files: { "tsconfig.json": of({ moduleResolution: "bundler" }) },
      want: "none",
    },
    {
      name: "Bundler",
      files: { "tsconfig.json": of({ moduleResolution: "Bundler" }) },
      want: "none",
    },
    {
      name: "module preserve",
      files: { "tsconfig.json": of({ module: "Preserve" }) },
      want: "none",
    },
    {
      name: "preserve with another resolution",
      files: { "tsconfig.json": of({ module: "preserve", moduleResolution: "nodenext" }) },
      want: "js",
    },
    { name: "nodenext", files: { "tsconfig.json": of({ module: "nodenext" }) }, want: "js" },
    { name: "node", files: { "tsconfig.json": of({ moduleResolution: "node" }) }, want: "js" },
    { name: "nothing said", files: { "tsconfig.json": "{}" }, want: "js" },
    { name: "an empty file", files: { "tsconfig.json": "" }, want: "js" },
    { name: "a broken file", files: { "tsconfig.json": '{ "compilerOptions": {' }, want: "js" },
    {
      name: "allowImportingTsExtensions with a bundler",
      files: {
        "tsconfig.json": of({ moduleResolution: "bundler", allowImportingTsExtensions: true }),
      },
      want: "ts",
    },
    {
      name: "rewriteRelativeImportExtensions",
      files: { "tsconfig.json": of({ module: "nodenext", rewriteRelativeImportExtensions: true }) },
      want: "ts",
    },
    {
      name: "an option that is off",
      files: {
        "tsconfig.json": of({ moduleResolution: "bundler", allowImportingTsExtensions: false }),
      },
      want: "none",
    },
    {
      name: "comments, commas and a byte order mark",
      files: {
        "tsconfig.json": `\ufeff// "moduleResolution": "nodenext"
{
  /* "allowImportingTsExtensions": true, */
  "compilerOptions": {
    "paths": { "//x/*": ["a,]", "/* no */"], },
    "moduleResolution": "bundler", // , }
  },
}`,
      },
      want: "none",
    },
    {
      name: "a folder above",
      files: { "tsconfig.json": of({ moduleResolution: "bundler" }), "src/a.ts": "" },
      want: "none",
    },
    {
      name: "the nearest",
      files: {
        "tsconfig.json": of({ moduleResolution: "nodenext" }),
        "src/tsconfig.json": of({ moduleResolution: "bundler" }),
      },
      want: "none",
    },
    {
      name: "extends",
      files: {
        "tsconfig.json": of({}, { extends: "./config/base" }),
        "config/base.json": of({}, { extends: "./deeper.json" }),
        "config/deeper.json": of({ moduleResolution: "bundler" }),
      },
      want: "none",
    },
    {
      name: "its own word over that of its base",
      files: {
        "tsconfig.json": of({ moduleResolution: "nodenext" }, { extends: "./base.json" }),
        "base.json": of({ moduleResolution: "bundler" }),
      },
      want: "js",
    },
    {
      name: "a list of bases, of which the later one wins",
      files: {
        "tsconfig.json": of({}, { extends: ["./a.json", "./b.json"] }),
        "a.json": of({ moduleResolution: "nodenext" }),
        "b.json": of({ moduleResolution: "bundler" }),
      },
      want: "none",
    },
    {
      name: "a base that is a file of a package",
      files: {
        "tsconfig.json": of({}, { extends: "@acme/tsconfig/vite.json" }),
        "node_modules/@acme/tsconfig/vite.json": of({ moduleResolution: "bundler" }),
      },
      want: "none",
    },
    {
      name: "a base that is a package",
      files: {
        "tsconfig.json": of({}, { extends: "@acme/tsconfig" }),
        "node_modules/@acme/tsconfig/package.json": "{}",
        "node_modules/@acme/tsconfig/tsconfig.json": of({ moduleResolution: "bundler" }),
      },
      want: "none",
    },
    {
      name: "a package that names its base",
      files: {
        "tsconfig.json": of({}, { extends: "acme" }),
        "node_modules/acme/package.json": '{ "tsconfig": "./x/base.json" }',
        "node_modules/acme/x/base.json": of({ moduleResolution: "bundler" }),
      },
      want: "none",
    },
    {
      name: "a package with exports",
      files: {
        "tsconfig.json": of({}, { extends: "acme/next" }),
        "node_modules/acme/package.json": '{ "exports": { "./next": "./y/next.json" } }',
        "node_modules/acme/y/next.json": of({ moduleResolution: "bundler" }),
      },
      want: "none",
    },
    {
      name: "a base that is not there",
      files: { "tsconfig.json": of({ module: "preserve" }, { extends: "gone" }) },
      want: "none",
    },
    {
      name: "bases in a circle",
      files: {
        "tsconfig.json": of({}, { extends: "./a.json" }),
        "a.json": of({ moduleResolution: "bundler" }, { extends: "./tsconfig.json" }),
      },
      want: "none",
    },
    {
      name: "Vite's projects",
      files: {
        "tsconfig.json": JSON.stringify({
          files: [],
          references: [{ path: "./tsconfig.app.json" }, { path: "./tsconfig.node.json" }],
        }),
        "tsconfig.app.json": of({ moduleResolution: "bundler", allowImportingTsExtensions: true }),
        "tsconfig.node.json": of({ moduleResolution: "bundler", allowImportingTsExtensions: true }),
      },
      want: "ts",
    },
    {
      name: "projects that are folders",
      files: {
        "tsconfig.json": JSON.stringify({ files: [], references: [{ path: "./app" }] }),
        "app/tsconfig.json": of({ moduleResolution: "bundler" }),
      },
      want: "none",
    },
    {
      name: "projects of two minds",
      files: {
        "tsconfig.json": JSON.stringify({
          files: [],
          references: [{ path: "./a.json" }, { path: "./b.json" }],
        }),
        "a.json": of({ moduleResolution: "bundler" }),
        "b.json": of({ moduleResolution: "nodenext" }),
      },
      want: "js",
    },
  ];
  test.each(cases)("$name: $want", ({ files, want }) => {
    expect(importsBelow(join(makeFolder(files), "src/api")).extension).toBe(want);
  });

  test("says which setting decided", () => {
    const folder = makeFolder({ "tsconfig.json": of({ moduleResolution: "Bundler" }) });
    expect(importsBelow(folder).because).toBe("tsconfig.json: moduleResolution is bundler");
  });

  test("repeats at most a word of the file", () => {
    const folder = makeFolder({
      "tsconfig.json": of({ moduleResolution: "bundler\noutput: /etc" }),
    });
    expect(importsBelow(folder)).toEqual({
      extension: "js",
      because: "tsconfig.json requires nothing else",
    });
  });

  test.skipIf(process.platform === "win32")(
    "does not wait for a pipe, and does not read a folder",
    () => {
      const folder = makeFolder({
        "tsconfig.json": of({ moduleResolution: "bundler" }),
        "a/b": "",
      });
      execFileSync("mkfifo", [join(folder, "a/tsconfig.json")]);
      expect(importsBelow(join(folder, "a")).extension).toBe("none");
      mkdirSync(join(folder, "c/tsconfig.json"), { recursive: true });
      expect(importsBelow(join(folder, "c")).extension).toBe("none");
    },
  );
});
