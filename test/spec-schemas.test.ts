import { readdirSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { describe, expect, test } from "vitest";
import { parse } from "yaml";
import {
  below,
  deref,
  entryOf,
  type Fields,
  fieldsOf,
  operationsOf,
} from "./support/provenance.js";

const folder = fileURLToPath(new URL("../spec/", import.meta.url));
const files = new Map(
  readdirSync(folder, { recursive: true, encoding: "utf8" })
    .filter((file) => file.endsWith(".yaml"))
    .map((file) => [file.replaceAll("\\", "/"), parse(readFileSync(folder + file, "utf8"))]),
);
const entry = entryOf(files);

function component(section: string, name: string): Fields {
  return fieldsOf(deref(files, below(entry, "components", section, name)).value);
}

/** Text of 1 to 255 characters that may be null: most fields of the raw BOM. */
const nullableText = { type: ["string", "null"], minLength: 1, maxLength: 255 };
const text = { type: "string", minLength: 1, maxLength: 255 };
const shortText = { type: "string", maxLength: 255 };

describe("schemas", () => {
  test.each<[string, Fields]>([
    [
      "ApiKey",
      {
        id: { type: "string" },
        name: { type: "string" },
        prefix: { type: "string" },
        created: { type: "string", format: "date-time" },
        expiry_date: { type: "string", format: "date-time" },
        has_expired: { type: "boolean" },
        revoked: { type: "boolean" },
        key_type: { type: "string" },
        created_by: { type: "string" },
        integration_id: { type: "string" },
        integration_instance_id: { type: "string" },
      },
    ],
    [
      "ApiKeyUpdate",
      { name: shortText, integration_id: shortText, integration_instance_id: shortText },
    ],
    [
      "CreateRawBom",
      {
        name: text,
        version: nullableText,
        part_number: nullableText,
        data_source: nullableText,
        approved: { type: "boolean", default: false },
        metadata: { type: "object", default: {} },
        raw_lines: { type: "array", items: { $ref: "#/CreateRawBomLine" } },
        synced_from_integration: { type: "boolean", default: false },
        integration_source_name: { type: ["string", "null"] },
        integration_record_id: { type: ["string", "null"] },
        synced_from_integration_at: { type: ["string", "null"] },
      },
    ],
    [
      "CreateRawBomLine",
      {
        custom_id: nullableText,
        mpn: nullableText,
        alternative_mpns: { type: "array", items: { type: "string" } },
        manufacturer_name: nullableText,
        quantity: { type: "integer", default: 0 },
        reference_designators_string: text,
        reference_designators: { type: "array", items: { type: "string" } },
        description: nullableText,
        link: nullableText,
        comments: nullableText,
        do_not_place: { type: "boolean", default: false },
        line_number: nullableText,
        value: nullableText,
        package: nullableText,
        mount_type: nullableText,
        metadata: { type: "object", default: {} },
        is_custom_part: { type: "boolean", default: false },
      },
    ],
    [
      "BomWebhookEvent",
      {
        event_type: { type: "string", enum: ["created", "updated"] },
        record_type: { const: "BOM" },
        id: { type: "string", format: "uuid" },
        data: {},
      },
    ],
  ])("%s has the documented fields", (name, expected) => {
    const properties = fieldsOf(component("schemas", name)["properties"]);
    const bare = Object.entries(properties).map(([key, schema]) => {
      const { description: _, "x-provenance": __, ...rest } = fieldsOf(schema);
      return [key, rest] as const;
    });
    expect(Object.fromEntries(bare)).toEqual(expected);
    expect(bare.map(([key]) => key)).toEqual(Object.keys(expected));
  });

  test("require all 11 fields of ApiKey and no field elsewhere", () => {
    const names = Object.keys(fieldsOf(below(entry, "components", "schemas").value));
    const required = names.map((name) => [name, component("schemas", name)["required"]]);
    expect(Object.fromEntries(required)).toEqual({
      ApiKey: Object.keys(fieldsOf(component("schemas", "ApiKey")["properties"])),
      ApiKeyUpdate: undefined,
      CreateRawBom: undefined,
      CreateRawBomLine: undefined,
      BomWebhookEvent: undefined,
    });
    expect(component("schemas", "ApiKey")["required"]).toHaveLength(11);
  });
});

test("the webhook posts the documented body without a key", () => {
  const [webhook, ...others] = operationsOf(files, "webhooks");
  expect(others).toEqual([]);
  expect(webhook?.key).toBe("bom");
  expect(webhook?.fields).toMatchObject({
    operationId: "bomWebhook",
    security: [],
    requestBody: {
      content: {
        "application/json": { schema: { $ref: "components/schemas.yaml#/BomWebhookEvent" } },
      },
    },
  });
});
