/**
 * `npm run conformance:capture -- DIR [--json]`: reads every `NN.page.txt` of a folder and holds
 * what was read against `NN.openapi.yaml`, the document behind the page. How it counts:
 *
 * - *shown*: a fact of the document counts for recall if the page shows it. A field is shown if its
 *   name stands on a line of its own with a type or a mark below, in the part of the page that the
 *   field belongs to; of several with one name, the outer ones first. A format, enum or limit is
 *   shown if its text is there too. Closed tabs, closed objects and later edits are thus no misses.
 * - *asserted*: a fact of the reading without a mark on it or around it. Precision is of these.
 *   What is marked (derived, ambiguous) is counted apart, and adds to `recall+`, not to `recall`.
 * - *wrong*: asserted, and the document says otherwise of the same field or parameter.
 * - *page only*: asserted, printed on the page, and of a name (or with an enum, format or limit)
 *   that the document has nowhere in this body: page and document are of different dates.
 * - *invented*: asserted, absent from the document, and not printed on the page either.
 *
 * Exit code 0 if nothing was invented and the targets are met, 1 if not, 2 if it could not run.
 */
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { parse } from "yaml";
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

export const targets = { precision: 0.99, recall: 0.97 };

export function scoreFolder(folder: string): Score[] {
  const stems = readdirSync(folder)
    .filter((file) => file.endsWith(".page.txt"))
    .map((file) => file.slice(0, -".page.txt".length))
    .sort();
  return stems.map((stem) => {
    const text = readFileSync(join(folder, `${stem}.page.txt`), "utf8").replaceAll("\r\n", "\n");
    const document = parse(readFileSync(join(folder, `${stem}.openapi.yaml`), "utf8")) as Fields;
    return scorePage(stem, text, document);
  });
}

export function scorePage(name: string, text: string, document: Fields): Score {
  const location = `${name}.page.txt`;
  const page = {
    location,
    origin: "text",
    text,
    fetchedAt: undefined,
    folder: [],
    title: undefined,
  } as const;
  const reading = readPage(page);
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
    if (fact.aspect !== "required") return isUnder(fact.pointer);
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
    } else if (page.prints(fact) && isNewTo(wanted, fact)) {
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

function row(name: string, call: string, of: string, counts: Counts): string {
  const { precision, recall, recallMarked } = ratios(counts);
  const cells = [
    name,
    call,
    of,
    precision.toFixed(3),
    recall.toFixed(3),
    recallMarked.toFixed(3),
    ...[
      counts.shown,
      counts.asserted,
      counts.wrong,
      counts.invented,
      counts.pageOnly,
      counts.marked,
    ].map(String),
  ];
  return cells.map((cell, index) => (index < 3 ? cell.padEnd(10) : cell.padStart(9))).join(" ");
}

function print(scores: readonly Score[]): void {
  const heads =
    "page call of precision recall recall+ shown asserted wrong invented page-only marked";
  console.log(
    heads
      .split(" ")
      .map((cell, index) => (index < 3 ? cell.padEnd(10) : cell.padStart(9)))
      .join(" "),
  );
  for (const { page, call, parameters, fields, notes } of scores) {
    console.log(row(page, call ? "yes" : "NO", "parameters", parameters));
    console.log(row("", "", "fields", fields));
    for (const note of notes) console.log(`             ${note}`);
  }
  const calls = `${scores.filter(({ call }) => call).length}/${scores.length}`;
  console.log(row("total", calls, "parameters", sum(scores.map(({ parameters }) => parameters))));
  console.log(row("", "", "fields", sum(scores.map(({ fields }) => fields))));
}

function isGood(scores: readonly Score[]): boolean {
  const totals = [
    sum(scores.map(({ parameters }) => parameters)),
    sum(scores.map(({ fields }) => fields)),
  ];
  return (
    scores.every(({ call }) => call) &&
    totals.every((counts) => {
      const { precision, recall } = ratios(counts);
      return counts.invented === 0 && precision >= targets.precision && recall >= targets.recall;
    })
  );
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const folder = process.argv.slice(2).find((argument) => !argument.startsWith("--"));
  try {
    if (folder === undefined) throw new Error("usage: npm run conformance:capture -- DIR [--json]");
    const scores = scoreFolder(folder);
    if (scores.length === 0) throw new Error(`${folder} holds no NN.page.txt`);
    if (process.argv.includes("--json")) {
      const totals = {
        parameters: sum(scores.map(({ parameters }) => parameters)),
        fields: sum(scores.map(({ fields }) => fields)),
      };
      const total = {
        ...totals,
        calls: scores.filter(({ call }) => call).length,
        pages: scores.length,
      };
      console.log(JSON.stringify({ pages: scores, total }, null, 2));
    } else print(scores);
    process.exitCode = isGood(scores) ? 0 : 1;
  } catch (error) {
    console.error(`conformance-capture: ${error instanceof Error ? error.message : String(error)}`);
    process.exitCode = 2;
  }
}
