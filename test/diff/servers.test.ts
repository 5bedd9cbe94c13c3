import { describe, expect, test } from "vitest";
import { compareSpecs } from "../../generator/diff/index.js";
import { head, specOf } from "./support.js";

const api = (paths: object, ...urls: string[]) =>
  specOf({ ...head, servers: urls.map((url) => ({ url })), paths });
const at = (...urls: string[]) => ({
  responses: {},
  servers: urls.map((url) => ({ url })),
});
const a = "https://a.example";
const b = "https://b.example";

/** What is found between two versions: kind, severity and name. */
function found(before: ReturnType<typeof api>, after: ReturnType<typeof api>): string[] {
  const { findings } = compareSpecs(before, after);
  return findings.map(({ kind, wire, message }) => `${kind} ${wire}: ${message}`).sort();
}
const told = (origin: string) =>
  `document.otherOrigin.added warning: requests are sent to ${origin}, which no server of the API is of`;

test("a new operation with a server elsewhere is reported with the origin", () => {
  const old = { "/a": { get: at(a) } };
  expect(found(api(old, a), api({ ...old, "/b": { get: at(`${b}/x`) } }, a))).toEqual([
    told(b),
    expect.stringMatching(/^operation\.endpoint\.added info/),
  ]);
});

test("an origin that another operation had before is not new", () => {
  const old = { "/a": { get: at(b) } };
  expect(found(api(old, a), api({ ...old, "/b": { get: at(`${b}/x`) } }, a))).toEqual([
    expect.stringMatching(/^operation\.endpoint\.added info/),
  ]);
});

test("a server of the path counts, once for all of its operations", () => {
  const operations = { get: { responses: {} }, post: { responses: {} } };
  const { servers } = at(a, b);
  const { servers: before } = at(a);
  const { findings } = compareSpecs(
    api({ "/a": { ...operations, servers: before } }, a),
    api({ "/a": { ...operations, servers } }, a),
  );
  expect(findings.map(({ kind }) => kind)).toEqual(["document.otherOrigin.added"]);
});

test("an origin that the document no longer has is reported, because credentials are no longer sent", () => {
  const paths = { "/a": { get: at(`${a}/x`) } };
  expect(found(api(paths, a), api(paths, b))).toEqual([
    told(a),
    expect.stringMatching(/^document\.serverUrl\.changed breaking/),
  ]);
});

test("a new first server is reported twice", () => {
  expect(found(api({}, a), api({}, b, a))).toEqual([
    `document.defaultServer.changed warning: the first server of the API is ${b} instead of ${a}`,
    `document.server.added info: the server ${b} was added to the API`,
  ]);
});

/** The places of a document that can have servers, in the versions of OpenAPI that have variables. */
const homes: readonly (readonly [string, string, (server: object) => object])[] = [
  ["document", "the API", (server) => ({ servers: [server], paths: { "/a": { get: {} } } })],
  ["operation", "the operation", (server) => ({ paths: { "/a": { servers: [server], get: {} } } })],
  ["operation", "the operation", (server) => ({ paths: { "/a": { get: { servers: [server] } } } })],
];
const hosts = homes.flatMap((home) =>
  ["3.0.3", "3.1.0", "3.2.0"].map((openapi) => [openapi, ...home] as const),
);
const listed = (...values: string[]) => ({ default: values[0], enum: values });
const free = (value: string) => ({ default: value });

