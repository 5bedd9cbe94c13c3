/**
 * Scores the engine on a folder of cases laid out like oasdiff's (`cases.json` says how). What is
 * measured is every judgement before like ones are folded, because theirs are not: a change counts
 * once for each operation, direction and value that it touches.
 */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { parse } from "yaml";
import { DiagnosticError } from "../../../generator/diagnostics/index.js";
import type { Judgement } from "../../../generator/diff/apply-rules.js";
import { stepsOf } from "../../../generator/diff/compare/schema-path.js";
import { judgeSpecs } from "../../../generator/diff/index.js";
import { loadSpec, type Spec } from "../../../generator/load/index.js";
import { specOf } from "../support.js";
import { type Deliberate, deliberate } from "./deliberate.js";
import { oursFor, type Role } from "./ids.js";

type Level = "INFO" | "WARN" | "ERR";

export interface Case {
  readonly id: string;
  readonly base: string;
  readonly revision: string;
  readonly min_level: Level;
  readonly scope: "all" | readonly string[];
  readonly match: "exact" | "contains";
  readonly expected: readonly { readonly id: string; readonly level: Level }[];
  readonly absent?: readonly string[];
  readonly count?: number | null;
  readonly about?: string;
  /** Everything that their tool tells about the two documents, besides what the case is about. */
  readonly oracle?: { readonly all?: readonly { readonly id: string; readonly level: Level }[] };
}

export interface Outcome {
  readonly id: string;
  readonly verdict: "passed" | "deliberate" | "failed";
  /** Reasons of the differences that were meant. */
  readonly reasons: readonly string[];
  /** Whether all of them follow from what record 19 decides. */
  readonly isDecided?: boolean;
  readonly missing: readonly string[];
  readonly extra: readonly string[];
}

/** A finding of ours, as often as they would tell it. */
interface Item {
  readonly kind: string;
  readonly role: Role;
  readonly level: Level;
}

const levels: readonly Level[] = ["INFO", "WARN", "ERR"];
const levelOf = { breaking: "ERR", warning: "WARN", info: "INFO", none: "INFO" } as const;

export function readCases(folder: string): Case[] {
  return (JSON.parse(readFileSync(join(folder, "cases.json"), "utf8")) as { cases: Case[] }).cases;
}

export async function scoreAll(folder: string): Promise<Outcome[]> {
  const outcomes: Outcome[] = [];
  for (const one of readCases(folder)) {
    try {
      outcomes.push(await score(one, folder));
    } catch (error) {
      const missing = [error instanceof Error ? error.message : String(error)];
      outcomes.push({ id: one.id, verdict: "failed", reasons: [], missing, extra: [] });
    }
  }
  return outcomes;
}

async function score(one: Case, folder: string): Promise<Outcome> {
  const items = (await judgeCase(one, folder)).flatMap(itemsOf);
  const plain = compare(one, items);
  if (plain.missing.length + plain.extra.length === 0) {
    return { id: one.id, verdict: "passed", reasons: [], ...plain };
  }
  // Only the differences that concern this case are taken away, and only if that explains it all.
  const meant = deliberate.filter((difference) => concerns(difference, plain));
  const isTheirs = (id: string) => meant.some(({ theirs }) => theirs.test(id));
  const rest = {
    missing: plain.missing.filter((id) => !isTheirs(id)),
    extra: plain.extra.filter((kind) => !meant.some(({ ours }) => ours.test(kind))),
  };
  const isMeant = rest.missing.length + rest.extra.length === 0;
  return {
    id: one.id,
    verdict: isMeant ? "deliberate" : "failed",
    reasons: meant.map(({ reason }) => reason),
    isDecided: meant.length > 0 && meant.every((difference) => difference.isDecided === true),
    ...plain,
  };
}

export async function judgeCase(
  { base, revision }: Pick<Case, "base" | "revision">,
  folder: string,
): Promise<Judgement[]> {
  return judgeSpecs(await load(join(folder, base)), await load(join(folder, revision)));
}

/**
 * Some of the documents are not quite OpenAPI (`responses:` with nothing behind it), and our loader
 * refuses them. What is measured here is the comparison, so they are read as plain data.
 */
async function load(path: string): Promise<Spec> {
  try {
    return await loadSpec(path);
  } catch (error) {
    if (!(error instanceof DiagnosticError)) throw error;
    return specOf(parse(readFileSync(path, "utf8")), path);
  }
}

function concerns({ theirs, ours }: Deliberate, told: { missing: string[]; extra: string[] }) {
  return told.missing.some((id) => theirs.test(id)) || told.extra.some((kind) => ours.test(kind));
}

function compare(one: Case, items: readonly Item[]): { missing: string[]; extra: string[] } {
  const left = [...items];
  const missing: string[] = [];
  for (const { id, level } of one.expected) {
    const index = left.findIndex((item) => item.level === level && says(item, id));
    if (index >= 0) left.splice(index, 1);
    else missing.push(`${id} ${level}`);
  }
  const inScope = ({ kind, role, level }: Item) =>
    levels.indexOf(level) >= levels.indexOf(one.min_level) &&
    (one.scope === "all" || one.scope.some((id) => says({ kind, role, level }, id)));
  const extra =
    one.match === "exact"
      ? left.filter(inScope)
      : left.filter((item) => one.absent?.some((id) => says(item, id)));
  if (one.match === "contains" && typeof one.count === "number") {
    const found = items.filter(inScope).length;
    if (found !== one.count) missing.push(`${one.count} findings, not ${found}`);
  }
  return { missing, extra: extra.map(({ kind, role, level }) => `${kind} ${level} ${role}`) };
}

function says({ kind, role }: Item, id: string): boolean {
  const ours = oursFor(id);
  if (!ours?.kinds.includes(kind)) return false;
  return ours.role === "any" || ours.role === role;
}

function itemsOf({ change, rule, wire, uses }: Judgement): Item[] {
  const level = levelOf[wire];
  const values = valuesOf(change.kind, change.before ?? change.after);
  if (uses.length === 0) {
    const times = Math.max(1, rule.id.startsWith("operation.") ? change.operations.length : 1);
    const isOfPath = (change.after as { of?: string } | undefined)?.of === "path";
    const role = isOfPath ? "root" : "inside";
    return Array.from({ length: times }, () => ({ kind: rule.id, role, level }));
  }
  return uses.flatMap(({ schemaPath, root }) => {
    const steps = stepsOf(schemaPath);
    // Of a parameter, they take the items for the parameter itself.
    const isParameter = root.subject === "parameter";
    const isRoot = steps.every(({ kind }) => isParameter && kind === "items");
    const role = isRoot ? ("root" as const) : ("inside" as const);
    return Array.from({ length: values }, () => ({ kind: rule.id, role, level }));
  });
}

/** Listed values are told one by one. */
function valuesOf(kind: string, values: unknown): number {
  return /^(enum|extensibleEnum)\.(added|removed|dropped)$/.test(kind) && Array.isArray(values)
    ? values.length
    : 1;
}
