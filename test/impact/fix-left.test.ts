import { chmodSync, mkdirSync, readFileSync, statSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { beforeAll, describe, expect, test } from "vitest";
import { DiagnosticError } from "../../generator/diagnostics/index.js";
import {
  applyFixes,
  type FixPlan,
  type Todo,
  withTodos,
} from "../../generator/impact/fix/index.js";
import { mergePlans } from "../../generator/impact/fix/plan-fixes.js";
import { makeFolder, specWith } from "../support/generator.js";
import {
  planIn,
  projectOf,
  sourcesAfter,
  specText,
  type Versions,
  versionsOf,
} from "./fix/support.js";
import { uncertain } from "./fix/uncertain-cases.js";

let versions: Versions;
beforeAll(async () => {
  versions = await versionsOf(specText("base"), specText("revision"));
});

const facade = 'import { createShop } from "../shop/index.js";\nconst shop = createShop({});\n';

describe("what is not certain stays, and is told", () => {
  let folder: string;
  let plan: ReturnType<typeof planIn>;
  const entries = Object.entries(uncertain).map(([name, each], index) => ({ name, each, index }));

  beforeAll(() => {
    folder = projectOf(
      versions,
      Object.fromEntries(
        entries.map(({ each, index }) => [`left-${index}.ts`, `${each.code}\nexport {};\n`]),
      ),
    );
    plan = planIn(folder, versions.renames);
  });

  test.each(entries)("$name", ({ each, index }) => {
    const file = `left-${index}.ts`;
    const told = plan.left
      .filter((place) => place.file === `src/${file}`)
      .map(({ line, column, why }) => `${line}:${column} ${why}`);
    expect(told).toEqual(each.left);
    expect(sourcesAfter(folder, plan)[file]).toBe(`${each.code}\nexport {};\n`);
  });
});

describe("renames that are not certain", () => {
  const answer = (schema: object) => ({
    responses: { 200: { description: "", content: { "application/json": { schema } } } },
  });
  const object = (...names: readonly string[]) => ({
    type: "object",
    properties: Object.fromEntries(
      names.map((name, index) => [name, { type: "string", maxLength: index + 1 }]),
    ),
  });
  const thing = { $ref: "#/components/schemas/Thing" };
  const both = (one: object, other: object, schemas: object) =>
    specWith(
      {
        "GET /one": { operationId: "getOne", ...answer(one) },
        "GET /other": { operationId: "getOther", ...answer(other) },
      },
      { components: { schemas } },
    );
  const code =
    'import { createShop } from "../shop/index.js";\nconst one = await createShop({}).default.getOne();\nexport const a = one.old;\n';

  test("a property of a schema that another operation does not share any more", async () => {
    const { before, after, renames } = await versionsOf(
      both(thing, thing, { Thing: object("old", "b", "c") }),
      both(thing, object("old", "b", "c"), { Thing: object("new", "b", "c") }),
    );
    const plan = planIn(projectOf({ before, after, renames }, { "a.ts": code }), renames);
    expect(plan.files).toEqual([]);
    expect(plan.leftOut).toEqual([
      {
        what: 'the property "old", which is "new" now',
        why: "it is not renamed in getOther, which has it too",
      },
    ]);
  });

  test("one that many operations do not share any more: three of them are named", async () => {
    const operations = (one: object, others: object) =>
      specWith(
        {
          "GET /one": { operationId: "getOne", ...answer(one) },
          ...Object.fromEntries(
            ["a", "b", "c", "d", "e"].map((name) => [
              `GET /${name}`,
              { operationId: `get_${name}`, ...answer(others) },
            ]),
          ),
        },
        { components: { schemas: { Thing: object(others === thing ? "old" : "new", "b") } } },
      );
    const { before, after, renames } = await versionsOf(
      operations(thing, thing),
      operations(thing, object("old", "b")),
    );
    const plan = planIn(projectOf({ before, after, renames }, { "a.ts": code }), renames);
    expect(plan.files).toEqual([]);
    expect(plan.leftOut.map(({ why }) => why)).toEqual([
      "it is not renamed in getA, getB, getC and 2 more, which have it too",
    ]);
  });

  test("a property of what is answered, which has its old name in the request", async () => {
    const { before, after, renames } = await versionsOf(
      specText("shared-base"),
      specText("shared-revision"),
    );
    const shop =
      'import { createShop } from "../shop/index.js";\nconst shop = createShop({}).default;\n';
    const source = `${shop}export const note = (await shop.addNote({ body: { text: "t" } })).text;\nexport const both = (await shop.archiveOrder()).weight;\n`;
    const plan = planIn(projectOf({ before, after, renames }, { "a.ts": source }), renames);
    expect(plan.files).toEqual([]);
    expect(plan.leftOut).toEqual([
      {
        what: 'the property "text", which is "content" now',
        why: "it is not renamed in the request of addNote, which has it too",
      },
    ]);
    // One of two answers has the new name.
    expect(plan.left.map(({ line, why }) => `${line} ${why}`)).toEqual([
      "4 what has this name may be another thing too, which keeps it",
    ]);
  });

  test("values of an enum that the spec does not name, or of one of two answers", async () => {
    const { before, after, renames } = await versionsOf(
      specText("enum-base"),
      specText("enum-revision"),
    );
    const source = `${facade}const [it] = await shop.tickets.listTickets();
export const isNew = it?.phase === "new";
export const isDone = it?.phase === "done";
export const isRed = it?.mark === "red";
const visits = await shop.visits.listVisits().result();
if (visits.ok && visits.status === 200) String(visits.data.result === "full");
if (visits.ok && visits.status === 202) String(visits.data.result === "full");
`;
    const plan = planIn(projectOf({ before, after, renames }, { "a.ts": source }), renames);
    expect(plan.files).toEqual([]);
    expect(plan.leftOut).toEqual([]);
    expect(plan.left.map(({ line, column, why }) => `${line}:${column} ${why}`)).toEqual([
      '4:36 it may be "fresh" now: the spec has no name for it that stayed',
      '6:35 it may be "crimson" now: the spec has no name for it that stayed',
      "8:71 what has this name may be another thing too, which keeps it",
      "9:71 what has this name may be another thing too, which keeps it",
    ]);
  });

  test("names that changed places are told once, and kept", async () => {
    const swapped = (one: string, other: string, names: readonly string[]) =>
      specWith(
        {
          "GET /one": { operationId: one, ...answer(thing) },
          "GET /other": { operationId: other, ...answer({ $ref: "#/components/schemas/State" }) },
        },
        {
          components: {
            schemas: {
              Thing: object("a", "b"),
              State: { type: "string", enum: ["x", "y"], "x-enum-varnames": names },
            },
          },
        },
      );
    const { before, after, renames } = await versionsOf(
      swapped("getOne", "getOther", ["Open", "Done"]),
      swapped("getOther", "getOne", ["Done", "Open"]),
    );
    const source =
      'import { createShop, getOne, type GetOneData, StateNames } from "../shop/index.js";\nawait createShop({}).default.getOne();\nexport const all = [getOne, StateNames.Open];\nexport type Data = GetOneData;\n';
    const plan = planIn(projectOf({ before, after, renames }, { "a.ts": source }), renames);
    expect(plan.files).toEqual([]);
    const why = "they changed places, and code does not show for which version it is written";
    expect(plan.leftOut).toEqual([
      { what: '"getOne" and "getOther"', why },
      { what: '"Done" and "Open"', why },
    ]);
  });

  test("a new name that meant something else before", async () => {
    const { before, after, renames } = await versionsOf(
      both(thing, thing, { Thing: object("old_name", "newName") }),
      both(thing, thing, { Thing: object("newName", "new-name") }),
    );
    const source = code.replace("one.old", "[one.old_name, one.newName]");
    const plan = planIn(projectOf({ before, after, renames }, { "a.ts": source }), renames);
    const [file] = plan.files;
    expect(file?.after ?? source).not.toMatch(/one\.newName, one\.newName/);
  });
});

const caller = `${facade}const order = await shop.orders.get({ order_id: "1" });\nString(order.total);\n`;
const fixed = caller.replace("order_id", "id").replace("order.total", "order.amount");

describe("files", () => {
  test("are written all or none, keep their mode, and nothing else is touched", () => {
    const folder = projectOf(versions, { "a.ts": caller, "b.ts": caller, "c.ts": "export {};\n" });
    const [a, b] = ["src/a.ts", "src/b.ts"].map((path) => join(folder, path)) as [string, string];
    chmodSync(a, 0o755);
    const plan = planIn(folder, versions.renames);
    writeFileSync(b, `${caller}// changed by somebody\n`);
    expect(() => applyFixes(plan)).toThrow(DiagnosticError);
    expect(readFileSync(a, "utf8")).toBe(caller);
    writeFileSync(b, caller);
    applyFixes(plan);
    expect([a, b].map((path) => readFileSync(path, "utf8"))).toEqual([fixed, fixed]);
    expect(statSync(a).mode & 0o777).toBe(0o755);
  });

  test("outside of the project are left, also behind links", () => {
    const folder = projectOf(versions, { "a.ts": caller });
    const outside = makeFolder({ "b.ts": caller.replace("../shop", "../test/shop") });
    symlinkSync(join(folder, "shop"), join(outside, "shop"));
    symlinkSync(join(outside, "b.ts"), join(folder, "src/b.ts"));
    mkdirSync(join(folder, "src/deep"));
    symlinkSync(outside, join(folder, "src/deep/linked"));
    const plan = planIn(folder, versions.renames);
    expect(plan.files.map(({ path }) => path)).toEqual([join(folder, "src/a.ts")]);
    expect(readFileSync(join(outside, "b.ts"), "utf8")).toContain("order.total");
  });

  test("of 5 MB end the run before anything is written", () => {
    const large = `export const data = "${"x".repeat(5 * 1024 * 1024)}";\n`;
    const folder = projectOf(versions, { "a.ts": caller, "data.ts": large });
    expect(() => planIn(folder, versions.renames)).toThrow(/5\.0 MB/);
    expect(readFileSync(join(folder, "src/a.ts"), "utf8")).toBe(caller);
  });
});

test("plans for two clients become one, but for a file in which they meet", () => {
  const planned = (path: string, start: number, text: string): FixPlan => ({
    ...{ folder: "/p", roots: ["/p"], left: [], leftOut: [] },
    files: [
      {
        ...{ path, before: "one two", places: 1 },
        after: start === 0 ? `${text} two` : `one ${text}`,
        edits: [{ start, end: start + 3, text }],
      },
    ],
  });
  const merged = mergePlans(planned("/p/a.ts", 0, "1"), [
    planned("/p/a.ts", 4, "2"),
    planned("/p/b.ts", 0, "1"),
    planned("/p/b.ts", 0, "2"),
  ]);
  expect(merged.files.map(({ path, after, places }) => [path, after, places])).toEqual([
    ["/p/a.ts", "1 2", 2],
  ]);
  expect(merged.left.map(({ file }) => file)).toEqual(["b.ts"]);
});

describe("comments about what is left to do", () => {
  const jsx =
    "export const A = () => {\n\tconst x = 1;\n\treturn (\n\t\t<b\n\t\t\ttitle={x}\n\t\t>\n\t\t\ttext {x}\n\t\t</b>\n\t);\n};\n";
  const at = (file: string, line: number, column: number, id = "abc"): Todo => {
    return { id, message: "the property\n*/ is gone", file: `src/${file}`, line, column };
  };

  test("stand above the statement, once", () => {
    const folder = projectOf(versions, { "a.tsx": jsx, "b.ts": caller.replaceAll("\n", "\r\n") });
    const todos = [
      at("a.tsx", 5, 11),
      at("a.tsx", 7, 10),
      at("b.ts", 4, 8),
      at("b.ts", 4, 9, "def"),
    ];
    const plan = withTodos(planIn(folder, versions.renames), todos);
    const after = sourcesAfter(folder, plan);
    const text = "TODO(tether abc): the property *\\/ is gone";
    expect(after["a.tsx"]).toBe(jsx.replace("\treturn", `\t// ${text}\n\treturn`));
    expect(after["b.ts"]).toBe(
      fixed
        .replace("String", `// ${text}\n// ${text.replace("abc", "def")}\nString`)
        .replaceAll("\n", "\r\n"),
    );
    applyFixes(plan);
    const again = todos.map((todo) => ({
      ...todo,
      line: todo.line + (todo.file === "src/b.ts" ? 2 : 1),
    }));
    expect(withTodos({ ...plan, files: [] }, again).files).toEqual([]);
  });
});