test.each(hosts)("variables of a server, in %s: %s, %s", (openapi, subject, whose, place) => {
  const told = (before: object, after: object, names = ["r", "r"]) => {
    const version = (variable: object, name = "") =>
      specOf({
        ...head,
        openapi,
        ...place({ url: `https://a.example/{${name}}`, variables: { [name]: variable } }),
      });
    const all = compareSpecs(version(before, names[0]), version(after, names[1])).findings;
    return all
      .filter(({ kind }) => kind !== "document.otherOrigin.added")
      .map(({ kind, wire, message, operations }) => {
        expect(operations).toMatchObject([{ method: "GET", path: "/a" }]);
        return `${kind} ${wire}: ${message}`;
      });
  };
  const r = `the variable r of the server https://a.example/{r} of ${whose}`;
  const variable = `${subject}.serverVariable`;
  expect(told(listed("us", "eu", "ap"), listed("us"))).toEqual([
    `${variable}Enum.removed breaking: ${r} no longer has the values eu, ap`,
  ]);
  expect(told(listed("us"), listed("us", "eu"))).toEqual([
    `${variable}Enum.added info: ${r} has the new values eu`,
  ]);
  expect(told(free("us"), listed("us", "eu"))).toEqual([
    `${variable}Enum.begun breaking: ${r} was restricted to the values us, eu`,
  ]);
  expect(told(listed("us", "eu"), free("us"))).toEqual([
    `${variable}Enum.dropped info: ${r} is no longer restricted to the values us, eu`,
  ]);
  expect(told(free("us"), free("eu"))).toEqual([
    `${variable}Default.changed breaking: the default of ${r} is eu instead of us`,
  ]);
  // The order of the list says nothing; which value is the default does.
  expect(told(listed("us", "eu"), { default: "us", enum: ["eu", "us"] })).toEqual([]);
  expect(told(free("us"), free("us"), ["r", "zone"])).toEqual([
    `${variable}.renamed info: the variable r is now called zone of the server https://a.example/{zone} of ${whose}`,
  ]);
  expect(told(free("us"), { ...free("us"), description: "R" })).toEqual([
    `${variable}Description.changed none: the description of ${r} was changed`,
  ]);
});

test("a variable that is in no URL changes nothing", () => {
  const version = (variables: object) =>
    specOf({ ...head, servers: [{ url: a, variables }], paths: {} });
  expect(found(version({ r: listed("us", "eu") }), version({ r: listed("us") }))).toEqual([]);
  expect(found(version({}), version({ r: free("us") }))).toEqual([]);
});

test("a server whose URL is another one is told once, with its variables", () => {
  const version = (url: string, variables: object) =>
    specOf({ ...head, servers: [{ url, variables }], paths: {} });
  const before = version("https://{r}.example", { r: listed("us", "eu") });
  expect(found(before, version("https://us.example", {}))).toEqual([
    "document.serverUrl.changed breaking: the server of the API is https://us.example instead of https://{r}.example",
  ]);
});

test("what is about the servers of the document concerns the operations that call them", () => {
  const paths = { "/a": { get: {} }, "/b": { get: at(`${a}/b`) } };
  const [finding] = compareSpecs(api(paths, a), api(paths, `${a}/2`)).findings;
  expect(finding).toMatchObject({
    kind: "document.serverUrl.changed",
    operations: [{ path: "/a" }],
  });
});

describe("URLs that are written with a variable, or no longer", () => {
  const version = (...servers: object[]) => specOf({ ...head, servers, paths: {} });
  const url = (host: string) => ({ url: `https://${host}.example` });
  const r = (variable: object) => ({ ...url("{r}"), variables: { r: variable } });
  test.each<[string, object[], object[], string[]]>([
    ["one more is possible", [url("us")], [r(listed("us", "eu"))], ["serverUrl.respelled info"]],
    ["any is possible", [url("us")], [r(free("us"))], ["serverUrl.respelled info"]],
    [
      "another is the default",
      [url("us")],
      [r(listed("eu", "us"))],
      ["serverUrl.changed breaking"],
    ],
    ["it is none of them", [url("us")], [r(listed("eu", "ap"))], ["serverUrl.changed breaking"]],
    ["one is left of one", [r(listed("us"))], [url("us")], ["serverUrl.respelled info"]],
    ["one is left of two", [r(listed("us", "eu"))], [url("us")], ["serverUrl.changed breaking"]],
    ["one is left of any", [r(free("us"))], [url("us")], ["serverUrl.changed breaking"]],
    [
      "several become one",
      [url("us"), url("eu")],
      [r(listed("us", "eu"))],
      ["server.added info", "serverUrl.respelled info", "serverUrl.respelled info"],
    ],
    [
      "several become one with another default",
      [url("us"), url("eu")],
      [r(listed("eu", "us"))],
      ["server.added info", "server.removed breaking", "serverUrl.respelled info"],
    ],
  ])("%s", (_, before, after, want) => {
    const { findings } = compareSpecs(version(...before), version(...after));
    expect(findings.map(({ kind, wire }) => `${kind} ${wire}`).sort()).toEqual(
      want.map((each) => `document.${each}`),
    );
  });
});
