import { describe, expect, test } from "vitest";
import { addOperations, observe, schemaOf } from "../../generator/observations/index.js";
import { exchangesOf, type MadeCall } from "./exchanges.js";

function one(...calls: MadeCall[]) {
  const { operations } = observe(exchangesOf(...calls));
  const [operation] = operations;
  if (!operation || operations.length > 1) throw new Error(`${operations.length} operations`);
  return operation;
}

/** The schema of the answer to a GET. */
function answered(...answers: unknown[]): unknown {
  const { responses } = one(...answers.map((answer) => ({ sent: "GET /a", answer })));
  const shape = responses[0]?.bodies[0]?.shape;
  return shape && schemaOf(shape, { hasRequired: true });
}

describe("the schema of what was seen", () => {
  test.each<[string, unknown[], unknown]>([
    ["integers", [1, 2], { type: "integer" }],
    ["texts", ['"a"', '"b"'], { type: "string" }],
    ["whole numbers that are written with a fraction", ["1.0"], { type: "number" }],
    ["an exponent", ["1e3"], { type: "number" }],
    ["integers and fractions", ["1", "1.5"], { type: "number" }],
    ["a number in a text", ['"1.5"'], { type: "string" }],
    ["booleans", [true], { type: "boolean" }],
    ["several kinds", ["1", '"a"'], { type: ["string", "integer"] }],
    ["null beside others", ["1", "null"], { type: ["integer", "null"] }],
    ["null alone: nothing is known", ["null"], {}],
    ["lists", [[1, "a"]], { type: "array", items: { type: ["string", "integer"] } }],
    ["empty lists", [[]], { type: "array", items: {} }],
    ["empty objects", [{}], { type: "object" }],
    ["days", ['"2026-11-30"'], { type: "string", format: "date" }],
    ["times", ['"2026-11-30T10:00:00Z"'], { type: "string", format: "date-time" }],
    ["times without an offset", ['"2026-11-30T10:00:00"'], { type: "string" }],
    ["times beside another text", ['"2026-11-30T10:00:00Z"', '"soon"'], { type: "string" }],
    ["placeholders of a recorder: nothing is known", ['"{{id}}"'], {}],
    ["placeholders beside others: nothing is known", ['"{{id}}"', "1"], {}],
  ])("%s", (_, answers, expected) => {
    expect(answered(...answers)).toEqual(expected);
  });

  test("members that were in each of five objects are required", () => {
    const four = [{ a: 1, b: 1 }, { a: 1 }, { a: null }, { a: 1 }];
    const schema = {
      type: "object",
      properties: { a: { type: ["integer", "null"] }, b: { type: "integer" } },
    };
    expect(answered(...four)).toEqual(schema);
    expect(answered(...four, { a: 1 })).toEqual({ ...schema, required: ["a"] });
    expect(answered(...four, { b: 1 })).toEqual(schema);
  });

  test.each([
    ["ids", { "1": 1, "2": 2 }],
    ["UUIDs", { "0b5c1f7e-5d1d-4c6a-9a55-2a3f1f2b4c5d": 1 }],
    ["addresses", { "a@b.test": 1 }],
    ["sentences", { "What is it?": 1 }],
    ["days", { "2026-11-30": 1 }],
  ])("names of members that are values are not written: %s", (_, answer) => {
    expect(answered(answer)).toEqual({ type: "object", additionalProperties: { type: "integer" } });
  });

  test.each(["ID", "SKU", "address1", "x-y", "$ref", "@type", "größe", "a.b", "line_2", "sha256"])(
    "%s is the name of a member",
    (name) => {
      expect(answered({ [name]: 1 })).toEqual({
        type: "object",
        properties: { [name]: { type: "integer" } },
      });
    },
  );

  test("__proto__ and constructor are names like others", () => {
    expect(answered('{"__proto__":1,"constructor":1}')).toEqual({
      type: "object",
      properties: Object.fromEntries([
        ["__proto__", { type: "integer" }],
        ["constructor", { type: "integer" }],
      ]),
    });
  });

  test("an object whose names change each time is a map", () => {
    const word = (from: number) => String.fromCharCode(97 + from);
    const objects = Array.from({ length: 5 }, (_, index) =>
      Object.fromEntries([0, 1, 2].map((each) => [`w${word(index)}${word(each)}`, 1])),
    );
    expect(answered(...objects)).toEqual({ type: "object" });
  });

  test("a body nested 100,000 levels deep ends", () => {
    expect(answered(`${"[".repeat(100_000)}${"]".repeat(100_000)}`)).toMatchObject({
      type: "array",
    });
  });
});

