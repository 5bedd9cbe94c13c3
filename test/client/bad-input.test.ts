import { inspect } from "node:util";
import { type CofactrOptions, createCofactr, InvalidArgumentError } from "cofactr-platform-client";
import { afterAll, beforeEach, describe, expect, test } from "vitest";
import { serve } from "../runtime/server.js";
import { memberOf } from "./call.js";
import { operations } from "./spec.js";

const server = await serve();
afterAll(() => server.close());
beforeEach(() => {
  server.take();
});

const key = "S3CRET-of-the-bad-input";
const options: CofactrOptions = { apiKey: key, baseUrl: server.url, inferred: "allow" };
const facade = createCofactr(options);

/** Everything that an error may be printed as. */
function printed(error: unknown): string {
  const { message, stack } = error as Error;
  return [message, stack, String(error), JSON.stringify(error), inspect(error)].join("\n");
}

async function errorOf(attempt: () => unknown): Promise<unknown> {
  try {
    await attempt();
  } catch (error) {
    return error;
  }
  return undefined;
}

async function expectRefusal(attempt: () => unknown, parameter: string, problem: RegExp) {
  const error = await errorOf(attempt);
  expect(error).toBeInstanceOf(InvalidArgumentError);
  expect(error).toMatchObject({ name: "InvalidArgumentError", parameter });
  const { message } = error as InvalidArgumentError;
  expect(message.startsWith(`${parameter} `), message).toBe(true);
  expect(message).toMatch(problem);
  expect(printed(error)).not.toContain("S3CRET");
  expect(server.take()).toEqual([]);
}

/** Keys that cannot be sent, whether they are given at once or by a function. */
const badKeys: [string, unknown, RegExp][] = [
  ["missing", undefined, /is missing or empty/],
  ["null", null, /is missing or empty/],
  ["empty", "", /is missing or empty/],
  ["blank", " \t ", /is missing or empty/],
  ["a number", 12, /is missing or empty/],
  ["an object", { key }, /is missing or empty/],
  ["with a line break", `${key}\r\nx-more: 1`, /line break/],
  ["with a line break at its end", `${key}\n`, /line break/],
  ["with a NUL", `${key}\0`, /cannot be sent/],
  ["with characters beyond Latin-1", `${key}–€`, /cannot be sent/],
  ["with an emoji", `${key}🔑`, /cannot be sent/],
  ["with a space in front", ` ${key}`, /space/],
  ["with a space at its end", `${key} `, /space/],
  ["prefixed", `Api-Key ${key}`, /must not start with "Api-Key "/],
  ["prefixed in another case", `api-key ${key}`, /must not start with "Api-Key "/],
];

describe("a key that is", () => {
  test.each(badKeys)("%s is refused when the client is created", async (_, apiKey, problem) => {
    const bad = { ...options, apiKey } as CofactrOptions;
    await expectRefusal(() => createCofactr(bad), "apiKey", problem);
  });

  test.each(badKeys)("%s is refused when a function returns it", async (_, apiKey, problem) => {
    const { boms } = createCofactr({ ...options, apiKey: (() => apiKey) as () => string });
    await expectRefusal(() => boms.list(), "apiKey", problem);
    await expectRefusal(() => boms.list().result(), "apiKey", problem);
    await expectRefusal(() => boms.list().response(), "apiKey", problem);
  });
});

test("a missing key is refused", async () => {
  const { apiKey: _, ...rest } = options;
  await expectRefusal(() => createCofactr(rest as CofactrOptions), "apiKey", /is missing or empty/);
});

describe("a base URL is refused:", () => {
  test.each<[string, RegExp]>([
    ["", /must be an absolute http or https URL/],
    ["/v1", /must be an absolute http or https URL/],
    ["api.example.com", /must be an absolute http or https URL/],
    ["//api.example.com", /must be an absolute http or https URL/],
    ["not a url", /must be an absolute http or https URL/],
    ["http://", /must be an absolute http or https URL/],
    ["https://user:S3CRET@host:port", /must be an absolute http or https URL/],
    ["localhost:3000", /must be an absolute http or https URL/],
    ["ftp://api.example.com", /must be an absolute http or https URL/],
    ["file:///etc", /must be an absolute http or https URL/],
    ["javascript:alert(1)", /must be an absolute http or https URL/],
    ["https://user:S3CRET@api.example.com", /URL without a user name, a password, a query/],
    ["https://S3CRET@api.example.com", /URL without a user name, a password, a query/],
    ["https://api.example.com?key=S3CRET", /URL without .* a query or a fragment/],
    ["https://api.example.com/#S3CRET", /URL without .* a query or a fragment/],
  ])("%j", async (baseUrl, problem) => {
    await expectRefusal(() => createCofactr({ ...options, baseUrl }), "baseUrl", problem);
  });
});

describe("a base URL works with", () => {
  test.each([
    ["no slash at its end", "", "/v1/boms/"],
    ["a slash at its end", "/", "/v1/boms/"],
    ["a path", "/proxy", "/proxy/v1/boms/"],
    ["a path and a slash", "/proxy/", "/proxy/v1/boms/"],
    ["a path and two slashes", "/proxy//", "/proxy/v1/boms/"],
    ["a deep path", "/a%20b/c/", "/a%20b/c/v1/boms/"],
    ["an empty query", "/proxy/?", "/proxy/v1/boms/"],
  ])("%s", async (_, suffix, target) => {
    server.respond = (response) => response.writeHead(418).end();
    const { boms } = createCofactr({ ...options, baseUrl: server.url + suffix });
    const result = await boms.list().result();
    expect(server.take().map((request) => request.target)).toEqual([target]);
    // The error tells where the request went, not where it should have gone.
    expect(result).toMatchObject({ error: { url: server.url + target } });
  });
});

