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
    otherwise: 0,
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

test("a name counts as a word, and each of several has to be there", () => {
  const added = ours("response.oneOf.added", "the variant Cat was added to the response body");
  const first = theirs("response-body-one-of-added", "added `#/a/Cat` to the response body");
  const both = theirs(
    "response-body-one-of-added",
    "added `#/a/Cat, #/a/Dog` to the response body",
  );
  const part = theirs("response-body-one-of-added", "added `#/a/Ca` to the response body");
  expect(sideBySide([added], [first, both, part])).toMatchObject({
    onlyTheirs: [both, part],
    shared: 1,
  });
});

test("what was added answers for nothing that was removed", () => {
  const added = ours("response.property.added", 'the property "x" was added to "b"');
  const gone = theirs("response-optional-property-removed", "removed the property `a/b`");
  expect(sideBySide([added], [gone])).toMatchObject({ onlyTheirs: [gone], onlyOurs: [added] });
});

test("a move answers for the operation that went and the one that came", () => {
  const moved = {
    ...ours("operation.path.moved", "GET /old is now GET /a"),
    before: "GET /old",
    after: "GET /a",
  };
  const prefix = {
    ...ours("operation.pathPrefix.changed", "paths now begin with /b", [
      { ...operation, path: "/b/c" },
    ]),
    before: "/v1/b",
    after: "/b",
  };
  const told = ["/a", "/b/c"].map((path) => theirs("endpoint-added", "endpoint added", path));
  const went = ["/old", "/v1/b/c"].map((path) =>
    theirs("api-path-removed-without-deprecation", "api path removed", path),
  );
  expect(sideBySide([moved, prefix], [...told, ...went])).toMatchObject({
    onlyTheirs: [],
    onlyOurs: [],
    otherwise: 4,
  });
});

test.each<[string, RuleId, string, string, string]>([
  [
    "a body that is wrapped has all of its properties elsewhere",
    "response.envelope.added",
    'what was the response body is now in its property "file"',
    "response-required-property-removed",
    "removed the required property `x` from the response with the `200` status",
  ],
  [
    "a property of another type has other properties",
    "response.type.changed",
    'the type of the response property "data[].x" was changed from string to object',
    "response-optional-property-added",
    "added the optional property `data/items/x/id` to the response with the `200` status",
  ],
  [
    "a variant has its discriminator's value",
    "response.oneOf.added",
    'the variant Noise was added to the oneOf of the response property "a.effects[]"',
    "response-property-discriminator-mapping-added",
    "added `NOISE` discriminator mapping keys to the `effects/items/` response property for the response status `200`",
  ],
  [
    "a bound that was set is higher than none",
    "request.minItems.set",
    'the request property "ids" got a minItems of 1',
    "request-property-min-items-increased",
    "the `ids` request property's minItems was increased to `1`",
  ],
  [
    "the first variants were added",
    "request.anyOf.begun",
    "the request body must be one of the variants of anyOf: {}, {}",
    "request-body-any-of-added",
    "added `subschema #1, subschema #2` to the request body `anyOf` list",
  ],
])("%s", (_, kind, message, id, text) => {
  expect(sideBySide([ours(kind, message)], [theirs(id, text)])).toMatchObject({
    onlyTheirs: [],
    onlyOurs: [],
    otherwise: 1,
  });
});
