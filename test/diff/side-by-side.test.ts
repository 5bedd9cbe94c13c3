import { expect, test } from "vitest";
import type { RuleId } from "../../generator/diff/change-kinds.js";
import { sideBySide } from "./conformance/side-by-side.js";

const operation = { method: "GET", path: "/a", operationId: undefined };
const ours = (kind: RuleId, message: string, operations = [operation]) => ({
  kind,
  message,
  operations,
  pointer: "/paths/~1a/get",
  before: undefined,
  after: undefined,
  reasons: [{ rule: kind }],
});
const theirs = (id: string, text: string, path = "/a") =>
  ({ id, text, level: 3, operation: "GET", path }) as const;

test("a finding is shared by operation and name, not by wording", () => {
  const removed = ours("response.property.removed", 'the optional property "b" was removed');
  const told = theirs(
    "response-optional-property-removed",
    "removed the optional property `items/b` from the response with the `200` status",
  );
  expect(sideBySide([removed], [told])).toEqual({
    onlyTheirs: [],
    onlyOurs: [],
    shared: 1,
    policies: 0,
  });
  const elsewhere = { ...told, path: "/b" };
  const other = theirs("response-optional-property-removed", "removed the property `c`");
  expect(sideBySide([removed], [elsewhere, other])).toMatchObject({
    onlyTheirs: [elsewhere, other],
    onlyOurs: [removed],
    shared: 0,
  });
});

test("one finding of ours answers for all operations, and a change seen otherwise counts", () => {
  const both = [operation, { ...operation, path: "/b" }];
  const renamed = ours("response.property.renamed", 'the property "b" was renamed to "c"', both);
  const told = [
    theirs("response-optional-property-removed", "removed `x/b` with the `200` status"),
    theirs("response-optional-property-added", "added `x/c` with the `200` status", "/b"),
  ];
  expect(sideBySide([renamed], told)).toMatchObject({ onlyTheirs: [], onlyOurs: [], shared: 2 });
});

test("policies of a team about its own API are counted apart", () => {
  const policy = {
    id: "api-version-not-bumped",
    text: "version was not bumped",
    level: 1,
  } as const;
  expect(sideBySide([], [policy])).toMatchObject({ onlyTheirs: [], shared: 0, policies: 1 });
});
