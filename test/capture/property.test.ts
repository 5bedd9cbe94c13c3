import { describe, expect, test } from "vitest";
import type { Endpoint } from "../../generator/capture/fact.js";
import { readPage } from "../../generator/capture/readers/index.js";
import { type Fact, factsOf } from "../../scripts/conformance-facts.js";
import { fc, times } from "../support/random.js";
import {
  freeNames,
  type Member,
  type Operation,
  operations,
  repeatedNames,
  type Value,
} from "./model.js";
import { openLevels, render, type Style } from "./render.js";

/** The operation as OpenAPI; what the page leaves closed is left out. */
function toOpenApi({ path, query, header, body, answers }: Operation) {
  const inPath = path.filter((segment) => segment.startsWith("{"));
  const content = (members: readonly Member[]) => {
    return { content: { "application/json": { schema: toSchema(members, 1) } } };
  };
  const parameters = (place: string, members: readonly Member[]) =>
    members.map(({ name, isRequired, value }) => {
      return { name, in: place, required: isRequired, schema: valueSchema(value, 1) };
    });
  return {
    parameters: [
      ...inPath.map((segment) => ({
        name: segment.slice(1, -1),
        in: "path",
        schema: { type: "string" },
      })),
      ...parameters("query", query),
      ...parameters("header", header),
    ],
    ...(body && { requestBody: content(body) }),
    responses: Object.fromEntries(answers.map((answer) => [answer.status, content(answer.body)])),
  };
}

function toSchema(members: readonly Member[], level: number) {
  return {
    type: "object",
    properties: Object.fromEntries(
      members.map(({ name, value }) => [name, valueSchema(value, level)]),
    ),
    required: members.filter(({ isRequired }) => isRequired).map(({ name }) => name),
  };
}

function valueSchema(value: Value, level: number): Record<string, unknown> {
  const inner =
    "members" in value && level < openLevels
      ? toSchema(value.members, level + 1)
      : { type: "object" };
  switch (value.kind) {
    case "scalar":
      return {
        type: value.type,
        ...value.limits,
        ...(value.format !== undefined && { format: value.format }),
      };
    case "enum":
      return { type: "string", enum: value.values };
    case "list":
      return { type: "array", items: { type: value.item } };
    case "object":
      return inner;
    case "objects":
      return { type: "array", items: inner };
  }
}

const textOf = ({ of, where, path, aspect, value }: Fact) =>
  [of, where, path.join("."), aspect, value].join(" ");

function readBack(operation: Operation, style: Style) {
  const text = render(operation, style);
  const reading = readPage({
    location: "page.txt",
    origin: "text",
    text,
    fetchedAt: undefined,
    folder: [],
    title: undefined,
  });
  if (reading.kind !== "endpoint") throw new Error(`read as ${reading.kind}: ${reading.because}`);
  const [endpoint] = reading.endpoints as [Endpoint];
  const marks = endpoint.marks.map(({ pointer }) => pointer);
  const isMarked = ({ pointer, value }: Fact) =>
    marks.some((mark) => (pointer === mark && value !== "true") || pointer.startsWith(`${mark}/`));
  const facts = factsOf(endpoint.operation, {});
  // A member that is only derived is not said to be optional.
  const derived = new Set(
    facts.filter((fact) => fact.aspect === "exists" && isMarked(fact)).map(placeOf),
  );
  const sure = facts.filter(
    (fact) => !isMarked(fact) && !(fact.aspect === "required" && derived.has(placeOf(fact))),
  );
  return { endpoint, sure: sure.map(textOf).sort(), all: new Set(facts.map(textOf)) };
}

const placeOf = ({ of, where, path }: Fact) => [of, where, ...path].join("\n");

/** Old pages glue the values of an enum, and a value may read like the type of a field. */
const isHeld = (style: Style) => (fact: string) =>
  !/ enum /.test(fact) || (!style.isOld && !/"(?:string|object)"/.test(fact));

const styles: readonly (readonly [string, Style])[] = [
  ["B with examples", { isOld: true, hasExamples: true, hasCounts: false }],
  ["C with examples", { isOld: false, hasExamples: true, hasCounts: true }],
  ["C with examples and no counts", { isOld: false, hasExamples: true, hasCounts: false }],
  ["C with counts and no examples", { isOld: false, hasExamples: false, hasCounts: true }],
];

describe.each(styles)("a page of generation %s", (_, style) => {
  test("is read as it was rendered", () => {
    fc.assert(
      fc.property(operations(freeNames), (operation) => {
        const { endpoint, sure } = readBack(operation, style);
        const { title, method, path } = operation;
        expect([endpoint.title.value, endpoint.method.value, endpoint.path.value]).toEqual([
          title,
          method,
          `/${path.join("/")}`,
        ]);
        const wanted = factsOf(toOpenApi(operation), {}).map(textOf).sort();
        expect(sure.filter(isHeld(style))).toEqual(wanted.filter(isHeld(style)));
      }),
      { numRuns: times(60) },
    );
  });

  test("states nothing that was not rendered, even if names repeat", () => {
    fc.assert(
      fc.property(operations(repeatedNames), (operation) => {
        const { sure } = readBack(operation, style);
        const truth = new Set(factsOf(toOpenApi(operation), {}).map(textOf));
        expect(sure.filter((fact) => !truth.has(fact))).toEqual([]);
      }),
      { numRuns: times(60) },
    );
  });
});
