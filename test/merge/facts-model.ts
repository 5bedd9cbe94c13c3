import { fc } from "../support/random.js";

/**
 * Facts that somebody wrote by hand, and what a page has to say about each: a model that knows what
 * has to come out, without the help of the code that merges.
 */

/** What the page says about a fact of the spec; `adds`: it alone has the fact. */
type Stance = "silent" | "agrees" | "denies" | "adds";

interface Keyword {
  readonly keyword: string;
  readonly spec: unknown;
  readonly page: unknown;
  readonly stance: Stance;
}

/** A value of a parameter or of a member of a body. */
export interface Part {
  readonly name: string;
  /** Whether it is required, on each side; undefined if the side does not have the part. */
  readonly spec: boolean | undefined;
  readonly page: boolean | undefined;
  readonly type: string;
  readonly keywords: readonly Keyword[];
  readonly prose: Readonly<Record<string, unknown>>;
  /** How its schema is written in the spec. */
  readonly form: Form;
}

/** Spellings of one schema: in place, by YAML's means, by references, by inheritance. */
const forms = [
  "plain",
  "alias",
  "merge",
  "component",
  "file",
  "siblings",
  "allOf",
  "shared",
] as const;
export type Form = (typeof forms)[number];

export interface Model {
  /** The name of the path's parameter, on each side. */
  readonly path: readonly [spec: string, page: string];
  readonly query: readonly Part[];
  readonly header: readonly Part[];
  readonly cookie: readonly Part[];
  readonly body: readonly Part[];
  readonly answer: readonly Part[];
  /** Headers of the answer. */
  readonly headers: readonly Part[];
  /** The key of the answer in the spec; on the page it is 200. */
  readonly status: string;
  /** Whether a body has to be sent. */
  readonly isBodyRequired: readonly [spec: boolean, page: boolean];
  /** Whether the spec's parameters are a list that another operation has, too. */
  readonly isListShared: boolean;
  /** How the header parameters are written on the page. */
  readonly isUpperCase: boolean;
}

/** By type: keywords, each with two values that differ. */
const keywords: Readonly<Record<string, readonly (readonly [string, unknown, unknown])[]>> = {
  string: [
    ["minLength", 1, 2],
    ["maxLength", 40, 50],
    ["pattern", "^a", "^b"],
    ["format", "uuid", "uri"],
    ["enum", ["open", "shut"], ["open", "shut", "lost"]],
    ["default", "open", "shut"],
  ],
  integer: [
    ["minimum", 1, 0],
    ["maximum", 100, 500],
    ["multipleOf", 5, 10],
    ["format", "int32", "int64"],
    ["default", 20, 40],
  ],
  array: [
    ["minItems", 1, 2],
    ["maxItems", 10, 20],
  ],
};

const proses = fc.record(
  {
    description: fc.constant("In our own words."),
    "x-note": fc.constant({ by: ["hand"] }),
    examples: fc.constant(["ours"]),
    title: fc.constant("Ours"),
  },
  { requiredKeys: [] },
);

const stances = fc.constantFrom<Stance>("silent", "silent", "agrees", "denies", "adds");

const part = fc.constantFrom("string", "integer", "array").chain((type) =>
  fc.record({
    spec: fc.constantFrom(undefined, true, true, false, false),
    page: fc.constantFrom(undefined, true, true, false, false),
    type: fc.constant(type),
    keywords: fc.tuple(
      ...(keywords[type] ?? []).map(([keyword, spec, page]) =>
        stances.map((stance) => ({ keyword, spec, page, stance })),
      ),
    ),
    prose: proses,
    form: fc.constantFrom(...forms),
  }),
);
const partsOf = (prefix: string, maxLength: number) =>
  fc.array(part, { maxLength }).map((parts): Part[] => {
    const named = parts.map((each, index) => ({ ...each, name: `${prefix}${index}` }));
    return named.filter(({ spec, page }) => spec !== undefined || page !== undefined);
  });

export const models: fc.Arbitrary<Model> = fc.record({
  path: fc.constantFrom(["id", "id"], ["lotId", "lot_id"]),
  query: partsOf("q", 1),
  header: partsOf("X-h", 1),
  cookie: partsOf("c", 1),
  body: partsOf("b", 2),
  answer: partsOf("a", 2),
  headers: partsOf("X-a", 1),
  status: fc.constantFrom("200", "default", "2XX"),
  isBodyRequired: fc.tuple(fc.boolean(), fc.boolean()),
  isListShared: fc.boolean(),
  isUpperCase: fc.boolean(),
});

/** The facts of a part as one side has them. */
export function schemaOn(side: "spec" | "page", { type, keywords, prose }: Part) {
  const said = keywords.flatMap(({ keyword, stance, spec, page }): [string, unknown][] => {
    if (side === "spec") return stance === "adds" ? [] : [[keyword, spec]];
    if (stance === "silent") return [];
    return [[keyword, stance === "agrees" ? spec : page]];
  });
  const items = type === "array" ? { items: { type: "string" } } : {};
  return { type, ...items, ...Object.fromEntries(said), ...(side === "spec" && prose) };
}

/** A contradiction as it has to be told: what, and both sides. */
export type Told = readonly [what: string, spec: unknown, page: unknown];

/** The contradictions of one part, when both sides have it. */
export function contradictionsIn(part: Part, what: string): Told[] {
  if (part.spec === undefined || part.page === undefined) return [];
  const told = part.keywords.flatMap(({ keyword, stance, spec, page }): Told[] =>
    stance === "denies" ? [[`${what}, ${keyword}`, spec, page]] : [],
  );
  const isDenied = part.spec !== part.page;
  return [...told, ...(isDenied ? [[`${what}, required`, part.spec, part.page] as const] : [])];
}
