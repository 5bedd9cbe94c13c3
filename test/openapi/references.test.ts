import { expect, test } from "vitest";
import { rewriteReferences, type Slot } from "../../generator/openapi/index.js";

const ref = (name: string) => ({ $ref: `#/components/schemas/${name}` });

test("every reference is changed where it is allowed, and data is not changed", () => {
  const document = (name: string, target = name) => ({
    paths: {
      $ref: `paths.yaml#/${name}`,
      "/a": {
        $ref: `#/paths/${name}`,
        get: {
          parameters: [{ $ref: `#/components/parameters/${name}` }],
          requestBody: { content: { "text/plain": { schema: ref(name) } } },
          responses: {
            200: {
              headers: { "X-A": { $ref: `#/components/headers/${name}` } },
              content: { $ref: `contents.yaml#/${name}` },
            },
          },
        },
      },
    },
    components: {
      schemas: {
        B: {
          properties: { $ref: { items: ref(name) }, constructor: ref(name) },
          discriminator: {
            propertyName: "k",
            mapping: { a: target, b: `#/components/schemas/${name}` },
          },
        },
      },
    },
  });
  const data = { examples: [ref("A")], default: ref("A"), "x-kept": ref("A"), enum: [ref("A")] };
  const given = { ...document("A"), webhooks: { w: { post: { requestBody: data } } } };
  const seen: Slot[] = [];
  const changed = rewriteReferences(given, { one: "document" }, (text, slot) => {
    seen.push(slot);
    return text.replace(/A$/, "Z");
  });
  expect(changed).toEqual({ ...document("Z", "#/components/schemas/Z"), webhooks: given.webhooks });
  expect(seen).toContainEqual({ map: "mediaType" });
  expect(seen).toContainEqual({ one: "pathItem" });
  expect(rewriteReferences(data, { one: "schema" }, () => "changed")).toEqual(data);
});

test.each([["A"], ["#/components/schemas/A"], ["other.yaml"]])(
  "a value of a discriminator keeps its spelling if nothing changes: %s",
  (target) => {
    const value = { propertyName: "k", mapping: { a: target }, defaultMapping: target };
    const seen: string[] = [];
    const slot: Slot = { one: "discriminator" };
    const copy = rewriteReferences(value, slot, (text) => {
      seen.push(text);
      return text;
    });
    expect(copy).toEqual(value);
    expect(seen).toEqual(Array(2).fill(target === "A" ? "#/components/schemas/A" : target));
  },
);

test("a map of strings may have an entry called $ref", () => {
  const value = { mapping: { $ref: "A" } };
  const changed = rewriteReferences(
    value,
    { one: "discriminator" },
    () => "#/components/schemas/B",
  );
  expect(changed).toEqual({ mapping: { $ref: "#/components/schemas/B" } });
});
