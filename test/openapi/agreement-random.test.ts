import { describe, expect, test } from "vitest";
import { compareSpecs } from "../../generator/diff/index.js";
import { buildApi } from "../../generator/model/index.js";
import { load } from "../support/generator.js";
import { fc, times } from "../support/random.js";

/**
 * What the client says of a random document is held against what the diff says of changes to it: each
 * is asked by its own door, so that a rule that one of them reads in its own way shows here.
 */

type Json = Record<string, unknown>;

const spellings = (name: string) => fc.constantFrom(name, name.toLowerCase(), name.toUpperCase());
const statuses = ["200", "201", "2XX", "204", "302", "404", "4XX", "500", "default"];
const text = { type: "string" };
const components = ["A", "B", "C"] as const;
const schemeNames = ["key", "token", "other"] as const;

const scheme = fc.constantFrom<Json>(
  { type: "apiKey", in: "header", name: "X-Key" },
  { type: "http", scheme: "bearer" },
  { type: "http", scheme: "basic" },
);
const requirements = fc.array(
  fc.dictionary(fc.constantFrom(...schemeNames), fc.constant([]), { maxKeys: 2 }),
  { maxLength: 2 },
);
const servers = fc.uniqueArray(
  fc.constantFrom("https://a.example", "https://b.example/v1", "https://c.example"),
  { maxLength: 2 },
);
const use = (name: string) => ({ $ref: `#/components/schemas/${name}` });
const schema = fc.oneof(
  fc.constantFrom(...components).map(use),
  fc.constantFrom(...components).map((name) => ({ allOf: [use(name)] })),
  fc.constantFrom(...components).map((name) => ({ type: "array", items: use(name) })),
  fc.constantFrom(...components).map((name) => ({ oneOf: [use(name), { type: "null" }] })),
  fc.constant(text),
);
const response = fc.record({
  description: fc.constant("D"),
  content: schema.map((each) => ({ "application/json": { schema: each } })),
});
const header = fc.record({
  name: fc.constantFrom("X-Trace", "X-Tenant").chain(spellings),
  in: fc.constant("header"),
  schema: fc.constant(text),
  required: fc.boolean(),
});

const operation = fc.record(
  {
    responses: fc.dictionary(fc.constantFrom(...statuses), response, { minKeys: 1, maxKeys: 4 }),
    parameters: fc.uniqueArray(header, {
      maxLength: 2,
      selector: ({ name }) => name.toLowerCase(),
    }),
    security: requirements,
    servers: servers.map((urls) => urls.map((url) => ({ url }))),
  },
  { requiredKeys: ["responses"] },
);

const document = fc.record(
  {
    openapi: fc.constant("3.1.0"),
    info: fc.constant({ title: "T", version: "1" }),
    security: requirements,
    servers: servers.map((urls) => urls.map((url) => ({ url }))),
    paths: fc.record({
      "/a": fc.record({ get: operation, post: operation }, { requiredKeys: ["get"] }),
    }),
    components: fc.record({
      schemas: fc.record(
        Object.fromEntries(
          components.map((name) => [
            name,
            fc.oneof(
              fc.constant({ type: "object", properties: { own: text } }),
              fc.constantFrom(...components).map((other) => ({
                type: "object",
                properties: { inner: use(other) },
              })),
            ),
          ]),
        ),
      ),
      securitySchemes: fc.record(Object.fromEntries(schemeNames.map((name) => [name, scheme])), {
        requiredKeys: ["key"],
      }),
    }),
  },
  { requiredKeys: ["openapi", "info", "paths", "components"] },
) as fc.Arbitrary<Json>;

const copy = (value: Json): Json => JSON.parse(JSON.stringify(value)) as Json;
const operationIn = (spec: Json, method: string): Json =>
  (spec["paths"] as Record<string, Record<string, Json>>)["/a"]?.[method.toLowerCase()] as Json;
const clientOf = async (spec: Json) => buildApi(await load(JSON.stringify(spec))).api;
const findings = async (before: Json, after: Json) => {
  const [base, revision] = [await load(JSON.stringify(before)), await load(JSON.stringify(after))];
  return compareSpecs(base, revision).findings;
};

