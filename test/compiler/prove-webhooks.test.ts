import { expect, test } from "vitest";
import { parse } from "yaml";
import { compareSpecs, prove } from "../../generator/diff/index.js";
import type { Spec } from "../../generator/load/index.js";
import { load } from "../support/generator.js";

type Json = Record<string, unknown>;

const content = (schema: unknown) => ({ content: { "application/json": { schema } } });
const read = (text: string) => parse(text) as Json;

/** A webhook that is told apart by `kind`, so that the client has a type for its event. */
const event = (schema: string) => ({
  post: {
    "x-client": { discriminator: "kind" },
    requestBody: { required: true, ...content(read(schema)) },
    responses: { 204: { description: "A" } },
  },
});

/** A webhook whose payload and reply are types only. */
const plain = (payload: string, reply = "{ type: string }", required = true) => ({
  post: {
    requestBody: { required, ...content(read(payload)) },
    responses: { 200: { description: "A", ...content(read(reply)) } },
  },
});

const spec = (webhooks: Json, more: Json = {}) =>
  load(
    JSON.stringify({
      openapi: "3.1.0",
      info: { title: "Yard", version: "1" },
      paths: {},
      ...more,
      webhooks,
    }),
  );

async function proved(before: Promise<Spec>, after: Promise<Spec>) {
  const [base, revision] = [await before, await after];
  const comparison = compareSpecs(base, revision);
  const [proof] = await prove([{ base, revision, comparison }]);
  expect(proof?.disagreements).toEqual([]);
  return (proof?.comparison.findings ?? []).map(({ kind, source, proof: words }) => ({
    kind,
    source,
    words: words.join("\n"),
  }));
}

const docked = (fields: string, required = "[kind]") =>
  `{ type: object, required: ${required}, properties: { kind: { const: docked }, ${fields} } }`;

test("an event is what callers receive", async () => {
  const findings = await proved(
    spec({
      docked: event(docked("berth: { type: integer }, pilot: { type: string }", "[kind, berth]")),
      sunk: event("{ type: object, properties: { kind: { const: sunk } } }"),
    }),
    spec({ docked: event(docked("berth: { type: string }", "[kind, berth]")) }),
  );
  expect(findings).toEqual([
    {
      kind: "response.type.changed",
      source: "breaking",
      words: expect.stringMatching(
        /^payload berth: Type 'string' is not assignable to type 'number'\.$/,
      ),
    },
    {
      kind: "webhook.endpoint.removed",
      source: "breaking",
      words: expect.stringMatching(/^name: .*\nname: .*SunkEvent/),
    },
    {
      kind: "response.property.removed",
      source: "breaking",
      words: "payload: Property 'pilot' does not exist on the new type.",
    },
  ]);
});

test("strings of an event are open, those of a type are not", async () => {
  const state = (values: string) => `state: { enum: [${values}] }`;
  const deep = (values: string) => `ship: { type: object, properties: { ${state(values)} } }`;
  const kind = "response.enum.added";
  const open = await proved(
    spec({ docked: event(docked(state("a"))) }),
    spec({ docked: event(docked(state("a, b"))) }),
  );
  expect(open).toEqual([{ kind, source: "info", words: "" }]);
  const below = await proved(
    spec({ docked: event(docked(deep("a"))) }),
    spec({ docked: event(docked(deep("a, b"))) }),
  );
  expect(below).toMatchObject([{ kind, source: "breaking" }]);
  const typed = await proved(
    spec({ docked: plain(docked(state("a"))) }),
    spec({ docked: plain(docked(state("a, b"))) }),
  );
  expect(typed).toMatchObject([{ kind, source: "breaking" }]);
});

test("the reply is what callers send, and a body that may be missing is not what it was", async () => {
  const payload = "{ type: object, properties: { a: { type: string } } }";
  const reply = (required: string) =>
    `{ type: object, required: ${required}, properties: { ok: { type: boolean } } }`;
  const findings = await proved(
    spec({ docked: plain(payload, reply("[]")) }),
    spec({ docked: plain(payload, reply("[ok]"), false) }),
  );
  expect(findings).toEqual([
    {
      kind: "response.presence.optional",
      source: "breaking",
      words: expect.stringMatching(/^payload: .*'body'/s),
    },
    {
      kind: "request.required.added",
      source: "breaking",
      words: expect.stringMatching(/^reply: .*'200\.ok'/s),
    },
  ]);
});

test("the removal of the last webhook is found too", async () => {
  const findings = await proved(spec({ docked: plain("{ type: string }") }), spec({}));
  expect(findings).toEqual([
    {
      kind: "webhook.endpoint.removed",
      source: "breaking",
      words: expect.stringMatching(/^name: Property 'docked' does not exist/),
    },
  ]);
});

test("a webhook may be in the components", async () => {
  const key = "Ship/in port 100%";
  const $ref = "#/components/pathItems/Ship~1in%20port%20100%25";
  const inComponents = (schema: string) =>
    spec({ docked: { $ref } }, { components: { pathItems: { [key]: plain(schema) } } });
  const object = (type: string) => `{ type: object, properties: { a: { type: ${type} } } }`;
  expect(await proved(inComponents(object("string")), inComponents(object("integer")))).toEqual([
    {
      kind: "response.type.changed",
      source: "breaking",
      words: expect.stringMatching(/^payload a: Type 'number' is not assignable to type 'string'/),
    },
  ]);
});

test("the client has no types for callbacks, so nothing breaks source", async () => {
  const paths = (schema: string) => ({
    paths: {
      "/berths": {
        post: {
          operationId: "order",
          responses: { 204: { description: "A" } },
          callbacks: { done: { "{$request.body#/url}": plain(schema) } },
        },
      },
    },
  });
  const object = (fields: string) => `{ type: object, properties: { ${fields} } }`;
  const findings = await proved(
    spec({}, paths(object("a: { type: string }, b: { type: integer }"))),
    spec({}, paths(object("b: { type: string }"))),
  );
  expect(findings.map(({ kind, source }) => [kind, source])).toEqual([
    ["response.type.changed", "none"],
    ["response.property.removed", "none"],
  ]);
});
