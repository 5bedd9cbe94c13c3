import { type Endpoint, type Reading, readPage } from "../generator/capture/index.js";
import { type Fact, factsOf, keyOf } from "./conformance-facts.js";
import { PageText } from "./conformance-page.js";

type Fields = Readonly<Record<string, unknown>>;

export interface Counts {
  /** Facts of the document that the page shows. */
  shown: number;
  /** Of these, read without and with a mark. */
  found: number;
  foundMarked: number;
  asserted: number;
  right: number;
  wrong: number;
  pageOnly: number;
  invented: number;
  marked: number;
}

export interface Score {
  readonly page: string;
  readonly kind: Reading["kind"];
  readonly call: boolean;
  readonly parameters: Counts;
  readonly fields: Counts;
  /** What went wrong, a line each. */
  readonly notes: readonly string[];
}

/** Reads a page, and scores what was read. */
export function scorePage(name: string, text: string, document: Fields): Score {
  const location = `${name}.page.txt`;
  const rest = { fetchedAt: undefined, folder: [], title: undefined };
  return scoreReading(name, text, document, readPage({ location, origin: "text", text, ...rest }));
}

/** Scores what somebody read on a page. */
export function scoreReading(
  name: string,
  text: string,
  document: Fields,
  reading: Reading,
): Score {
  const endpoint = reading.kind === "endpoint" ? reading.endpoints[0] : undefined;
  const truth = findOperation(document, endpoint);
  if (!truth) throw new Error(`${name}.openapi.yaml holds no operation`);
  const notes: string[] = [];
  const call = endpoint?.method.value === truth.method && samePath(endpoint, truth.path, document);
  if (!call) {
    const found = endpoint ? `${endpoint.method.value} ${endpoint.path.value}` : reading.kind;
    notes.push(`call: ${truth.method} ${truth.path}, read ${found}`);
  }
  const wanted = factsOf(truth.operation, document);
  const read = endpoint ? factsOf(endpoint.operation, { components: endpoint.components }) : [];
  const marks = endpoint?.marks.map(({ pointer }) => pointer) ?? [];
  const pageText = new PageText(text);
  const score = (of: Fact["of"]): Counts =>
    compare(
      wanted.filter((fact) => fact.of === of),
      read.filter((fact) => fact.of === of),
      marks,
      pageText,
      notes,
    );
  return {
    page: name,
    kind: reading.kind,
    call,
    parameters: score("parameter"),
    fields: score("field"),
    notes,
  };
}

function compare(
  wanted: readonly Fact[],
  read: readonly Fact[],
  marks: readonly string[],
  page: PageText,
  notes: string[],
): Counts {
  const counts: Counts = {
    shown: 0,
    found: 0,
    foundMarked: 0,
    asserted: 0,
    right: 0,
    wrong: 0,
    pageOnly: 0,
    invented: 0,
    marked: 0,
  };
  const truth = new Map(wanted.map((fact) => [keyOf(fact), fact.value]));
  const found = new Map(read.map((fact) => [keyOf(fact), fact]));
  const isUnder = (pointer: string) =>
    marks.some((mark) => pointer === mark || pointer.startsWith(`${mark}/`));
  const isMarked = (fact: Fact): boolean => {
    if (fact.aspect !== "required") return [fact.pointer, ...fact.parts].some(isUnder);
    // What stands in a list of required members is stated, even if others in doubt are not.
    const field = found.get(keyOf({ ...fact, aspect: "exists" }));
    return (
      (field !== undefined && isUnder(field.pointer)) ||
      (fact.value !== "true" && isUnder(fact.pointer))
    );
  };
  const say = (what: string, { where, path, aspect }: Fact, rest: string) =>
    notes.push(`${what}: ${where} ${path.join(".")} ${aspect} ${rest}`);

  for (const fact of page.shown(wanted)) {
    counts.shown++;
    const reading = found.get(keyOf(fact));
    if (reading?.value !== fact.value) {
      say("missed", fact, `${fact.value}, read ${reading?.value ?? "nothing"}`);
    } else if (isMarked(reading)) counts.foundMarked++;
    else counts.found++;
  }
  for (const fact of read) {
    if (isMarked(fact)) {
      counts.marked++;
      continue;
    }
    counts.asserted++;
    const value = truth.get(keyOf(fact));
    if (value === fact.value) counts.right++;
    else if (value !== undefined) {
      counts.wrong++;
      say("wrong", fact, `${fact.value}, should be ${value}`);
    } else if (page.states(fact) && isNewTo(wanted, fact)) {
      counts.pageOnly++;
      say("page only", fact, fact.value);
    } else {
      counts.invented++;
      say("invented", fact, fact.value);
    }
  }
  return counts;
}

/**
 * Whether the document lacks what was read in a way that a parser's mistake does not explain: it
 * has no field of that name anywhere in the body, or it has the field and says nothing of this
 * aspect. A field that was put in the wrong place has its name elsewhere, and counts as invented.
 */
function isNewTo(wanted: readonly Fact[], fact: Fact): boolean {
  const name = fact.path.at(-1);
  const sameBody = wanted.filter(({ of, where }) => of === fact.of && where === fact.where);
  const samePlace = sameBody.some(({ path }) => path.join("\n") === fact.path.join("\n"));
  return samePlace || !sameBody.some(({ path }) => path.at(-1) === name);
}

interface Operation {
  readonly method: string;
  readonly path: string;
  readonly operation: Fields;
}

/** The operation that was read, if the document has it; else its first one. */
function findOperation(document: Fields, endpoint: Endpoint | undefined): Operation | undefined {
  const operations = Object.entries((document["paths"] ?? {}) as Record<string, Fields>).flatMap(
    ([path, item]) =>
      Object.entries(item)
        .filter(([method]) => /^(get|put|post|delete|options|head|patch|trace)$/.test(method))
        .map(([method, operation]) => {
          return { method: method.toUpperCase(), path, operation: operation as Fields };
        }),
  );
  const same = operations.find(
    ({ method, path }) => endpoint?.method.value === method && samePath(endpoint, path, document),
  );
  return same ?? operations[0];
}

/** A page may print the path with what the server's URL has in front of it. */
function samePath(endpoint: Endpoint | undefined, path: string, document: Fields): boolean {
  if (!endpoint) return false;
  const servers = (document["servers"] ?? []) as readonly { readonly url?: string }[];
  const prefixes = servers.map(({ url = "" }) =>
    url.replace(/^https?:\/\/[^/]*/, "").replace(/\/$/, ""),
  );
  return ["", ...prefixes].some((prefix) => `${prefix}${path}` === endpoint.path.value);
}

export function sum(all: readonly Counts[]): Counts {
  return all.reduce((total, counts) => {
    const keys = Object.keys(total) as (keyof Counts)[];
    return Object.fromEntries(
      keys.map((key) => [key, total[key] + counts[key]]),
    ) as unknown as Counts;
  });
}

export function ratios(counts: Counts): {
  precision: number;
  recall: number;
  recallMarked: number;
} {
  const ratio = (part: number, whole: number) => (whole === 0 ? 1 : part / whole);
  return {
    precision: ratio(counts.right, counts.right + counts.wrong + counts.invented),
    recall: ratio(counts.found, counts.shown),
    recallMarked: ratio(counts.found + counts.foundMarked, counts.shown),
  };
}
