import { readFileSync } from "node:fs";
import { join } from "node:path";
import { beforeAll, expect, test } from "vitest";
import { compile } from "../support/compiler.js";
import { type Files, generateInto, repository } from "../support/generator.js";

const spec = readFileSync(join(repository, "test/mock/shop.yaml"), "utf8");

/** As a person who tests a page has it: MSW's own declarations need those of browsers. */
const options = {
  lib: ["lib.es2023.d.ts", "lib.dom.d.ts", "lib.dom.iterable.d.ts"],
  noUnusedLocals: false,
  declaration: false,
  isolatedDeclarations: false,
};

const start = `import { answer, handlers, mockAt, reply } from "../msw.js";
import { setupServer } from "msw/node";
import { setupWorker } from "msw/browser";
`;

/** Programs that compile. */
const right: Readonly<Record<string, string>> = {
  all: `
const server = setupServer(...handlers);
server.use(answer.getOrder());
export const worker = setupWorker(...mockAt("/api").handlers);`,
  data: `
export const made = answer.getStatus({ state: "ready" });
export const none = answer.deleteOrder(undefined, { once: true });
export const open = answer.importOrders({ any: [1, null] });
export const other = mockAt("*/v1").answer.getOrder(reply(404, { message: "gone" }));
export const raw = answer.getOrder(new Response(null, { status: 503 }));`,
  functions: `
export const one = answer.updateOrder(async ({ path, query, request, usual }) => {
  const id: string = path.order_id;
  const { note } = await request.json();
  const text: string | undefined = note;
  const order = await (await usual()).json();
  const state: "open" | "paid" | "sent" = order.status;
  return { ...order, note: \`\${id} \${text} \${state} \${query.get("q")}\` };
});
export const failing = answer.updateOrder(({ usual }) => usual(422));
export const importing = answer.importOrders(async ({ request }) => request.json());
export const nothing = answer.deleteOrder(() => undefined);`,
};

/** A line that does not, and why. */
const wrong: readonly (readonly [name: string, code: string, why: string])[] = [
  ["member", `answer.getStatus({ state: 7 });`, "not assignable"],
  ["missing", `answer.createOrder({ id: 1 });`, "not assignable"],
  ["operation", `answer.getOrders();`, "does not exist"],
  ["parameter", `answer.getOrder(({ path }) => reply(200, path.id));`, "'id' does not exist"],
  ["status", `answer.getOrder(({ usual }) => usual(500));`, "'500' is not assignable"],
  ["result", `answer.getStatus(() => ({ state: true }));`, "not assignable"],
];

const fileOf = (name: string) => `programs/${name}.ts`;

let errors: readonly string[];
beforeAll(async () => {
  const { files } = await generateInto(spec, undefined, undefined, { msw: true });
  const programs = [
    ...Object.entries(right),
    ...wrong.map(([name, code]) => [name, code] as const),
  ].map(([name, code]) => [fileOf(name), `${start}${code}\n`]);
  errors = compile({ client: { ...files, ...(Object.fromEntries(programs) as Files) } }, options);
});

test("the client itself and programs that use it compile", () => {
  const ofWrong = wrong.map(([name]) => `client/${fileOf(name)}:`);
  expect(errors.filter((error) => !ofWrong.some((file) => error.startsWith(file)))).toEqual([]);
});

test.each(wrong)("%s is an error: %s", (name, _, why) => {
  const own = errors.filter((error) => error.startsWith(`client/${fileOf(name)}:`));
  expect(own).toHaveLength(1);
  expect(own[0]).toContain(why);
});

test("as JavaScript, it has the same types", async () => {
  const made = await generateInto(spec, undefined, { language: "js" }, { msw: true });
  expect(Object.keys(made.files)).toContain("msw.d.ts");
  const programs = Object.fromEntries(
    Object.entries(right).map(([name, code]) => [fileOf(name), `${start}${code}\n`]),
  );
  expect(compile({ client: { ...made.files, ...programs } }, options)).toEqual([]);
});

test("everything strict, with declarations of its own", async () => {
  const { files } = await generateInto(spec, undefined, undefined, { msw: true });
  const { lib } = options;
  expect(compile({ client: files }, { lib })).toEqual([]);
});

test.each(["bigint", "string"] as const)("with 64-bit integers as %s", async (int64) => {
  const { files } = await generateInto(
    spec.replace(
      "note: { type: [string",
      "total: { type: integer, format: int64 }\n            note: { type: [string",
    ),
    undefined,
    { int64 },
    { msw: true },
  );
  const { lib } = options;
  expect(compile({ client: files }, { lib })).toEqual([]);
});
