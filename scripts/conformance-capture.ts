/**
 * `npm run conformance:capture -- DIR [--json]`: reads every `NN.page.txt` of a folder and holds
 * what was read against `NN.openapi.yaml`, the document behind the page. How it counts:
 *
 * - *shown*: a fact of the document counts for recall if the page shows it. A field is shown if its
 *   name stands on a line of its own with a type below, or with a mark and a union, in the part of
 *   the page that the field belongs to; of several with one name, the outer ones first. A format,
 *   enum or limit is shown if its text is below the name. Closed tabs, closed objects and later
 *   edits are thus no misses.
 * - *asserted*: a fact of the reading without a mark on it or around it. Precision is of these.
 *   What is marked (derived, ambiguous) is counted apart, and adds to `recall+`, not to `recall`.
 * - *wrong*: asserted, and the document says otherwise of the same field or parameter.
 * - *page only*: asserted, of a name (or with an enum, format or limit) that the document has
 *   nowhere in this body, and stated on the page: the name is a field line of the part that it was
 *   read from, and can be nothing else there. Page and document are of different dates.
 * - *invented*: asserted, absent from the document, and not stated on the page: also a mark, a
 *   button, a heading, a value or a description that was taken for a name.
 *
 * Exit code 0 if nothing was invented and the targets are met, 1 if not, 2 if it could not run.
 */
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { parse } from "yaml";
import { type Counts, ratios, type Score, scorePage, sum } from "./conformance-score.js";

export const targets = { precision: 0.99, recall: 0.97 };

export function scoreFolder(folder: string): Score[] {
  const stems = readdirSync(folder)
    .filter((file) => file.endsWith(".page.txt"))
    .map((file) => file.slice(0, -".page.txt".length))
    .sort();
  return stems.map((stem) => {
    const text = readFileSync(join(folder, `${stem}.page.txt`), "utf8").replaceAll("\r\n", "\n");
    const document = parse(readFileSync(join(folder, `${stem}.openapi.yaml`), "utf8")) as Readonly<
      Record<string, unknown>
    >;
    return scorePage(stem, text, document);
  });
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
