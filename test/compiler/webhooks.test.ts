import { describe, expect, test } from "vitest";
import { compile } from "../support/compiler.js";
import { diagnosticsOf, generateInto, model, placed, specOf } from "../support/generator.js";

const body = (schema: unknown) => ({ content: { "application/json": { schema } } });
const kindOf = (value: string) => ({ properties: { kind: { const: value } } });
const webhook = (schema: unknown, discriminator: unknown = "kind") => ({
  post: { "x-client": { discriminator }, requestBody: body(schema), responses: {} },
});

test("a spec whose webhooks have no discriminator gives no webhooks.ts", async () => {
  const { files } = await generateInto(specOf({ webhooks: { a: { post: { responses: {} } } } }));
  expect(Object.keys(files)).not.toContain("webhooks.ts");
  expect(files["index.ts"]).not.toContain("webhooks");
});

test("names that others want too", async () => {
  const names = ["WebhookEvent", "UnknownWebhookEvent", "AEvent", "WebhookError", "OtherKind"];
  const schemas = Object.fromEntries(names.map((name) => [name, kindOf(name)]));
  const operations = ["parseWebhook", "createWebhookHandler", "config", "runtime"];
  const { files } = await generateInto(
    specOf({
      paths: Object.fromEntries(
        operations.map((operationId) => [
          `/${operationId}`,
          { get: { operationId, responses: {} } },
        ]),
      ),
      webhooks: {
        a: webhook({ $ref: "#/components/schemas/WebhookEvent" }),
        b: webhook({ $ref: "#/components/schemas/WebhookError" }),
      },
      components: { schemas },
    }),
  );
  expect(compile({ collisions: files })).toEqual([]);
  const exported = [...(files["webhooks.ts"] ?? "").matchAll(/^export \w+ (\w+)/gm)];
  expect(exported.map(([, name]) => name?.replace(/_\w{6}$/, "_…"))).toEqual([
    "AEvent_…",
    "BEvent",
    "UnknownWebhookEvent_…",
    "WebhookEvent_…",
    "parseWebhook_…",
    "createWebhookHandler_…",
  ]);
});

test("hostile text stays text", async () => {
  const texts = [
    "__proto__",
    "constructor",
    '"];throw 1;//',
    "*/ bad()",
    "a\u2028b",
    `\${`,
    "",
    "kind-of",
  ];
  const outputs = await Promise.all(
    texts.map(async (text, index): Promise<[string, Record<string, string>]> => {
      const schema = {
        required: [text],
        properties: Object.fromEntries([
          [text, { enum: [text, "other"] }],
          [`${text} 2`, { type: "string" }],
        ]),
      };
      const webhooks = { [text || "empty"]: webhook(schema, text) };
      return [`hostile-${index}`, (await generateInto(specOf({ webhooks }))).files];
    }),
  );
  expect(compile(Object.fromEntries(outputs))).toEqual([]);
});

describe("an unusable discriminator is reported with its place", () => {
  const cases: [object, string][] = [
    [{ a: webhook({}) }, `the body's schema has no property "kind"`],
    [
      { a: webhook({ properties: { kind: { type: "string" } } }) },
      'the property "kind" must be a `const` or `enum` of strings',
    ],
    [
      { a: webhook({ properties: { kind: { enum: ["a", 1] } } }) },
      'the property "kind" must be a `const` or `enum` of strings',
    ],
    [
      { a: webhook(kindOf("a")), b: webhook(kindOf("a")) },
      'another webhook also has the value "a"',
    ],
    [
      { a: webhook(kindOf("a")), b: webhook({ properties: { type: { const: "b" } } }, "type") },
      'all webhooks must have the same discriminator, but another has "kind"',
    ],
    [{ a: { post: { "x-client": { discriminator: "kind" } } } }, "the webhook's body must be JSON"],
  ];
  test.each(cases)("%j", async (webhooks, why) => {
    const [found, ...others] = await diagnosticsOf(model(specOf({ webhooks })));
    expect(others).toEqual([]);
    expect(found?.message).toBe(`x-client.discriminator: ${why}`);
    expect(found && placed(found)).toMatch(/^extension-invalid at openapi\.yaml:1:\d+$/);
  });

  test("of another type", async () => {
    const webhooks = { a: webhook(kindOf("a"), 1) };
    const [found] = await diagnosticsOf(model(specOf({ webhooks })));
    expect(found?.message).toBe('"discriminator" must be a string, but is 1');
  });
});