const oneParameter = operations.filter(({ pathParameters }) => pathParameters.length === 1);
const twoParameters = operations.filter(({ pathParameters }) => pathParameters.length === 2);

describe("path parameters", () => {
  test.each(
    [...oneParameter, ...twoParameters].flatMap(({ member, pathParameters }) =>
      pathParameters.map((name) => [member, name, pathParameters] as const),
    ),
  )("%s needs %s", async (member, name, all) => {
    const params = Object.fromEntries(all.filter((each) => each !== name).map((n) => [n, "1"]));
    const call = memberOf(facade, member);
    await expectRefusal(() => call(params), name, /is required, but missing/);
    await expectRefusal(() => call({ ...params, [name]: undefined }), name, /is required/);
  });

  test.each<[string, unknown, RegExp]>([
    ["empty", "", /must not be empty/],
    ["a dot", ".", /dot segment/],
    ["two dots", "..", /dot segment/],
    ["half of a surrogate pair", "\ud800", /surrogate/],
    ["null", null, /is required, but missing/],
    ["NaN", Number.NaN, /cannot be sent as text: NaN/],
    ["infinite", Number.POSITIVE_INFINITY, /cannot be sent as text: Infinity/],
    ["an object without members", {}, /cannot be sent as text: object/],
    ["an object of objects", { id: { deep: 1 } }, /cannot be sent as text: object/],
    ["an object of a class", new Map([["id", 1]]), /cannot be sent as text: object/],
    ["an empty list", [], /cannot be sent as text: a list/],
    ["a list of lists", [["1"]], /cannot be sent as text: a list/],
    ["a function", () => "1", /cannot be sent as text: function/],
    ["a symbol", Symbol("1"), /cannot be sent as text: symbol/],
    ["an invalid date", new Date(Number.NaN), /invalid Date/],
  ])("must not be %s", async (_, value, problem) => {
    const bom_id = value as string;
    await expectRefusal(() => facade.boms.get({ bom_id }), "bom_id", problem);
    const line = { bom_id: "1", bom_line_id: value as string };
    await expectRefusal(() => facade.boms.lines.get(line), "bom_line_id", problem);
  });

  test("are not read from Object.prototype, nor from arguments that are not an object", async () => {
    const inherited = Object.create({ bom_id: "1" }) as { bom_id: string };
    await expectRefusal(() => facade.boms.get(inherited), "bom_id", /is required/);
    for (const wrong of ["b1", 1, null]) {
      const params = wrong as unknown as { bom_id: string };
      await expectRefusal(() => facade.boms.get(params), "bom_id", /is required/);
    }
  });

  test.each([
    ["...", "..."],
    ["..%2f", "..%252f"],
    ["%2e%2e", "%252e%252e"],
    ["../..", "..%2F.."],
    ["..\\..", "..%5C.."],
    ["a?b#c", "a%3Fb%23c"],
    ["{bom_line_id}", "%7Bbom_line_id%7D"],
    ["$&$1", "%24%26%241"],
    ["\r\n", "%0D%0A"],
    [" ", "%20"],
  ])("cannot leave their segment: %j", async (bom_id, encoded) => {
    await facade.boms.lines.get({ bom_id, bom_line_id: "1" }).response();
    expect(server.take().map(({ target }) => target)).toEqual([`/v1/boms/${encoded}/lines/1/`]);
  });
});

describe("headers", () => {
  test.each<[string, string, unknown, string]>([
    ["a line break", "x-a", "1\r\nx-b: S3CRET", "headers.x-a"],
    ["a character beyond Latin-1", "x-a", "S3CRET€", "headers.x-a"],
    ["a number", "x-a", 1, "headers.x-a"],
    ["nothing", "x-a", undefined, "headers.x-a"],
    ["a name with a line break", "x-a\r\nx-b", "1", "headers"],
    ["a name with a space", "x a", "1", "headers"],
    ["an empty name", "", "1", "headers"],
  ])("must not have %s", async (_, name, value, parameter) => {
    const headers = { [name]: value } as Record<string, string>;
    const problem = /a valid header value|invalid header name/;
    await expectRefusal(() => createCofactr({ ...options, headers }), parameter, problem);
    await expectRefusal(() => facade.boms.list({}, { headers }), parameter, problem);
  });
});

describe("a body that cannot be sent is refused:", () => {
  test.each<[string, unknown, RegExp]>([
    ["with a loop", circular(), /cannot be written as JSON: .*circular/],
    ["with a bigint", { metadata: { count: 1n } }, /cannot be written as JSON: .*BigInt/],
    ["that is a function", () => 1, /cannot be written as JSON: function/],
  ])("%s", async (_, body, problem) => {
    await expectRefusal(() => facade.boms.create({ body }), "body", problem);
  });
});

function circular(): object {
  const loop: Record<string, unknown> = {};
  loop["loop"] = loop;
  return loop;
}
