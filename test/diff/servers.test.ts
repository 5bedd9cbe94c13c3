import { expect, test } from "vitest";
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
