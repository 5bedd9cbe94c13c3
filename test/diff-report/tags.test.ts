import { expect, test } from "vitest";
import { operationTagsIn } from "../../generator/diff/index.js";
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
  const tagsOf = operationTagsIn(base, revision);
  expect(
    [
      nameOf("GET", "/a"),
      nameOf("COPY", "/a"),
      nameOf("POST", "/a"),
      nameOf("POST", "done {$request.body#/url}"),
      nameOf("POST", "arrived"),
      nameOf("PUT", "/a"),
    ].map(tagsOf),
  ).toEqual([["old", "new"], ["copies"], ["posts"], ["calls"], ["events"], []]);
});
