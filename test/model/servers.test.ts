import { describe, expect, test } from "vitest";
import { readContract } from "../../generator/contract/index.js";
import { buildApi } from "../../generator/model/index.js";
import {
  codesOf,
  diagnosticsOf,
  generateInto,
  load,
  model,
  placed,
  specOf,
  specWith,
} from "../support/generator.js";

const key = { type: "apiKey", in: "header", name: "X-Key" };
const components = { securitySchemes: { key } };
const security = [{ key: [] }];
const document = [{ url: "https://a.example/v1" }];

/** An API with one operation at these servers. */
const withOwn = (own: object[], servers: object[] = document, more: object = {}) =>
  specWith(
    { "POST /up": { operationId: "up", servers: own, ...more } },
    { servers, security, components },
  );

describe("the servers of a document are", () => {
  const variables = { region: { default: "us", enum: ["us", "eu"] }, port: { default: 443 } };
  test.each<[string, object[], string[]]>([
    [
      "those that requests can be sent to, in their order",
      [{ url: "/v1" }, ...document, { url: "https://b.example" }],
      ["https://a.example/v1", "https://b.example"],
    ],
    [
      "those with variables, too",
      [{ url: "https://{region}.a.example:{port}", variables }],
      ["https://{region}.a.example:{port}"],
    ],
    [
      "those whose scheme is a variable",
      [{ url: "{s}://a.example", variables: { s: { default: "http" } } }],
      ["{s}://a.example"],
    ],
    ["none with a variable that is not declared", [{ url: "https://{region}.example" }], []],
    [
      "none with a variable without default",
      [{ url: "https://{r}.example", variables: { r: {} } }],
      [],
    ],
    ["none of another scheme", [{ url: "ftp://a.example" }, { url: "wss://a.example" }], []],
    [
      "none with more than a host and a path",
      [
        { url: "https://u:p@a.example" },
        { url: "https://a.example?b" },
        { url: "https://a.example#b" },
      ],
      [],
    ],
    [
      "none if they are relative and the document is a file",
      [{ url: "/v1" }, { url: "v1" }, { url: "//a.example" }],
      [],
    ],
    ["none if there are none", [], []],
  ])("%s", async (_, servers, urls) => {
    expect((await model(specOf({ servers }))).api.servers.map(({ url }) => url)).toEqual(urls);
  });

  test.each<[string, string, string | undefined]>([
    ["https://a.example/docs/openapi.json", "/v1", "https://a.example/v1"],
    ["https://a.example/docs/openapi.json", "v1/{b}", "https://a.example/docs/v1/{b}"],
    ["https://a.example/docs/openapi.json", "../v1", "https://a.example/v1"],
    ["https://a.example/docs/openapi.json", "//b.example/v1", "https://b.example/v1"],
    ["https://a.example/docs/openapi.json", "https://b.example/v1", "https://b.example/v1"],
  ])("counted from where the document is: %s, %s", async (publicUrl, url, expected) => {
    const variables = { b: { default: "c" } };
    const spec = await load(specOf({ servers: [{ url, variables }] }));
    const [server] = readContract({ ...spec, publicUrl }).servers;
    expect(server?.address?.url).toBe(expected);
  });

  test("not the place where a document without servers was found, which may be a repository", async () => {
    const spec = await load(specOf({}));
    const { api } = buildApi({ ...spec, publicUrl: "https://raw.example/spec.yaml" });
    expect(api.servers).toEqual([]);
  });
});

describe("of another origin than the document's servers is", () => {
  const region = (values: string[] | undefined, fallback = "us") => ({
    region: { default: fallback, ...(values && { enum: values }) },
  });
  const regional = (values?: string[], fallback?: string) => [
    { url: "https://{region}.a.example/v1", variables: region(values, fallback) },
  ];
  test.each<[string, object[], object[], boolean]>([
    ["not the same origin with another path", [{ url: "https://a.example/up" }], document, false],
    ["not the same origin, spelled otherwise", [{ url: "HTTPS://A.example:443" }], document, false],
    ["another host", [{ url: "https://b.example" }], document, true],
    ["a subdomain", [{ url: "https://up.a.example" }], document, true],
    ["another port", [{ url: "https://a.example:8443" }], document, true],
    ["no TLS", [{ url: "http://a.example" }], document, true],
    [
      "not TLS where there was none",
      [{ url: "https://a.example" }],
      [{ url: "http://a.example" }],
      false,
    ],
    [
      "not a server that is not the first",
      [{ url: "https://b.example" }],
      [...document, { url: "https://b.example" }],
      false,
    ],
    [
      "not one of the values of a variable",
      [{ url: "https://eu.a.example" }],
      regional(["us", "eu"]),
      false,
    ],
    [
      "none of the values of a variable",
      [{ url: "https://ap.a.example" }],
      regional(["us", "eu"]),
      true,
    ],
    ["not the same variable", regional(undefined), regional(undefined), false],
    [
      "the same variable with another default",
      regional(undefined, "evil"),
      regional(undefined),
      true,
    ],
    ["a variable with more values", regional(["us", "eu", "ap"]), regional(["us", "eu"]), true],
    ["all, if the document has none", [{ url: "https://a.example" }], [], true],
  ])("%s", async (_, own, servers, isOther) => {
    const { api, warnings } = await model(withOwn(own, servers));
    const told = codesOf(warnings).includes("server-other-origin");
    expect(told).toBe(isOther);
    const found = api.operations[0]?.servers;
    // What an operation only repeats is not its own.
    if (found) expect(found.map((each) => each.isOther)).toEqual([isOther]);
    else expect(isOther).toBe(false);
  });

  test("another host, of an operation that needs no credential, too", async () => {
    const { api } = await model(
      withOwn([{ url: "https://b.example" }], document, { security: [] }),
    );
    expect(api.operations[0]?.servers?.[0]?.isOther).toBe(true);
  });

  test("no origin that the config allows", async () => {
    const spec = await load(withOwn([{ url: "https://b.example/up" }]));
    const { api, warnings } = buildApi(spec, { credentialOrigins: ["https://b.example"] });
    expect(codesOf(warnings)).toEqual([]);
    expect(api.operations[0]?.servers?.[0]?.isOther).toBe(false);
  });
});

