import { join } from "node:path";
import { expect, test } from "vitest";
import { impactOf } from "../../generator/impact/index.js";
import { must } from "../../generator/narrowing.js";
import { type Files, generateInto, makeFolder } from "../support/generator.js";
import { settings } from "./fix/support.js";
import { written } from "./support.js";

/** A request and an answer whose schemas have no name; what it has of which, the changes say. */
const specWith = (
  sent: readonly string[],
  got: readonly string[],
  query: readonly string[] = [],
) => `
openapi: 3.1.0
info: { title: Desk, version: "1" }
servers: [{ url: "https://desk.example" }]
paths:
  /tickets:
    post:
      operationId: add_ticket
      tags: [tickets]
      parameters: [${query.join(", ")}]
      requestBody:
        required: true
        content:
          application/json:
            schema:
              type: object
              required: [a]
              properties:
                a: { type: string }
                ${sent.join("\n                ")}
      responses:
        "200":
          description: Added.
          content:
            application/json:
              schema:
                type: object
                required: [id]
                properties:
                  id: { type: string }
                  ${got.join("\n                  ")}
`;

const before = specWith(
  [
    "b: { type: string }",
    "c: { type: object, properties: { d: { type: string }, e: { type: integer } } }",
  ],
  [
    "note: { type: string }",
    "by: { type: object, properties: { mail: { type: string }, name: { type: string } } }",
  ],
);
const after = specWith(
  ["c: { type: object, properties: { d: { type: string } } }"],
  ["by: { type: object, properties: { name: { type: string } } }"],
);

async function impactOn(
  files: Files,
  [base, revision]: readonly [string, string],
  outputs: NonNullable<Parameters<typeof generateInto>[3]>,
): Promise<string[]> {
  const folder = makeFolder({
    "package.json": '{ "type": "module" }',
    "tsconfig.json": JSON.stringify({ compilerOptions: settings, include: ["src"] }),
    "base.yaml": base,
    "revision.yaml": revision,
    "tether.config.yaml": JSON.stringify({
      ...{ spec: "base.yaml", output: "desk", client: { name: "Desk" }, outputs },
    }),
    ...files,
  });
  await generateInto(base, join(folder, "desk"), { name: "Desk" }, outputs);
  const [result] = await impactOf({
    ...{ base: join(folder, "base.yaml"), revision: join(folder, "revision.yaml") },
    ...{ config: join(folder, "tether.config.yaml"), projects: [folder] },
  });
  return written(must(result, "a project has a report").report);
}

const leaving = (imports: string, call: (body: string) => string, all: string) => `${imports}
export async function whole(text: string) {
  const it = await ${call("JSON.parse(text)")};
  return JSON.stringify(it);
}
export async function part(text: string) {
  const it = await ${call('{ a: "1", c: JSON.parse(text) }')};
  return JSON.stringify(it?.by);
}
export async function anything(given: any) {
  await ${all};
}
export async function neither() {
  const it = await ${call('{ a: "1", c: { d: "2" } }')};
  return \`\${it?.id} \${it?.by?.name}\`;
}
`;

const ofFacade = leaving(
  'import { createDesk } from "../desk/index.js";\nconst desk = createDesk({});',
  (body) => `desk.tickets.addTicket({ body: ${body} })`,
  "desk.tickets.addTicket(given)",
);
const ofFetch = leaving(
  'import { createDeskFetch } from "../desk/fetch.js";\nconst desk = createDeskFetch({});',
  (body) => `desk.POST("/tickets", { body: ${body} }).then(({ data }) => data)`,
  'desk.POST("/tickets", given)',
);
const ofPaths = leaving(
  'import createClient from "openapi-fetch";\nimport type { paths } from "../desk/paths.js";\nconst desk = createClient<paths>({});',
  (body) => `desk.POST("/tickets", { body: ${body} }).then(({ data }) => data)`,
  'desk.POST("/tickets", given)',
);

test.each([
  ["functions", ofFacade, {}],
  ["a client by path beside functions", ofFetch, { paths: true, fetch: true }],
  ["types of paths alone", ofPaths, { client: false, paths: true }],
] as const)(
  "bodies and answers without a name, as whole values, of %s",
  async (_, text, outputs) => {
    const start = text.split("\n").findIndex((each) => each.includes("JSON.parse(text)"));
    const at = (offset: number) => `  src/a.ts:${start + 1 + offset}`;
    const found = await impactOn({ "src/a.ts": text }, [before, after], outputs);
    expect(blocksOf(found)).toEqual(
      [
        // The body's own field, where all of the body or of the arguments comes from elsewhere.
        ["mayBreak request.property.removed", at(0), at(8)],
        ["mayBreak request.property.removed", at(0), at(4), at(8)],
        ["mayBreak response.property.removed", at(1)],
        ["mayBreak response.property.removed", at(1), at(5)],
      ].map((each) => each.join("\n")),
    );
  },
);

test("a name that a call never gave is none that it has to give another way", async () => {
  const calls = `import { createDesk } from "../desk/index.js";
const desk = createDesk({});
export const without = () => desk.tickets.addTicket({ body: { a: "1" } });
export const given = (sent) => desk.tickets.addTicket({ limit: 1, body: { a: "1", b: sent } });
`;
  const limit = (name: string, required: boolean) =>
    `{ name: ${name}, in: query, required: ${required}, schema: { type: integer } }`;
  const older = specWith(["b: { type: string }"], [], [limit("limit", false)]);
  const optional = specWith(["b2: { type: string }"], [], [limit("size", false)]);
  // No compiler checks this file.
  const files = {
    "src/a.js": calls,
    "tsconfig.json": JSON.stringify({
      compilerOptions: { ...settings, checkJs: false, allowJs: true },
      include: ["src"],
    }),
  };
  expect(blocksOf(await impactOn(files, [older, optional], {}))).toEqual([
    "mayBreak operation.parameter.renamed\n  src/a.js:4",
    "mayBreak request.property.renamed\n  src/a.js:4",
  ]);
  const demanded = specWith(["b: { type: string }"], [], [limit("size", true)]);
  expect(blocksOf(await impactOn(files, [older, demanded], {}))).toEqual([
    "mayBreak operation.parameter.renamed\n  src/a.js:3\n  src/a.js:4\n  src/a.js:4",
  ]);
});

/** Findings in any order, each with its places. */
function blocksOf(lines: readonly string[]): string[] {
  return lines
    .join("\n")
    .split(/\n(?! )/)
    .sort();
}