describe("client and diff agree about any document", () => {
  /** @param check gives how often it had something to hold against the other */
  const holds = (name: string, check: (spec: Json) => Promise<number>) =>
    test(name, async () => {
      let held = 0;
      const property = fc.asyncProperty(document, async (spec) => {
        held += await check(spec);
      });
      await fc.assert(property, { numRuns: times(60) });
      expect(held).toBeGreaterThanOrEqual(10);
    });

  holds("what is a success", async (spec) => {
    let held = 0;
    for (const { method, responses } of (await clientOf(spec)).operations) {
      for (const { key, success } of responses) {
        held++;
        const after = copy(spec);
        delete (operationIn(after, method)["responses"] as Json)[key];
        const told = await findings(spec, after);
        const gone = told.filter(
          ({ kind, before, operations }) =>
            /Response\.(removed|moved)$/.test(kind) &&
            before === key &&
            operations.some((each) => each.method === method),
        );
        expect(gone.map(({ kind }) => kind)).toEqual([
          success ? "operation.successResponse.removed" : "operation.errorResponse.removed",
        ]);
      }
    }
    return held;
  });

  holds("which security is asked for", async (spec) => {
    const api = await clientOf(spec);
    const declared = Object.keys((spec["components"] as Json)["securitySchemes"] as Json);
    const after = copy(spec);
    for (const { method, security } of api.operations) {
      operationIn(after, method)["security"] = (security ?? api.security.default).map((keys) =>
        Object.fromEntries(keys.map((key) => [key, []])),
      );
    }
    const told = (await findings(spec, after)).filter(({ kind }) => /[sS]ecurity/.test(kind));
    // The client leaves out what asks for a scheme that nothing declares: nobody could serve that.
    const isUnknown = (value: unknown) =>
      Object.keys(value ?? {}).some((key) => !declared.includes(key));
    expect(told.filter(({ before }) => !isUnknown(before))).toEqual([]);
    return api.operations.filter(({ security = api.security.default }) => security.length > 0)
      .length;
  });

  holds("what a header is called", async (spec) => {
    const api = await clientOf(spec);
    const after = copy(spec);
    let held = 0;
    for (const { method, parameters } of api.operations) {
      const own = operationIn(after, method);
      if (own["parameters"] === undefined) continue;
      held += parameters.length;
      own["parameters"] = parameters.map(({ name, required }) => ({
        in: "header",
        name: name.toLowerCase(),
        required,
        schema: text,
      }));
    }
    // It is the same header; what changes is the argument, which callers pass by its name.
    const found = await findings(spec, after);
    const respelled = "operation.headerParameter.respelled";
    expect(found.filter(({ kind }) => kind !== respelled)).toEqual([]);
    return held;
  });

  holds("which servers it has", async (spec) => {
    const { servers, operations } = await clientOf(spec);
    const isOwn = operations.some(
      ({ method }) => ((operationIn(spec, method)["servers"] as unknown[]) ?? []).length > 0,
    );
    const after = copy(spec);
    // What an operation inherits says the same where it stands by itself.
    for (const { method } of operations) {
      const own = operationIn(after, method);
      const servers = own["servers"] as unknown[] | undefined;
      if ((servers?.length ?? 0) === 0) own["servers"] = spec["servers"] ?? [{ url: "/" }];
    }
    expect(await findings(spec, after)).toEqual([]);
    const moved = { ...spec, servers: [{ url: "https://moved.example" }] };
    const kinds = (await findings(spec, moved)).map(({ kind }) => kind);
    const first = (spec["servers"] as { url: string }[] | undefined)?.[0]?.url;
    expect(servers[0]?.url).toBe(first);
    expect(kinds.some((kind) => kind.startsWith("document.server"))).toBe(true);
    if (!isOwn) expect(kinds.every((kind) => kind.startsWith("document."))).toBe(true);
    return first === undefined ? 0 : 1;
  });

  holds("which schemas reach whom", async (spec) => {
    const api = await clientOf(spec);
    let held = 0;
    for (const { method, responses } of api.operations) {
      for (const { contents, success } of responses) {
        const key = contents[0]?.schemaKey;
        if (key === undefined || !success) continue;
        held++;
        const after = copy(spec);
        const schemas = (after["components"] as Json)["schemas"] as Record<string, Json>;
        const changed = schemas[key] as { properties: Json };
        changed.properties = { ...changed.properties, added: text };
        const told = await findings(spec, after);
        const added = told.filter(({ kind }) => kind.endsWith("roperty.added"));
        expect(added.flatMap(({ operations }) => operations.map((each) => each.method))).toContain(
          method,
        );
      }
    }
    return held;
  });
});
