import { describe, expect, test } from "vitest";
import { spec } from "../outputs/testing-spec.js";
import { compile } from "../support/compiler.js";
import { type Files, generateInto, specWith } from "../support/generator.js";

const { files } = await generateInto(spec);

/** What a user's test may hold. */
const program = `
import type { Client, ServerSentEvent, Things, Thing } from "./index.js";
import { thingsGet, listThings } from "./index.js";
import { createTestClient, reply, type TestCall, type TestClient, type TestHandlers, type TestOptions } from "./testing.js";

const things: TestHandlers["listThings"] = ({ org_id }) => [{ id: org_id ?? "none" }];
async function* events(): AsyncGenerator<ServerSentEvent, void, void> {
  yield { event: "message", data: "", id: "", retry: undefined };
}
async function* lines() {
  yield { id: "1" };
}
const options: TestOptions = { orgId: "o1", maxRetries: 1 };
const client: TestClient = createTestClient(
  {
    listThings: things,
    makeThing: async ({ body }, { idempotencyKey }) => ({ ...body, name: idempotencyKey ?? "" }),
    thingsGet: ({ id }) => (id === "0" ? reply(404, { detail: "gone" }) : { id }),
    deleteThing: () => {},
    hasThing: async () => {},
    listByCursor: ({ cursor }) => ({ items: [{ id: cursor ?? "" }] }),
    getFile: () => new Blob([]),
    getText: () => "text",
    getEvents: () => events(),
    getLines: lines,
    getReport: ({ accept }) => (accept === "text/csv" ? "a" : { id: "1" }),
  },
  options,
);
export const facade: Things = client;
export const standalone: Client = client;
export const list: Promise<Thing[]> = listThings(client);
export const one: Promise<Thing> = thingsGet(client.$client, { id: "1" });
export function idsOf(calls: readonly TestCall[]): string[] {
  return calls.flatMap((call) => (call.operation === "thingsGet" ? [call.params.id] : []));
}
export const ids: string[] = idsOf(client.$calls);
createTestClient({});
createTestClient();
`;

const wrong: Readonly<Record<string, [handlers: string, problem: RegExp]>> = {
  "data of another type": ["listThings: () => [{ id: 1 }]", /'number' is not assignable/],
  "data that lacks a member": ["thingsGet: () => ({})", /'\{\}' is not assignable/],
  "data where there is none": ["deleteThing: () => 1", /'number' is not assignable/],
  "an argument that there is not": [
    "thingsGet: ({ ID }) => ({ id: ID })",
    /Property 'ID' does not exist/,
  ],
  "an operation that there is not": ["listThing: () => []", /'listThing' does not exist/],
};

describe("the handlers of a test client", () => {
  test("have the types of their operations", () => {
    expect(compile({ client: { ...files, "program.ts": program } })).toEqual([]);
  });

  test("do not compile if they have others", () => {
    const programs = Object.fromEntries(
      Object.entries(wrong).map(([_, [handlers]], index) => [
        `wrong-${index}.ts`,
        `import { createTestClient } from "./testing.js";\ncreateTestClient({ ${handlers} });\n`,
      ]),
    );
    const found = compile({ client: { ...files, ...programs } });
    expect(found).toHaveLength(Object.keys(wrong).length);
    for (const [index, [_, problem]] of Object.values(wrong).entries()) {
      expect(found.find((text) => text.includes(`wrong-${index}.ts`))).toMatch(problem);
    }
  });

  test("do not compile with a fetch, which the client would not call", () => {
    const text = `import { createTestClient } from "./testing.js";\ncreateTestClient({}, { fetch });\n`;
    expect(compile({ client: { ...files, "wrong.ts": text } })).toEqual([
      expect.stringContaining("'fetch' does not exist"),
    ]);
  });
});

/** Clients in which the API's own names are those that the module uses itself. */
async function named(name: string, tag: string, operationId: string): Promise<Files> {
  const output = await generateInto(
    specWith({ "GET /a": { operationId, tags: [tag], responses: { 204: { description: "" } } } }),
    undefined,
    { name },
  );
  return output.files;
}

test("no name of an API causes a conflict", async () => {
  const outputs = {
    test: await named("Test", "testing", "createTestClient"),
    reply: await named("Reply", "$client", "reply"),
    calls: await named("TestHandlers", "$calls", "api"),
    facade: await named("Facade", "call", "facade"),
    client: await named("X", "baseUrl", "send"),
  };
  expect(compile(outputs)).toEqual([]);
  // The group wins, and the client is still there.
  const uses = `
import { createTestClient } from "./testing.js";
import { facade } from "./index.js";
const client = createTestClient({ facade: () => {} });
await client.call.facade();
await facade(client.$client);
`;
  expect(compile({ facade: { ...outputs.facade, "uses.ts": uses } })).toEqual([]);
});
