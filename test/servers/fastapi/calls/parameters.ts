import { expect } from "vitest";
import type { Call } from "../../calls.js";

const uuid = "00000000-0000-4000-8000-000000000001";

export const parameterCalls: readonly Call[] = [
  {
    call: "api.parameters.optional()",
    sent: "GET /parameters/optional",
    came: "{ q: null, n: 3, flag: false }",
  },
  {
    call: 'api.parameters.optional({ q: "a b&c=ü+%", n: 5, flag: true })',
    sent: "GET /parameters/optional?q=a%20b%26c%3D%C3%BC%2B%25&n=5&flag=true",
    came: '{ q: "a b&c=ü+%", n: 5, flag: true }',
  },
  {
    call: "api.parameters.optional({ q: null, n: 0 })",
    only: "0.115",
    sent: "GET /parameters/optional?n=0",
    came: "{ q: null, n: 0, flag: false }",
  },
  {
    call: 'api.parameters.optional({ q: "" })',
    sent: "GET /parameters/optional?q=",
    came: '{ q: "", n: 3, flag: false }',
  },
  {
    call: 'api.parameters.required({ q: "x", n: 10 })',
    sent: "GET /parameters/required?q=x&n=10",
    came: '{ q: "x", n: 10 }',
  },
  {
    call: 'api.parameters.required({ q: "x", n: 11 })',
    sent: "GET /parameters/required?q=x&n=11",
    fails: {
      status: 422,
      fields: { n: [expect.stringMatching(/less than or equal to 10$/)] },
    },
  },
  {
    call: "api.parameters.lists()",
    sent: "GET /parameters/lists",
    came: "{ ids: [], kinds: null, names: [] }",
  },
  {
    call: 'api.parameters.lists({ ids: [1, 2], kinds: ["wing nut"], names: ["b,c", "a"] })',
    sent: "GET /parameters/lists?ids=1&ids=2&kinds=wing%20nut&names=b%2Cc&names=a",
    came: '{ ids: [1, 2], kinds: ["wing nut"], names: ["a", "b,c"] }',
  },
  {
    call: "api.parameters.lists({ ids: [], kinds: null })",
    only: "0.115",
    sent: "GET /parameters/lists",
    came: "{ ids: [], kinds: null, names: [] }",
  },
  {
    call: 'api.parameters.enums({ kind: "wing nut", level: 2, order: "desc" })',
    sent: "GET /parameters/enums?kind=wing%20nut&level=2&order=desc",
    came: '{ kind: "wing nut", level: 2, order: "desc" }',
  },
  {
    call: 'api.parameters.enums({ kind: "bolt" })',
    sent: "GET /parameters/enums?kind=bolt",
    came: '{ kind: "bolt", level: 1, order: "asc" }',
  },
  {
    call: 'api.parameters.union({ value: "a", either: 1.5 })',
    sent: "GET /parameters/union?value=a&either=1.5",
    came: '{ value: "a", either: 1.5 }',
  },
  {
    call: "api.parameters.union({ value: 7 })",
    only: "0.92", // pydantic 2 takes the text first
    sent: "GET /parameters/union?value=7",
    came: "{ value: 7, either: null }",
  },
  {
    call: "api.parameters.union({ value: 7, either: null })",
    only: "0.115",
    sent: "GET /parameters/union?value=7",
    came: '{ value: "7", either: null }',
  },
  {
    call: `api.parameters.formats({ day: "2024-02-29", at: "2024-01-02T03:04:05+01:00", clock: "03:04:05", id: "${uuid}", price: 12.5 })`,
    sent: `GET /parameters/formats?day=2024-02-29&at=2024-01-02T03%3A04%3A05%2B01%3A00&clock=03%3A04%3A05&id=${uuid}&price=12.5`,
    came: `{ day: "2024-02-29", at: "2024-01-02T03:04:05+01:00", clock: "03:04:05", id: "${uuid}", price: "12.5" }`,
  },
  {
    call: `api.parameters.formats({ day: "2024-02-29", at: "2024-01-02T03:04:05Z", clock: "03:04:05", id: "${uuid}", price: "0.10" })`,
    only: "0.115",
    sent: `GET /parameters/formats?day=2024-02-29&at=2024-01-02T03%3A04%3A05Z&clock=03%3A04%3A05&id=${uuid}&price=0.10`,
    came: `{ day: "2024-02-29", at: "2024-01-02T03:04:05+00:00", clock: "03:04:05", id: "${uuid}", price: "0.10" }`,
  },
  {
    call: "api.parameters.span({ span: 90 })",
    only: "0.92",
    sent: "GET /parameters/span?span=90",
    came: "90",
  },
  {
    call: 'api.parameters.span({ span: "PT1M30S" })',
    only: "0.115",
    sent: "GET /parameters/span?span=PT1M30S",
    came: "90",
  },
  {
    call: 'api.parameters.aliases({ "item-query": "a", "filter[name]": "b", old: "c" })',
    sent: "GET /parameters/aliases?item-query=a&filter%5Bname%5D=b&old=c",
    came: '{ "item-query": "a", "filter[name]": "b", old: "c", hidden: null }',
  },
  {
    call: 'api.parameters.segments({ thing_id: 7, name: "a b?#ü;=%" })',
    sent: "GET /parameters/things/7/parts/a%20b%3F%23%C3%BC%3B%3D%25",
    came: '{ thing_id: 7, name: "a b?#ü;=%" }',
  },
  {
    call: 'api.parameters.typedSegments({ kind: "wing nut", day: "2024-02-29" })',
    sent: "GET /parameters/kinds/wing%20nut/2024-02-29",
    came: '{ kind: "wing nut", day: "2024-02-29" }',
  },
  {
    call: 'api.parameters.tree({ file_path: "a/b c.txt" })',
    sent: "GET /parameters/tree/a%2Fb%20c.txt",
    came: '"a/b c.txt"',
  },
  {
    call: 'api.parameters.headers({ "x-token": "t 1", "if-match": \'"1"\', "x-count": 2, "x-tags": ["a", "b"] })',
    sent: 'GET /parameters/headers\nif-match: "1"\nx-count: 2\nx-tags: a,b\nx-token: t 1',
    came: '{ x_token: "t 1", if_match: \'"1"\', x_count: 2, x_tags: ["a,b"] }',
  },
  {
    call: 'api.parameters.headers({ "x-token": "t", "if-match": null, "x-tags": null })',
    only: "0.115",
    sent: "GET /parameters/headers\nx-token: t",
    came: '{ x_token: "t", if_match: null, x_count: null, x_tags: null }',
  },
  {
    call: 'api.parameters.underscores({ strange_header: "s" })',
    sent: "GET /parameters/underscores\nstrange_header: s",
    came: '"s"',
  },
  {
    call: 'api.parameters.cookies({ session: "s1", theme: "dark", count: 3 })',
    sent: "GET /parameters/cookies\ncookie: session=s1; theme=dark; count=3",
    came: '{ session: "s1", theme: "dark", count: 3 }',
  },
  {
    call: 'api.parameters.cookies({ session: "s1" })',
    sent: "GET /parameters/cookies\ncookie: session=s1",
    came: '{ session: "s1", theme: "light", count: null }',
  },
  {
    call: 'api.parameters.dependencies({ limit: 5, tags: ["a"], "x-caller": "me" })',
    sent: "GET /parameters/dependencies?tags=a&limit=5\nx-caller: me",
    came: '{ skip: 0, limit: 5, q: null, tags: ["a"], who: "me" }',
  },
  // FastAPI gives the methods of one function one operationId.
  ...["get", "post", "put", "delete"].map((method) => ({
    call: `api.parameters.${method}ParametersMany({ q: "x" })`,
    sent: `${method.toUpperCase()} /parameters/many?q=x`,
    came: `{ method: "${method.toUpperCase()}", q: "x" }`,
  })),
  { call: "api.parameters.head()", sent: "HEAD /parameters/head", came: "undefined" },
  {
    call: "api.parameters.options()",
    sent: "OPTIONS /parameters/options",
    came: '{ allow: ["GET"] }',
  },
  { call: "api.parameters.old()", sent: "GET /parameters/old", came: "true" },
  {
    call: "api.parameters.größe({ size: 3, länge: 4 })",
    sent: "GET /parameters/gr%C3%B6%C3%9Fe/3?l%C3%A4nge=4",
    came: "{ größe: 3, länge: 4 }",
  },
];
