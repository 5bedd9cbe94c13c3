import { client, type Snippet } from "./snippet.js";

export const requests: readonly Snippet[] = [
  {
    name: "no arguments where the path has a parameter",
    error: 2554,
    code: `${client}cofactr.boms.get();`,
  },
  {
    name: "a missing path parameter",
    error: 2345,
    code: `${client}cofactr.boms.get({});`,
  },
  {
    name: "one of two path parameters",
    error: 2345,
    code: `${client}cofactr.boms.lines.get({ bom_id: "1" });`,
  },
  {
    name: "an undefined path parameter",
    error: 2322,
    code: `${client}cofactr.boms.get({ bom_id: undefined });`,
  },
  {
    name: "a number as path parameter",
    error: 2322,
    code: `${client}cofactr.boms.get({ bom_id: 1 });`,
  },
  {
    name: "an object as path parameter",
    error: 2322,
    code: `${client}cofactr.boms.get({ bom_id: { id: "1" } });`,
  },
  {
    name: "an unknown parameter",
    error: 2353,
    code: `${client}cofactr.boms.list({ page: 2 });`,
  },
  {
    name: "org_id on a write",
    error: 2353,
    code: `${client}cofactr.boms.delete({ bom_id: "1", org_id: "U1" });`,
  },
  {
    name: "a body on a GET",
    error: 2353,
    code: `${client}cofactr.boms.list({ body: {} });`,
  },
  {
    name: "a wrong field type in a line of a raw BOM",
    error: 2322,
    code: `${client}cofactr.boms.parseRaw({ body: { name: "A", raw_lines: [{ quantity: "2" }] } });`,
  },
  {
    name: "an unknown field in a line of a raw BOM",
    error: 2353,
    code: `${client}cofactr.boms.parseRaw({ body: { name: "A", raw_lines: [{ qty: 2 }] } });`,
  },
  {
    name: "null where only text is documented",
    error: 2322,
    code: `${client}cofactr.boms.parseRaw({ body: { name: null } });`,
  },
  {
    name: "an unknown field in a body",
    error: 2353,
    code: `${client}cofactr.auth.updateApiKey({ body: { title: "A" } });`,
  },
  {
    name: "an unknown field beside known ones",
    error: 2353,
    code: `${client}cofactr.boms.parseRaw({ body: { name: "A", lines: [] } });`,
  },
  {
    name: "fields in place of a body",
    error: 2353,
    code: `${client}cofactr.auth.updateApiKey({ name: "A" });`,
  },
  {
    name: "an operation that is not known",
    error: 2339,
    code: `${client}cofactr.purchases.orders.list();`,
  },
  {
    name: "every documented field of a raw BOM",
    code: `${client}void cofactr.boms.parseRaw({
  body: {
    name: "A",
    version: null,
    part_number: null,
    data_source: null,
    approved: false,
    metadata: { a: 1 },
    raw_lines: [
      {
        custom_id: null,
        mpn: "X",
        alternative_mpns: ["Y"],
        manufacturer_name: null,
        quantity: 2,
        reference_designators_string: "R1, R2",
        reference_designators: ["R1", "R2"],
        description: null,
        link: null,
        comments: null,
        do_not_place: true,
        line_number: null,
        value: null,
        package: null,
        mount_type: null,
        metadata: {},
        is_custom_part: false,
      },
    ],
    synced_from_integration: true,
    integration_source_name: null,
    integration_record_id: null,
    synced_from_integration_at: null,
  },
});`,
  },
  {
    name: "anything as an undocumented body, and none",
    code: `${client}void cofactr.boms.create({ body: [1, { a: null }] });
void cofactr.boms.create();
void cofactr.auth.updateApiKey();
void cofactr.boms.list({ org_id: undefined });`,
  },
];
