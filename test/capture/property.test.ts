import { describe, expect, test } from "vitest";
import type { Endpoint } from "../../generator/capture/fact.js";
import { readPage } from "../../generator/capture/readers/index.js";
import { type Fact, factsOf } from "../../scripts/conformance-facts.js";
import { scorePage } from "../../scripts/conformance-score.js";
import { fc, times } from "../support/random.js";
import {
  anyDescription,
  freeNames,
  type Operation,
  operations,
  repeatedNames,
  sentences,
  wordNames,
} from "./model.js";
import { openLevels, render, type Style } from "./render.js";
import { toOpenApi } from "./to-openapi.js";

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
  !/ enum /.test(fact) || (style.generation === "C" && !/"(?:string|object)"/.test(fact));

const plain = {
  language: "english",
  losesMarks: false,
  showsItems: true,
  extractor: "plain",
} as const;
const styles: readonly (readonly [string, Style])[] = [
  ["B with examples", { ...plain, generation: "B", examples: "beside", counts: "none" }],
  ["C with examples", { ...plain, generation: "C", examples: "beside", counts: "of all" }],
  [
    "C with examples and no counts",
    { ...plain, generation: "C", examples: "beside", counts: "none" },
  ],
  [
    "C with counts and no examples",
    { ...plain, generation: "C", examples: "none", counts: "of all" },
  ],
];

describe.each(styles)("a page of generation %s", (_, style) => {
  const variety = { isRich: false, description: sentences };

  test("is read as it was rendered", () => {
    fc.assert(
      fc.property(operations({ ...variety, names: freeNames }), (operation) => {
        const { endpoint, sure } = readBack(operation, style);
        const { title, method, path } = operation;
        expect([endpoint.title.value, endpoint.method.value, endpoint.path.value]).toEqual([
          title,
          method,
          `/${path.join("/")}`,
        ]);
        const wanted = factsOf(toOpenApi(operation, openLevels), {}).map(textOf).sort();
        expect(sure.filter(isHeld(style))).toEqual(wanted.filter(isHeld(style)));
      }),
      { numRuns: times(60) },
    );
  });

  test("states nothing that was not rendered, even if names repeat", () => {
    fc.assert(
      fc.property(operations({ ...variety, names: repeatedNames }), (operation) => {
        const { sure } = readBack(operation, style);
        const truth = new Set(factsOf(toOpenApi(operation, openLevels), {}).map(textOf));
        expect(sure.filter((fact) => !truth.has(fact))).toEqual([]);
      }),
      { numRuns: times(60) },
    );
  });
});

/**
 * Pages of every generation, in every language, as extractors leave them; but where marks are lost
 * and no example is shown, a page says too little to tell a name from a value.
 */
const anyStyle: fc.Arbitrary<Style> = fc
  .record({
    generation: fc.constantFrom("A", "B", "C"),
    language: fc.constantFrom("english", "chinese", "translated"),
    examples: fc.constantFrom("none", "beside", "below"),
    counts: fc.constantFrom("none", "of lists", "of all"),
    losesMarks: fc.boolean(),
    showsItems: fc.boolean(),
    extractor: fc.constantFrom("plain", "bullets", "decoded-twice"),
  } as const)
  .map((style) => ({ ...style, losesMarks: style.losesMarks && style.examples !== "none" }));

test("no page makes the reader invent anything", () => {
  const variety = { isRich: true, names: wordNames, description: anyDescription };
  fc.assert(
    fc.property(operations(variety), anyStyle, (operation, style) => {
      const { method, path } = operation;
      const whole = { [method.toLowerCase()]: toOpenApi(operation, Number.POSITIVE_INFINITY) };
      const document = { paths: { [`/${path.join("/")}`]: whole } };
      const { call, parameters, fields, notes } = scorePage(
        "x",
        render(operation, style),
        document,
      );
      expect(call).toBe(true);
      expect(
        parameters.invented + fields.invented,
        notes.filter((note) => note.startsWith("invented")).join("\n"),
      ).toBe(0);
    }),
    { numRuns: times(100) },
  );
});
