import { expect, test } from "vitest";
import { operationNamesIn } from "../../generator/diff/index.js";
import { head, specOf } from "../diff/support.js";

const operation = (...tags: string[]) => ({ tags, responses: {} });
const nameOf = (method: string, path: string) => ({ method, path, operationId: undefined });

test("tags of operations, webhooks and callbacks, in both versions", () => {
  const base = specOf({
    ...head,
    openapi: "3.2.0",
    paths: {
      "/a": {
        get: operation("old"),
        additionalOperations: { COPY: operation("copies") },
        post: {
          ...operation("posts"),
          callbacks: { done: { "{$request.body#/url}": { post: operation("calls") } } },
        },
      },
    },
    webhooks: { arrived: { post: operation("events") } },
  });
  const revision = specOf({ ...head, paths: { "/a": { get: operation("new") } } });
  const knownAs = operationNamesIn(base, revision);
  expect(
    [
      nameOf("GET", "/a"),
      nameOf("COPY", "/a"),
      nameOf("POST", "/a"),
      nameOf("POST", "done {$request.body#/url}"),
      nameOf("POST", "arrived"),
      nameOf("PUT", "/a"),
    ].map((operation) => knownAs(operation).tags),
  ).toEqual([["old", "new"], ["copies"], ["posts"], ["calls"], ["events"], []]);
});

test.each([
  ["operationId", "/old", "/new", "getIt"],
  ["path, with another parameter name", "/a/{id}", "/a/{key}", "getThat"],
  ["path, with another spelling", "/a/", "/a", "getThat"],
])(
  "an operation that is the same by its %s has the names and tags of both versions",
  (...given) => {
    const [, from, to, id] = given;
    const version = (path: string, operationId: string, tag: string) =>
      specOf({ ...head, paths: { [path]: { get: { ...operation(tag), operationId } } } });
    const knownAs = operationNamesIn(version(from, "getIt", "x"), version(to, id, "y"));
    for (const path of [from, to]) {
      const { names, tags } = knownAs(nameOf("GET", path));
      expect([names.map((name) => name.path), tags]).toEqual([
        [from, to],
        ["x", "y"],
      ]);
    }
  },
);
