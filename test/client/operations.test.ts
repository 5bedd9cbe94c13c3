import * as cofactrClient from "cofactr-platform-client";
import { type CofactrOptions, createCofactr, createCofactrClient } from "cofactr-platform-client";
import { afterAll, beforeEach, describe, expect, test } from "vitest";
import * as descriptors from "../../generated/operations.js";
import { serve } from "../runtime/server.js";
import { memberOf, standaloneOf } from "./call.js";
import { keyHeader, keyPrefix, operations, type SpecOperation } from "./spec.js";

const server = await serve();
afterAll(() => server.close());
beforeEach(() => {
  server.take();
});

const options: CofactrOptions = {
  apiKey: "key-of-the-operations",
  baseUrl: server.url,
  inferred: "allow",
};
const facade = createCofactr(options);
const client = createCofactrClient(options);

/** Every character class that a path segment has to encode; the name tells parameters apart. */
const textOf = (name: string) => `${name} a/b c%ü`;
const encodedTextOf = (name: string) => `${name}%20a%2Fb%20c%25%C3%BC`;

function argumentsOf({ pathParameters, queryParameters, hasBody, id }: SpecOperation) {
  return {
    ...Object.fromEntries([...pathParameters, ...queryParameters].map((n) => [n, textOf(n)])),
    ...(hasBody ? { body: { sent: id, none: null, list: [1, "ü"] } } : {}),
  };
}

/** What the spec says must arrive. */
function expectedOf({ method, path, pathParameters, queryParameters, hasBody, id }: SpecOperation) {
  const filled = pathParameters.reduce(
    (text, name) => text.replace(`{${name}}`, encodedTextOf(name)),
    path,
  );
  const query = queryParameters.map((name) => `${name}=${encodedTextOf(name)}`).join("&");
  return {
    method,
    target: query ? `${filled}?${query}` : filled,
    body: hasBody ? `{"sent":"${id}","none":null,"list":[1,"ü"]}` : "",
    key: `${keyPrefix}key-of-the-operations`,
    accept: "application/json",
    contentType: hasBody ? "application/json" : undefined,
  };
}

function arrived() {
  return server.take().map(({ method, target, headers, body }) => ({
    method,
    target,
    body: body.toString("utf8"),
    key: headers[keyHeader.toLowerCase()],
    accept: headers.accept,
    contentType: headers["content-type"],
  }));
}

const table = operations.map((operation) => [operation.member, operation] as const);

test("the spec has 63 operations, and the client no others", () => {
  expect(operations).toHaveLength(63);
  expect(Object.keys(descriptors).toSorted()).toEqual(operations.map(({ id }) => id).toSorted());
});

test("its index has a function of each, and no descriptors", () => {
  const ids = operations.map(({ id }) => id);
  expect(Object.keys(cofactrClient)).toEqual(expect.arrayContaining(ids));
  const isFunction = (value: unknown) => typeof value === "function";
  // What is no function or class would be a table of something.
  expect(Object.entries(cofactrClient).filter(([, value]) => !isFunction(value))).toEqual([]);
});

test("the documented key is sent in the Authorization header", () => {
  expect(`${keyHeader}: ${keyPrefix}`).toBe("Authorization: Api-Key ");
});

describe("arrives as in the spec", () => {
  test.each(table)("%s, through the facade", async (member, operation) => {
    await memberOf(facade, member)(argumentsOf(operation));
    expect(arrived()).toEqual([expectedOf(operation)]);
  });

  test.each(table)("%s, through its standalone function", async (_, operation) => {
    await standaloneOf(operation)(client, argumentsOf(operation));
    expect(arrived()).toEqual([expectedOf(operation)]);
  });
});

const withBody = table.filter(([, { hasBody }]) => hasBody);

test.each(withBody)("%s is sent without a body if none is passed", async (member, operation) => {
  await memberOf(facade, member)({ ...argumentsOf(operation), body: undefined });
  expect(arrived()).toEqual([{ ...expectedOf(operation), body: "", contentType: undefined }]);
});

test.each(table.filter(([, { queryParameters }]) => queryParameters.length > 0))(
  "%s goes without a query if none is given",
  async (member, operation) => {
    const rest = Object.entries(argumentsOf(operation)).filter(
      ([name]) => !operation.queryParameters.includes(name),
    );
    await memberOf(facade, member)(Object.fromEntries(rest));
    expect(arrived().map(({ target }) => target)).toEqual([
      expectedOf(operation).target.split("?")[0],
    ]);
  },
);

test("headers of the client and of the call arrive, and do not replace the client's own", async () => {
  const own = { accept: "text/html", authorization: "none", "content-type": "text/html" };
  const configured = createCofactr({
    ...options,
    headers: { ...own, "x-client": "1", "x-both": "1" },
  });
  await configured.boms.parseRaw(
    { body: {} },
    { headers: { "X-Both": "2", Accept: "text/plain" } },
  );
  const [request] = server.take();
  expect(request?.headers).toMatchObject({
    accept: "application/json",
    authorization: "Api-Key key-of-the-operations",
    "content-type": "application/json",
    "x-client": "1",
    "x-both": "2",
  });
});

test("all 63 at once get their own responses", async () => {
  server.respond = (response, { target, method }) => {
    response.setHeader("content-type", "application/json");
    response.end(JSON.stringify({ answers: `${method} ${target}` }));
  };
  const answers = await Promise.all(
    operations.map((operation) => standaloneOf(operation)(client, argumentsOf(operation))),
  );
  expect(answers).toEqual(
    operations.map((operation) => {
      const { method, target } = expectedOf(operation);
      return { answers: `${method} ${target}` };
    }),
  );
});

test("the facade has exactly the agreed names", () => {
  expect(leavesOf(facade)).toEqual(
    [
      members("boms", "list create parseRaw get upsertAsync parseRawAsync update delete approve"),
      members("boms.lines", "list create createRaw get update delete"),
      members(
        "programs",
        "list create get update delete availabilities availabilitiesAsync referencePricing",
      ),
      members("programs.lines", "list create get update delete"),
      members("programs.partOverrides", "list create get update delete"),
      members("account", "getOrg listUsers getUser"),
      members("account.subOrgs", "list get create update"),
      members("reporting", "customerSqlQuery"),
      members("email.outbound", "create get markAsSent"),
      members("auth", "updateApiKey"),
      members("purchases.orders", "get create update delete"),
      members("purchases.lines", "list get create updateMany delete"),
      members("purchases.noPartLines", "list create updateMany delete"),
      members("purchases.events", "create"),
      members("purchases.supplierBills", "create update"),
      members("purchases.supplierBillLines", "create update"),
    ]
      .flat()
      .toSorted(),
  );
});

function members(group: string, names: string): string[] {
  return names.split(" ").map((name) => `${group}.${name}`);
}

function leavesOf(node: object, prefix = ""): string[] {
  return Object.entries(node)
    .flatMap(([key, value]) =>
      typeof value === "function" ? [`${prefix}${key}`] : leavesOf(value, `${prefix}${key}.`),
    )
    .toSorted();
}
