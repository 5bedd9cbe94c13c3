import type { ImpactFinding, ImpactReport } from "../../../generator/impact/index.js";
import type { Respond, TestServer } from "../../runtime/server.js";
import type { Field, Operation } from "./random-api.js";
import type { Caller } from "./random-callers.js";
import type { Change } from "./random-changes.js";
import { serverOf } from "./random-server.js";

/** A caller that can be run. */
export type Run = () => Promise<unknown>;

/** What callers do, one after the other: what they return as JSON, or that they throw. */
export async function outcomesOf(runs: readonly Run[]): Promise<string[]> {
  const outcomes: string[] = [];
  for (const run of runs) {
    try {
      outcomes.push(JSON.stringify([await run()], shown));
    } catch (error) {
      outcomes.push(`throws ${String(error)}`);
    }
  }
  return outcomes;
}

const shown = (_: string, value: unknown) => (value === undefined ? "undefined" : value);

/** How the callers that are named for a field that went differ from those that used it over HTTP. */
export async function misnamed(
  { findings }: ImpactReport,
  changes: readonly Change[],
  base: readonly Operation[],
  {
    callers,
    runs,
    server,
  }: {
    readonly callers: readonly Caller[];
    readonly runs: readonly Run[];
    readonly server: TestServer;
  },
): Promise<string[]> {
  const wrong: string[] = [];
  for (const { how, names } of changes) {
    const [side, verb, name = ""] = how.split(" ");
    if (verb !== "removed" && verb !== "renamed") continue;
    const uses = side === "answer" ? readersOf : sendersOf;
    const used = await uses(name, base, runs, server);
    const speaksOf = ({ finding }: ImpactFinding, word: string) => {
      const { before, after, message, pointer } = finding;
      return new RegExp(`\\b${word}\\b`).test(JSON.stringify([before, after, message, pointer]));
    };
    const own = findings.filter((each) => speaksOf(each, name));
    // One that is also about a new name beside it, as if renamed to that, names who lacks that, too.
    const others = changes.filter((each) => each.names !== names).flatMap((each) => each.names);
    if (own.some((each) => others.some((word) => speaksOf(each, word)))) continue;
    const named = new Set(own.flatMap(({ sites }) => sites.map(({ file }) => file)));
    callers.forEach(({ file, text }, index) => {
      if (named.has(file) === used.has(index)) return;
      const what = used.has(index) ? "used, and not named" : "named, and not used";
      wrong.push(`${how} (${names.join(", ")}): ${what}: ${file}\n${text}`);
    });
  }
  return wrong;
}

/**
 * Who does otherwise if nothing but this field is missing in answers, whichever of its values a server
 * sends otherwise.
 */
async function readersOf(
  name: string,
  base: readonly Operation[],
  runs: readonly Run[],
  server: TestServer,
): Promise<ReadonlySet<number>> {
  const without = withoutField(name, base);
  const readers = new Set<number>();
  for (const turn of [0, 1, 2]) {
    server.respond = serverOf(base, base, turn);
    const before = await outcomesOf(runs);
    server.respond = serverOf(without, base, turn);
    const after = await outcomesOf(runs);
    before.forEach((outcome, index) => {
      if (outcome === after[index]) return;
      readers.add(index);
      // What is not there reads as undefined, or its own fields cannot be read at all.
      const isGone = /\bundefined\b|^\["is not"\]$/.test(after[index] ?? "");
      const isWhole =
        outcome.includes(`\\"${name}\\":`) && !after[index]?.includes(`\\"${name}\\":`);
      if (!isGone && !isWhole) throw new Error(`without ${name}: ${outcome}, then ${after[index]}`);
    });
  }
  return readers;
}

/** In whose requests a name arrives; a server without it refuses exactly these. */
async function sendersOf(
  name: string,
  base: readonly Operation[],
  runs: readonly Run[],
  server: TestServer,
): Promise<ReadonlySet<number>> {
  const senders = new Set<number>();
  const respond = serverOf(base, base);
  for (const [index, run] of runs.entries()) {
    server.respond = ((response, arrived) => {
      const body = arrived.body.toString();
      if (new RegExp(`\\b${name}\\b`).test(`${arrived.target} ${body}`)) senders.add(index);
      return respond(response, arrived);
    }) satisfies Respond;
    await run();
  }
  server.respond = serverOf(withoutField(name, base), base);
  const refused = (await outcomesOf(runs)).flatMap((outcome, index) =>
    outcome.startsWith("throws") ? [index] : [],
  );
  if (refused.join() !== [...senders].join())
    throw new Error(`sent ${name}: ${[...senders].join()}; refused: ${refused.join()}`);
  return senders;
}

function withoutField(name: string, api: readonly Operation[]): Operation[] {
  const copy = structuredClone(api) as Operation[];
  const prune = (fields: Field[]): void => {
    const at = fields.findIndex((field) => field.name === name);
    if (at >= 0) fields.splice(at, 1);
    for (const { kind } of fields) if ("fields" in kind) prune(kind.fields);
  };
  for (const { query, body, answer } of copy)
    for (const each of [query, body ?? [], answer]) prune(each);
  return copy;
}
