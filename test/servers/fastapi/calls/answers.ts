import { expect } from "vitest";
import type { Call } from "../../calls.js";

export const answerCalls: readonly Call[] = [
  {
    call: "api.answers.text()",
    sent: "GET /answers/text\naccept: text/plain, */*;q=0.1",
    came: '"grüß\\n"',
  },
  {
    call: "api.answers.textEmpty()",
    sent: "GET /answers/text/empty\naccept: text/plain, */*;q=0.1",
    came: '""',
  },
  {
    call: "api.answers.html()",
    sent: "GET /answers/html\naccept: text/html, */*;q=0.1",
    came: '"<p>ok</p>"',
  },
  {
    call: "api.answers.csv()",
    sent: "GET /answers/csv\naccept: text/csv, */*;q=0.1",
    came: '"a,b\\n1,2\\n"',
  },
  {
    call: "api.answers.file()",
    sent: "GET /answers/file\naccept: application/json, */*;q=0.1",
    came: 'file("application/pdf", "%PDF-1.4\\n")',
  },
  {
    call: "api.answers.binary()",
    sent: "GET /answers/binary\naccept: application/octet-stream, */*;q=0.1",
    came: 'file("application/octet-stream", new Uint8Array([0, 255, 128, 10]))',
  },
  {
    call: "api.answers.picture()",
    sent: "GET /answers/picture\naccept: image/png, */*;q=0.1",
    came: 'file("image/png", new Uint8Array([0x89, 0x50, 0x4e, 0x47]))',
  },
  {
    call: "api.answers.stream()",
    sent: "GET /answers/stream\naccept: application/json, */*;q=0.1",
    came: '"one two"',
  },
  {
    call: "api.answers.lines({ count: 2 }).then(list)",
    sent: "GET /answers/lines?count=2\naccept: application/x-ndjson, */*;q=0.1",
    came: "[{ n: 0 }, { n: 1 }]",
  },
  {
    call: "api.answers.lines({ count: 0 }).then(list)",
    sent: "GET /answers/lines?count=0\naccept: application/x-ndjson, */*;q=0.1",
    came: "[]",
  },
  {
    call: "api.answers.events().then(list)",
    sent: "GET /answers/events\naccept: text/event-stream, */*;q=0.1",
    came: '[{ event: "tick", data: { n: 1 }, id: "1", retry: undefined }, { event: "message", data: { n: 2 }, id: "1", retry: undefined }]',
  },
  {
    call: "api.answers.nothing()",
    sent: "DELETE /answers/nothing",
    came: "undefined",
  },
  {
    call: "api.answers.accepted()",
    sent: "POST /answers/accepted\naccept: application/json, */*;q=0.1",
    came: "undefined",
  },
  { call: "api.answers.null()", sent: "GET /answers/null", came: "null" },
  { call: "api.answers.undeclared()", sent: "GET /answers/undeclared", came: "{ any: [1, null] }" },
  { call: "api.answers.number()", sent: "GET /answers/number", came: "42" },
  { call: "api.answers.flags()", sent: "GET /answers/flags", came: "[true, false]" },
  {
    call: 'api.answers.pet({ kind: "cat" })',
    sent: "GET /answers/pet?kind=cat",
    came: '{ kind: "cat", lives: 3 }',
  },
  {
    call: 'api.answers.pet({ kind: "dog" }).then((pet) => (pet.kind === "dog" ? pet.name : pet.lives))',
    sent: "GET /answers/pet?kind=dog",
    came: '"Rex"',
  },
  {
    call: 'api.answers.makers().then((makers) => makers["b"]?.site)',
    sent: "GET /answers/makers",
    came: '"https://b.example"',
  },
  {
    call: "api.answers.maybe({ there: true }).then((maker) => maker?.name)",
    sent: "GET /answers/maybe?there=true",
    came: '"Acme"',
  },
  {
    call: "api.answers.maybe()",
    sent: "GET /answers/maybe",
    came: "null",
    only: "0.115", // the other's document does not say so
  },
  { call: "api.answers.short()", sent: "GET /answers/short", came: '{ name: "a", price: 1.5 }' },
  {
    call: 'api.answers.headers().response().then((response) => [response.headers.get("x-total"), response.headers.getSetCookie()[0]])',
    sent: "GET /answers/headers",
    came: '["12", "session=s1; HttpOnly; Path=/; SameSite=lax"]',
  },
  {
    call: 'api.answers.failures({ status: 409 }).result().then((result) => (result.status === 409 ? result.error.body.message : ""))',
    sent: "GET /answers/failures/409",
    came: '"No."',
  },
  {
    call: "api.answers.failures({ status: 404 })",
    sent: "GET /answers/failures/404",
    fails: { name: "NotFoundError", status: 404, body: { code: 404, message: "No." } },
  },
  {
    call: "api.answers.failures({ status: 418 })",
    sent: "GET /answers/failures/418",
    fails: { status: 418, body: { code: 418, message: "No." } },
  },
  {
    call: "api.answers.failures({ status: 200 })",
    sent: "GET /answers/failures/200",
    came: '"fine"',
  },
  {
    call: "api.answers.httpException()",
    sent: "GET /answers/http-exception",
    fails: { status: 418, body: { detail: { reason: "tea" } } },
  },
  {
    call: 'api.answers.put({ how: "201" }).result().then((result) => (result.status === 201 ? result.data.name : result.status))',
    sent: "PUT /answers/put?how=201",
    came: '"201"',
  },
  {
    call: 'api.answers.put({ how: "204" }).result().then((result) => (result.status === 204 ? result.data : result.status))',
    sent: "PUT /answers/put?how=204",
    came: "undefined",
  },
  {
    call: "api.answers.redirect()",
    sent: [
      "GET /answers/redirect\naccept: application/json, */*;q=0.1",
      "GET /answers/number\naccept: application/json, */*;q=0.1",
    ],
    came: "42",
  },
  {
    call: 'api.answers.slash({ q: "a b" })',
    sent: ["GET /answers/slash?q=a%20b", "GET /answers/slash/?q=a%20b"],
    came: '{ q: "a b" }',
  },
  {
    call: 'api.answers.slashPost({ body: { name: "a" } })',
    sent: 'POST /answers/slash\ncontent-type: application/json\n\n{"name":"a"}',
    fails: { name: "UnexpectedRedirectError" },
  },
  {
    call: "api.answers.big()",
    sent: "GET /answers/big",
    came: "{ safe: 9007199254740991, negative: -1 }",
  },
  {
    call: "api.answers.pages().all()",
    sent: ["", "?page=2", "?page=3", "?page=4"].map((query) => `GET /answers/pages${query}`),
    came: "[0, 1, 2, 3, 4, 5, 6]",
  },
  {
    call: "api.answers.pages({ size: 9 })",
    sent: "GET /answers/pages?size=9",
    came: "{ items: [0, 1, 2, 3, 4, 5, 6], total: 7, page: 1, size: 9 }",
  },
  {
    call: "api.answers.pages({ page: 0 })",
    sent: "GET /answers/pages?page=0",
    fails: { status: 422, fields: { page: [expect.any(String)] } },
  },
  {
    call: "api.answers.cursors().all()",
    sent: ["", "?cursor=at%3D3", "?cursor=at%3D6"].map((query) => `GET /answers/cursors${query}`),
    came: "[0, 1, 2, 3, 4, 5, 6]",
  },
  {
    call: "api.answers.offsets({ limit: 4 }).all()",
    sent: ["?limit=4", "?offset=4&limit=4", "?offset=7&limit=4"].map(
      (query) => `GET /answers/offsets${query}`,
    ),
    came: "[0, 1, 2, 3, 4, 5, 6]",
  },
];