describe("what counts as a call of the API", () => {
  const observed = (...calls: MadeCall[]) => observe(exchangesOf(...calls));

  test("preflights, redirects and switches of protocol are counted, and show nothing", () => {
    const { operations, unused } = observed(
      { sent: "GET /a" },
      { sent: "OPTIONS /a", headers: { "Access-Control-Request-Method": "PUT" }, status: 204 },
      { sent: "GET /b", status: 301 },
      { sent: "GET /c", status: 101 },
    );
    expect(operations.map(({ method, path }) => `${method} ${path}`)).toEqual(["GET /a"]);
    expect(Object.fromEntries(unused)).toEqual({ preflight: 1, redirect: 1, "protocol switch": 1 });
  });

  test("a path that only answered with failures is no operation", () => {
    const { operations, refused } = observed(
      { sent: "GET /a" },
      { sent: "DELETE /a", status: 405 },
      { sent: "GET /b", status: 401 },
      { sent: "GET /b", status: 404 },
    );
    expect(operations.map(({ path }) => path)).toEqual(["/a"]);
    expect(refused.map(({ method, path, seen }) => [method, path, seen])).toEqual([
      ["DELETE", "/a", 1],
      ["GET", "/b", 2],
    ]);
  });

  test("the server is the one that answers with JSON; others are counted", () => {
    const { server, operations, otherServers } = observed(
      { sent: "GET https://cdn.test/1", answer: "x", type: "text/plain" },
      { sent: "GET https://cdn.test/2", answer: "x", type: "text/plain" },
      { sent: "GET https://api.test/a", answer: {} },
    );
    expect(server).toBe("https://api.test");
    expect(operations.length).toBe(1);
    expect(Object.fromEntries(otherServers)).toEqual({ "https://cdn.test": 2 });
  });

  test("paths are below the servers that are given", () => {
    const exchanges = exchangesOf(
      { sent: "GET /v1/a" },
      { sent: "GET /v10/a" },
      { sent: "GET /v1" },
    );
    const { operations } = observe(exchanges, { servers: ["https://api.test/v1/"] });
    expect(operations.map(({ path }) => path)).toEqual(["/", "/a"]);
  });
});

describe("parameters, bodies and credentials", () => {
  test("a query counts from the calls that succeeded; keys are no parameters", () => {
    const { query, credentials } = one(
      { sent: "GET /a?limit=10&tag=a&tag=b&api_key=secret" },
      { sent: "GET /a?limit=all&api_key=secret" },
      { sent: "GET /a?wrong=1", status: 400 },
    );
    expect(query.map(({ name, seen, of }) => ({ name, seen, of }))).toEqual([
      { name: "limit", seen: 2, of: 2 },
      { name: "tag", seen: 1, of: 2 },
    ]);
    expect(query.map(({ shape }) => schemaOf(shape, { hasRequired: false }))).toEqual([
      { type: ["string", "integer"] },
      { type: "array", items: { type: "string" } },
    ]);
    expect(credentials).toEqual([{ credential: { kind: "query", name: "api_key" }, seen: 2 }]);
  });

  test.each([
    [{ Authorization: "Bearer abc.def" }, { kind: "http", scheme: "bearer" }],
    [{ authorization: "basic YTpi" }, { kind: "http", scheme: "basic" }],
    [{ Authorization: "Api-Key abc" }, { kind: "prefix", prefix: "Api-Key" }],
    [{ Authorization: "token abc" }, { kind: "prefix", prefix: "Token" }],
    [{ Authorization: "Sesame open" }, { kind: "header", name: "authorization" }],
    [{ Authorization: "abc" }, { kind: "header", name: "authorization" }],
    [{ "X-API-Key": "abc" }, { kind: "header", name: "x-api-key" }],
    [{ "PRIVATE-TOKEN": "abc" }, undefined],
  ])("%j", (headers, credential) => {
    const { credentials } = one({ sent: "GET /a", headers: headers as Record<string, string> });
    expect(credentials).toEqual(credential ? [{ credential, seen: 1 }] : []);
  });

  test("a request that was refused says nothing about bodies", () => {
    const { request, requestSeen, responses } = one(
      { sent: "POST /a", body: { a: 1 }, status: 201, answer: {} },
      { sent: "POST /a", status: 201, answer: {} },
      { sent: "POST /a", body: { wrong: 1 }, status: 400, answer: { detail: "no" } },
    );
    expect(requestSeen).toMatchObject({ seen: 1, of: 2 });
    expect(request.map(({ shape }) => shape && schemaOf(shape, { hasRequired: false }))).toEqual([
      { type: "object", properties: { a: { type: "integer" } } },
    ]);
    expect(responses.map(({ status, seen, of }) => [status, seen, of])).toEqual([
      [201, 2, 3],
      [400, 1, 3],
    ]);
  });

  test("days come from the times of the calls", () => {
    const days = (...times: string[]) => {
      const { first, last } = one(...times.map((at) => ({ sent: "GET /a", at })));
      return [first, last];
    };
    expect(days("2026-11-30T10:00:00Z", "2026-11-02T10:00:00Z")).toEqual([
      "2026-11-02",
      "2026-11-30",
    ]);
  });
});

test("recordings add up as if they were one", () => {
  const calls: MadeCall[] = [
    { sent: "GET /a?x=1", answer: { a: 1 }, at: "2026-11-01T00:00:00Z" },
    { sent: "GET /a?x=1", answer: { a: 1, b: [1] }, headers: { Authorization: "Bearer a" } },
    { sent: "GET /a", answer: { a: "2026-11-30" }, at: "2026-11-30T00:00:00Z" },
    { sent: "GET /a?y=a", status: 404, answer: { detail: "no" } },
    { sent: "POST /a", body: { a: 1 }, status: 201, answer: { "1": {} } },
    { sent: "POST /a", status: 204 },
  ];
  const all = (made: readonly MadeCall[]) => {
    const { operations, refused } = observe(exchangesOf(...made));
    return [...operations, ...refused];
  };
  const whole = all(calls);
  for (let cut = 1; cut < calls.length; cut++) {
    const [before, after] = [calls.slice(0, cut), calls.slice(cut)].map(all);
    expect(addOperations(before ?? [], after ?? [])).toEqual(whole);
    const stored = JSON.parse(JSON.stringify(before));
    expect(addOperations(stored, after ?? [])).toEqual(whole);
  }
});
