import { readdirSync, readFileSync } from "node:fs";
import { dirname, join, relative } from "node:path";
import { fileURLToPath } from "node:url";
import ts from "typescript";
import { describe, expect, test } from "vitest";

const root = fileURLToPath(new URL("..", import.meta.url));
const architecture = readFileSync(join(root, "ARCHITECTURE.md"), "utf8");

interface Import {
  readonly from: string;
  /** A path from the root for our own modules, else a package. */
  readonly to: string;
  readonly typeOnly: boolean;
}

interface Rule {
  readonly room: string;
  readonly uses: ReadonlyMap<string, { typeOnly: boolean }>;
}

/** The rows of the table whose header starts with this cell. */
function table(header: string): string[][] {
  const lines = architecture.split("\n");
  const start = lines.findIndex((line) => line.startsWith(`| ${header} |`));
  const end = lines.findIndex((line, index) => index > start && !line.startsWith("|"));
  return lines.slice(start + 2, end).map((line) =>
    line
      .split("|")
      .slice(1, -1)
      .map((cell) => cell.trim()),
  );
}

const code = (cell: string): string => cell.replaceAll("`", "");

const rules: readonly Rule[] = table("Room").map(([room = "", , uses = ""]) => ({
  room: code(room),
  uses: new Map(
    uses
      .split(",")
      .filter((use) => use.trim() !== "")
      .map((use) => {
        const [name = "", note] = use.trim().split(" ");
        return [code(name), { typeOnly: note === "(types)" }] as const;
      }),
  ),
}));
const packages = new Map(
  table("Package").flatMap(([names = "", file = ""]) =>
    names
      .split(",")
      .map(
        (name) => [code(name).trim(), [...file.matchAll(/`([^`]+)`/g)].map(([, f]) => f)] as const,
      ),
  ),
);

function sourcesIn(folder: string): string[] {
  return readdirSync(join(root, folder), { recursive: true, encoding: "utf8" })
    .map((file) => join(folder, file).replaceAll("\\", "/"))
    .filter((file) => /\.ts$/.test(file) && !/(^|\/)(dist|node_modules)\//.test(file));
}

function importsOf(file: string, text = readFileSync(join(root, file), "utf8")): Import[] {
  const source = ts.createSourceFile(file, text, ts.ScriptTarget.Latest);
  const found: Import[] = [];
  const add = (specifier: ts.Node | undefined, typeOnly: boolean) => {
    if (!specifier || !ts.isStringLiteralLike(specifier)) return;
    const to = specifier.text.startsWith(".")
      ? relative(root, join(root, dirname(file), specifier.text)).replaceAll("\\", "/")
      : specifier.text;
    found.push({ from: file, to, typeOnly });
  };
  const visit = (node: ts.Node): void => {
    if (ts.isImportDeclaration(node)) {
      const { importClause } = node;
      const named = importClause?.namedBindings;
      const allTypes =
        named && ts.isNamedImports(named)
          ? !importClause.name && named.elements.every(({ isTypeOnly }) => isTypeOnly)
          : false;
      add(node.moduleSpecifier, (importClause?.isTypeOnly ?? false) || allTypes);
    } else if (ts.isExportDeclaration(node)) {
      const named = node.exportClause;
      const allTypes =
        named && ts.isNamedExports(named)
          ? named.elements.every(({ isTypeOnly }) => isTypeOnly)
          : false;
      add(node.moduleSpecifier, node.isTypeOnly || allTypes);
    } else if (ts.isCallExpression(node) && node.expression.kind === ts.SyntaxKind.ImportKeyword) {
      add(node.arguments[0], false);
    }
    ts.forEachChild(node, visit);
  };
  visit(source);
  return found;
}

/** Whether code names a standard stream or the console, as a name or as a key in quotes. */
function namesStreams(text: string): boolean {
  const isNamed = (node: ts.Node): boolean =>
    ((ts.isIdentifier(node) || ts.isStringLiteralLike(node)) &&
      /^(?:stdout|stderr|console)$/.test(node.text)) ||
    (ts.forEachChild(node, (child) => isNamed(child) || undefined) ?? false);
  return isNamed(ts.createSourceFile("x.ts", text, ts.ScriptTarget.Latest));
}

/** What an import of the generator breaks; undefined if nothing. */
function violation({ from, to, typeOnly }: Import): string | undefined {
  const complaint = (why: string) => `${from} imports ${to}: ${why}`;
  if (!to.startsWith("generator/")) {
    if (to.startsWith("node:")) {
      return /^generator\/(runtime|outputs|typescript)\//.test(from)
        ? complaint("this room does no input and output")
        : undefined;
    }
    if (packages.get(to)?.includes(from)) return undefined;
    return complaint(
      packages.has(to)
        ? `only ${packages.get(to)?.join()} knows it`
        : "it is not in the table of packages",
    );
  }
  const roomOf = (file: string): string => file.split("/")[1]?.replace(/\.js$/, ".ts") ?? "";
  const room = roomOf(from);
  const other = roomOf(to);
  if (room === other) return undefined;
  const rule = rules.find((candidate) => candidate.room === room);
  if (!rule) return complaint(`ARCHITECTURE.md has no room ${room}`);
  const use = rule.uses.get(other);
  if (!use) return complaint(`${room} may not use ${other}`);
  if (use.typeOnly && !typeOnly) return complaint(`${room} may use only the types of ${other}`);
  const isRoomFile = other.endsWith(".ts") || to === `generator/${other}/index.js`;
  // A folder of the runtime that comes with an output is no part of every client's index, and how a
  // client writes parameters is no part of any.
  if (/^generator\/runtime\/(?:(?:msw|observe|validate)\/index|serialize)\.js$/.test(to))
    return undefined;
  return isRoomFile ? undefined : complaint(`the way into ${other} is its index.ts`);
}

const generator = sourcesIn("generator").filter((file) => !file.endsWith(".test.ts"));

describe("the generator", () => {
  test("imports only what ARCHITECTURE.md allows", () => {
    expect(generator.length).toBeGreaterThan(30);
    expect(
      generator.flatMap((file) => importsOf(file)).flatMap((found) => violation(found) ?? []),
    ).toEqual([]);
  });

  test("has exactly the rooms that ARCHITECTURE.md names", () => {
    const rooms = new Set(generator.map((file) => file.split("/")[1]));
    expect([...rooms].sort()).toEqual(rules.map(({ room }) => room).sort());
  });

  test("writes to the standard streams only in cli/terminal.ts, which escapes all text", () => {
    // Names in programs that are printed for users are text.
    const naming = generator.filter((file) => namesStreams(readFileSync(join(root, file), "utf8")));
    // The other one tells when they fail.
    expect(naming).toEqual(["generator/cli/standard-streams.ts", "generator/cli/terminal.ts"]);
    const code = readFileSync(join(root, "generator/cli/standard-streams.ts"), "utf8");
    expect(code).not.toMatch(/\bwrite\(/);
  });

  test("knows nothing of Cofactr", () => {
    const mentions = generator.filter((file) =>
      /cofactr/i.test(readFileSync(join(root, file), "utf8")),
    );
    // The name and examples of doc comments may use the client of this repository as an example.
    const inCode = mentions.filter((file) =>
      /cofactr/i.test(
        readFileSync(join(root, file), "utf8").replaceAll(/\/\*[\s\S]*?\*\/|\/\/.*/g, ""),
      ),
    );
    expect(inCode).toEqual([]);
  });
});

test.each([
  ["console.log(1);", true],
  ['process["stdout"].write(x);', true],
  ["const { stderr: { write } } = process;", true],
  ["`$" + "{process.stdout.columns}`", true],
  ["emit(`console.log(1);`); // stdout", false],
])("the check of the standard streams itself: %s", (text, want) => {
  expect(namesStreams(text)).toBe(want);
});

test.each([
  ["generator/model/x.ts", `import { readFile } from "node:fs/promises";`, undefined],
  [
    "generator/outputs/x.ts",
    `import { buildApi } from "../model/index.js";`,
    "only the types of model",
  ],
  ["generator/model/x.ts", `import type { Spec } from "../load/index.js";`, undefined],
  ["generator/model/x.ts", `import type { Spec } from "../load/spec.js";`, "its index.ts"],
  ["generator/outputs/x.ts", `import { loadSpec } from "../load/index.js";`, "may not use load"],
  ["generator/outputs/x.ts", `import { readFileSync } from "node:fs";`, "no input and output"],
  [
    "generator/outputs/x.ts",
    `import { Project } from "ts-morph";`,
    "only generator/typescript/modules.ts",
  ],
  ["generator/runtime/x.ts", `import { thing } from "../model/index.js";`, "may not use model"],
  ["generator/runtime/x.ts", `export * from "left-pad";`, "not in the table"],
  ["generator/load/x.ts", `const a = await import("../outputs/index.js");`, "may not use outputs"],
  ["generator/utils/x.ts", `import { a } from "../load/index.js";`, "no room utils"],
])("the check itself: %s with %s", (file, text, want) => {
  const [found] = importsOf(file, text).map(violation);
  if (want === undefined) expect(found).toBeUndefined();
  else expect(found).toContain(want);
});

/** Files that lead back to themselves by what they import, types aside. */
function circlesIn(imports: readonly Import[]): string[] {
  const uses = new Map<string, string[]>();
  for (const { from, to, typeOnly } of imports) {
    if (!typeOnly) uses.set(from, [...(uses.get(from) ?? []), to.replace(/\.js$/, ".ts")]);
  }
  const isReached = (start: string): boolean => {
    const seen = new Set<string>();
    const left = [...(uses.get(start) ?? [])];
    for (let next = left.pop(); next !== undefined; next = left.pop()) {
      if (next === start) return true;
      if (!seen.has(next)) left.push(...(uses.get(next) ?? []));
      seen.add(next);
    }
    return false;
  };
  return [...uses.keys()].filter(isReached);
}

test("no file of the generator imports itself through others, except for types", () => {
  expect(circlesIn(generator.flatMap((file) => importsOf(file)))).toEqual([]);
  const link = (from: string, to: string, typeOnly = false) => ({ from, to, typeOnly });
  expect(circlesIn([link("a.ts", "b.js"), link("b.ts", "c.js"), link("c.ts", "b.js")])).toEqual([
    "b.ts",
    "c.ts",
  ]);
  expect(circlesIn([link("a.ts", "b.js"), link("b.ts", "a.js", true)])).toEqual([]);
});

test("ARCHITECTURE.md lists every part of the runtime", () => {
  const parts = readdirSync(join(root, "generator/runtime")).filter(
    (name) => name.endsWith(".ts") && name !== "index.ts",
  );
  expect(parts.length).toBeGreaterThan(20);
  const [, client = ""] = architecture.split("## The client");
  expect(parts.filter((name) => !client.includes(`\n${name} `))).toEqual([]);
});

test("generated/ imports nothing from outside except openapi-fetch, for one entry", () => {
  const imports = sourcesIn("generated").flatMap((file) => importsOf(file));
  const outside = imports.filter(({ to }) => !to.startsWith("generated/"));
  const home = "generated/runtime/fetch/client.ts";
  expect(outside).toEqual([{ from: home, to: "openapi-fetch", typeOnly: false }]);
  // And nobody comes upon it who does not import that entry.
  const reached = (file: string): string[] =>
    imports.filter(({ to }) => to.replace(/js$/, "ts") === file).map(({ from }) => from);
  expect(reached(home)).toEqual(["generated/fetch.ts"]);
  expect(reached("generated/fetch.ts")).toEqual([]);
});

test("scripts/ use the generator through its API, its command line or the doors of its rooms", () => {
  const uses = new Set(
    sourcesIn("scripts")
      .flatMap((file) => importsOf(file))
      .filter(({ to }) => to.startsWith("generator/"))
      .map(({ to }) => to),
  );
  const doors = rules.map(({ room }) => `generator/${room}/index.js`);
  const allowed = ["generator/index.js", "generator/cli/main.js", ...doors];
  expect(uses).toContain("generator/cli/main.js");
  expect([...uses].filter((to) => !allowed.includes(to))).toEqual([]);
});

describe("tests take random input only from test/support/random.ts", () => {
  // The soak test runs by hand, and as long as one likes.
  const tests = sourcesIn("test").filter((file) => !file.startsWith("test/runtime/soak"));

  test("no other file imports fast-check", () => {
    const knowing = tests.filter((file) => importsOf(file).some(({ to }) => to === "fast-check"));
    expect(knowing).toEqual(["test/support/random.ts"]);
  });

  test("none uses another source of randomness", () => {
    const dice = /\bMath\.random\(|\brandom(?:Bytes|Int|UUID|Fill)\w*\(|\bgetRandomValues\(/;
    const throwing = tests.filter((file) => dice.test(readFileSync(join(root, file), "utf8")));
    expect(throwing).toEqual([]);
  });
});