test("each origin is reported once, with its operations", async () => {
  const servers = [{ url: "https://b.example" }];
  const { warnings } = await model(
    specWith(
      {
        "GET /a": { operationId: "getA", servers },
        "POST /b": { servers: [{ url: "https://b.example/c" }] },
        "GET /c": { operationId: "getC", servers: [{ url: "https://c.example" }] },
      },
      { servers: document },
    ),
  );
  expect(warnings.map(({ message }) => message)).toEqual([
    "getA, POST /b: requests go to https://b.example, but without credentials, because no server of the document has that origin",
    "getC: requests go to https://c.example, but without credentials, because no server of the document has that origin",
  ]);
  expect(warnings.map(placed)).toEqual(
    Array(2).fill(expect.stringMatching(/^server-other-origin at/)),
  );
});

test("an unusable server is reported if an operation has no other", async () => {
  const one = await model(withOwn([{ url: "/v2" }]));
  expect(one.warnings.map(({ message }) => message)).toEqual([
    "`servers` of an operation is left out: none of them is a URL that a request can be sent to; the client calls the document's server",
  ]);
  expect(one.api.operations[0]?.servers).toBeUndefined();
  const both = await model(withOwn([{ url: "/v2" }, { url: "https://a.example/v2" }]));
  expect(both.warnings).toEqual([]);
  expect(both.api.operations[0]?.servers?.map(({ url }) => url)).toEqual(["https://a.example/v2"]);
});

test("variables with the same name accept the values of all servers that have them", async () => {
  const variable = (name: string, values?: string[]) => ({
    url: `https://{${name}}.a.example`,
    variables: { [name]: { default: "x", ...(values && { enum: values }) } },
  });
  const { api } = await model(
    withOwn(
      [variable("one", ["x", "z"]), variable("two"), variable("three", ["x"])],
      [variable("one", ["x", "y"]), variable("two", ["x"])],
    ),
  );
  expect(api.serverVariables).toEqual([
    { name: "one", default: "x", values: ["x", "y", "z"] },
    { name: "two", default: "x", values: undefined },
    { name: "three", default: "x", values: ["x"] },
  ]);
});

describe("`client.credentialOrigins` of a config", () => {
  const spec = withOwn([{ url: "https://b.example/up" }]);

  test("allows credentials to go there, without a warning", async () => {
    const allowed = ["https://B.example/", "https://c.example"];
    const { files, report } = await generateInto(spec, undefined, { credentialOrigins: allowed });
    expect(report.warnings).toEqual([]);
    expect(files["operations.ts"]).toContain('{ url: "https://b.example/up" }');
    const { files: others } = await generateInto(spec);
    expect(others["operations.ts"]).toContain('{ url: "https://b.example/up", other: true }');
  });

  test.each([
    "b.example",
    "https://b.example/up",
    "ftp://b.example",
    "https://a:s3cret@b.example",
    "*",
  ])("takes origins, not %s", async (origin) => {
    const made = generateInto(spec, undefined, { credentialOrigins: [origin] });
    const [problem] = await diagnosticsOf(made);
    expect(problem).toMatchObject({
      code: "config-invalid",
      place: { line: expect.any(Number) },
    });
    expect(problem?.message).toContain("`client.credentialOrigins` is not an origin");
    expect(problem?.message).not.toContain("s3cret");
  });
});

describe("the generated client", () => {
  const clientOf = async (spec: string) => (await generateInto(spec)).files["client.ts"] ?? "";

  test("needs a base URL only if there is no server", async () => {
    const needed = /readonly baseUrl: NonNullable<ClientOptions\["baseUrl"\]>;/;
    expect(await clientOf(specOf({}))).toMatch(needed);
    expect(await clientOf(specOf({ servers: [{ url: "/v1" }] }))).toMatch(needed);
    expect(await clientOf(specOf({ servers: document }))).not.toContain("readonly baseUrl");
    expect(await clientOf(withOwn([{ url: "https://b.example" }], []))).not.toContain("baseUrl:");
  });

  test("says where an operation goes, and whether credentials do", async () => {
    expect(await clientOf(withOwn([{ url: "https://a.example/up" }]))).toContain(
      "Sent to a server of its own, `https://a.example/up`, unless `baseUrl` says otherwise.\n",
    );
    const other = await clientOf(withOwn([{ url: "https://b.example" }]));
    expect(other).toContain("Credentials go there only if `credentialOrigins` lists its origin.");
    expect(other).toContain("readonly credentialOrigins?: readonly string[];");
    // Where the spec wants no credential, callers may sign, or write one into a header.
    const open = await clientOf(
      withOwn([{ url: "https://b.example" }], document, { security: [] }),
    );
    expect(open).toContain("readonly credentialOrigins?: readonly string[];");
  });
});
