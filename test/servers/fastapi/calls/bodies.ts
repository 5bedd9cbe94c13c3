import { expect } from "vitest";
import type { Call } from "../../calls.js";

const json = (request: string, body: string): string =>
  `${request}\ncontent-type: application/json\n\n${body}`;

export const bodyCalls: readonly Call[] = [
  {
    call: 'api.bodies.create({ body: { name: "a", price: 1.5, kind: "wing nut", maker: { name: "Acme" }, attributes: { n: 1, s: "x" } } })',
    sent: json(
      "POST /bodies/items",
      '{"name":"a","price":1.5,"kind":"wing nut","maker":{"name":"Acme"},"attributes":{"n":1,"s":"x"}}',
    ),
    came: '{ name: "a", price: 1.5, kind: "wing nut", tags: [], maker: { name: "Acme", site: null }, attributes: { n: 1, s: "x" }, id: "00000000-0000-4000-8000-000000000001", created_at: "2024-01-02T03:04:05Z" }',
    only: "0.115",
  },
  {
    call: 'api.bodies.create({ body: { name: "a", price: 1.5, kind: "wing nut", attributes: { n: 1, s: "x" } } })',
    sent: json(
      "POST /bodies/items",
      '{"name":"a","price":1.5,"kind":"wing nut","attributes":{"n":1,"s":"x"}}',
    ),
    // pydantic 1 does not say in its document that `maker` may be null, and answers null: what came
    // is what the document says plus that.
    came: '{ name: "a", price: 1.5, kind: "wing nut", tags: [], maker: null as never, attributes: { n: 1, s: "x" }, id: "00000000-0000-4000-8000-000000000001", created_at: "2024-01-02T03:04:05+00:00" }',
    only: "0.92",
  },
  {
    call: 'api.bodies.create({ body: { name: "", price: 0, maker: { name: "x" } } })',
    sent: json("POST /bodies/items", '{"name":"","price":0,"maker":{"name":"x"}}'),
    fails: {
      status: 422,
      fields: {
        name: [expect.stringMatching(/at least 1 character/)],
        price: [expect.stringMatching(/greater than 0$/)],
      },
    },
  },
  {
    call: 'api.bodies.create({ body: { name: "a", price: 1, maker: {} as { name: string } } })',
    sent: json("POST /bodies/items", '{"name":"a","price":1,"maker":{}}'),
    fails: {
      status: 422,
      fields: { "maker.name": [expect.stringMatching(/^field required$/i)] },
    },
  },
  {
    call: 'api.bodies.several({ item_id: 7, q: "x", body: { item: { name: "a", price: 1 }, owner: { fullName: "Ann" }, importance: 5 } })',
    sent: json(
      "PUT /bodies/several/7?q=x",
      '{"item":{"name":"a","price":1},"owner":{"fullName":"Ann"},"importance":5}',
    ),
    came: '{ item_id: 7, item: "a", owner: "Ann", importance: 5, q: "x" }',
  },
  {
    call: 'api.bodies.embedded({ body: { item: { name: "Acme", site: "s" } } })',
    sent: json("POST /bodies/embedded", '{"item":{"name":"Acme","site":"s"}}'),
    came: '{ name: "Acme", site: "s" }',
  },
  {
    call: 'api.bodies.pets({ body: { kind: "dog", name: "Rex" } })',
    sent: json("POST /bodies/pets", '{"kind":"dog","name":"Rex"}'),
    came: '{ kind: "dog", name: "Rex" }',
  },
  {
    call: 'api.bodies.pets({ body: { kind: "cat" } })',
    sent: json("POST /bodies/pets", '{"kind":"cat"}'),
    came: '{ kind: "cat", lives: 9 }',
  },
  {
    call: 'api.bodies.union({ body: { name: "Acme" } })',
    sent: json("POST /bodies/union", '{"name":"Acme"}'),
    came: '{ is: "Maker" }',
  },
  {
    call: "api.bodies.union({ body: [1, 2] })",
    sent: json("POST /bodies/union", "[1,2]"),
    came: '{ is: "list" }',
  },
  {
    call: 'api.bodies.union({ body: "text" })',
    sent: json("POST /bodies/union", '"text"'),
    came: '{ is: "str" }',
  },
  {
    call: 'api.bodies.many({ body: [{ name: "a", site: "s" }] })',
    sent: json("POST /bodies/list", '[{"name":"a","site":"s"}]'),
    came: '[{ name: "a", site: "s" }]',
  },
  {
    call: "api.bodies.numbers({ body: { a: 1, constructor: 2 } })",
    sent: json("POST /bodies/numbers", '{"a":1,"constructor":2}'),
    came: "{ a: 1, constructor: 2 }",
  },
  {
    call: "api.bodies.free({ body: { a: [null, { b: 1 }] } })",
    sent: json("POST /bodies/free", '{"a":[null,{"b":1}]}'),
    came: "{ a: [null, { b: 1 }] }",
  },
  {
    call: "api.bodies.anything({ body: false })",
    sent: json("POST /bodies/any", "false"),
    came: "false",
  },
  {
    call: 'api.bodies.optional({ body: { name: "a", site: "s" } })',
    sent: json("POST /bodies/optional", '{"name":"a","site":"s"}'),
    came: '{ name: "a", site: "s" }',
  },
  {
    call: "api.bodies.optional()",
    sent: "POST /bodies/optional",
    came: "null as never",
    only: "0.92", // whose document does not say so
  },
  { call: "api.bodies.optional()", sent: "POST /bodies/optional", came: "null", only: "0.115" },
  {
    call: "api.bodies.optional({ body: null })",
    sent: json("POST /bodies/optional", "null"),
    came: "null",
    only: "0.115",
  },
  {
    call: "api.bodies.tree({ body: { value: 1, children: [{ value: 2 }] } })",
    sent: json("POST /bodies/tree", '{"value":1,"children":[{"value":2}]}'),
    came: "{ value: 1, children: [{ value: 2, children: [] }] }",
  },
  {
    call: "api.bodies.partial({ body: { count: 0 } })",
    sent: json("PATCH /bodies/partial", '{"count":0}'),
    came: "{ count: 0 }",
  },
  {
    call: 'api.bodies.partial({ body: { name: "n", note: null } })',
    sent: json("PATCH /bodies/partial", '{"name":"n","note":null}'),
    came: '{ name: "n", note: null }',
    only: "0.115",
  },
  {
    call: 'api.bodies.pair({ body: [1, "a"] })',
    sent: json("POST /bodies/tuple", '[1,"a"]'),
    came: '{ number: 1, text: "a" }',
  },
  {
    call: 'api.bodies.money({ body: { amount: 0.1, at: "2024-01-02T03:04:05Z" } })',
    sent: json("POST /bodies/money", '{"amount":0.1,"at":"2024-01-02T03:04:05Z"}'),
    came: '{ amount: "0.1", at: "2024-01-02T03:04:05+00:00" }',
  },
  {
    call: 'api.bodies.text({ body: "grüß\\n" })',
    sent: "POST /bodies/text\ncontent-type: text/plain\n\ngrüß",
    came: '"grüß\\n"',
  },
  {
    call: 'api.bodies.vendor({ body: { name: "a", site: "s" } })',
    sent: 'POST /bodies/vendor\ncontent-type: application/vnd.odd+json\n\n{"name":"a","site":"s"}',
    came: '{ name: "a", site: "s" }',
  },
  {
    call: "api.bodies.deleteMany({ body: [1, 2, 3] })",
    sent: json("DELETE /bodies/items", "[1,2,3]"),
    came: "3",
  },
  {
    call: "api.bodies.rawBody({ body: new Uint8Array([0x41, 0x42]) })",
    sent: "POST /bodies/raw\ncontent-type: application/octet-stream\n\nAB",
    came: '{ size: 2, first: "41" }',
  },
  {
    call: "api.bodies.lines({ body: [{ n: 1 }, { n: 2 }] })",
    sent: 'POST /bodies/lines\ncontent-type: application/x-ndjson\n\n{"n":1}\n{"n":2}',
    came: "2",
  },
  {
    call: "api.bodies.lines({ body: stream({ n: 1 }, { n: 2 }) })",
    sent: 'POST /bodies/lines\ncontent-type: application/x-ndjson\n\n{"n":1}\n{"n":2}',
    came: "2",
  },
];
