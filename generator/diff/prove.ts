import { emit } from "../emit/index.js";
import type { Spec } from "../load/index.js";
import { buildApi, type Operation } from "../model/index.js";
import { readRuntimeFiles } from "../runtime-files.js";
import { tool } from "../tool.js";
import { type CompileError, compileErrors } from "./compiler.js";
import type { Comparison, Finding, OperationName } from "./finding.js";
import { folders, type Pair, type Probe, prelude, probesOf } from "./probes.js";

/** A place where the rules and the compiler do not agree. */
export interface Disagreement {
  /** Undefined: the client as a whole. */
  readonly operation: OperationName | undefined;
  /** The finding that the compiler has nothing against; undefined if no finding tells of its errors. */
  readonly finding: Finding | undefined;
  /** What the compiler says; empty if nothing. */
  readonly errors: readonly string[];
}

export interface Proof {
  /** The comparison, with the compiler's messages in the findings that they belong to. */
  readonly comparison: Comparison;
  readonly disagreements: readonly Disagreement[];
}

/** Two versions, and what the rules find between them. */
export interface Claim {
  readonly base: Spec;
  readonly revision: Spec;
  readonly comparison: Comparison;
}

/**
 * Lets TypeScript decide whom a change breaks: both clients are made in memory, and operation by
 * operation callers' arguments have to fit the new client and its answers the old one. Several
 * claims are one program, because starting the compiler is most of the time.
 *
 * @throws DiagnosticError if no client can be made of one of the specs
 */
export async function prove(claims: readonly Claim[]): Promise<Proof[]> {
  const runtime = await readRuntimeFiles();
  const files = new Map(runtime.map(({ path, text }) => [`runtime/${path}`, text]));
  const trials = claims.map(({ base, revision, comparison }, index) => {
    // The client's name is the package's business, not the spec's title's.
    const before = buildApi(base, { name: "Client" }).api;
    const after = buildApi(revision, { name: "Client" }).api;
    const probes = probesOf(before, after);
    const check = `${index}/check.ts`;
    files.set(check, [...prelude, ...probes.map(({ line }) => line)].join("\n"));
    for (const [folder, api] of [
      [folders.before, before],
      [folders.after, after],
    ] as const) {
      for (const { path, text } of emit(api, runtime, tool)) {
        // Both have the same runtime; two of it would not fit each other.
        const shared = `export * from "../../../${path.replace(/\.ts$/, ".js")}";\n`;
        files.set(`${index}/${folder}/${path}`, path.startsWith("runtime/") ? shared : text);
      }
    }
    return { check, probes, comparison };
  });
  const errors = compileErrors(
    files,
    trials.map(({ check }) => check),
  );
  return trials.map(({ check, probes, comparison }) => {
    const found = errors.filter(({ file }) => file === check);
    return settle(comparison, probes, failuresOf(found, probes));
  });
}

/** The compiler's messages by what they are about. */
function failuresOf(
  errors: readonly CompileError[],
  probes: readonly Probe[],
): ReadonlyMap<Pair | undefined, readonly string[]> {
  const failures = new Map<Pair | undefined, { about: Probe["about"]; text: string }[]>();
  for (const { line, message } of errors) {
    const probe = probes[line - prelude.length];
    if (!probe) throw new Error(`the check itself does not compile: ${message}`);
    const known = failures.get(probe.pair) ?? [];
    failures.set(probe.pair, known);
    // What is wrong with an answer is wrong with every result that holds it.
    if (
      probe.about === "result" &&
      known.some(({ about }) => about !== "arguments" && about !== "name")
    )
      continue;
    known.push({ about: probe.about, text: `${labels[probe.about]}: ${message}` });
  }
  return new Map([...failures].map(([pair, list]) => [pair, list.map(({ text }) => text)]));
}

const labels: Readonly<Record<Probe["about"], string>> = {
  name: "name",
  arguments: "arguments",
  answer: "data",
  result: "result",
  options: "options of the client",
};

function settle(
  comparison: Comparison,
  probes: readonly Probe[],
  failures: ReadonlyMap<Pair | undefined, readonly string[]>,
): Proof {
  const pairs = [...new Set(probes.map(({ pair }) => pair))];
  const of = (finding: Finding) => pairs.filter((pair) => pair && touches(finding, pair));
  const disagreements: Disagreement[] = [];
  const explained = new Set<Pair | undefined>();

  const findings = comparison.findings.map((finding): Finding => {
    if (finding.source !== "breaking") return finding;
    const touched = of(finding);
    // What is about the document breaks what is about the client, or all operations.
    const broken =
      touched.length > 0 || finding.operations.length > 0
        ? touched
        : [undefined, ...failures.keys()];
    const proof = [...new Set(broken.flatMap((pair) => failures.get(pair) ?? []))];
    for (const pair of broken) explained.add(pair);
    if (proof.length > 0) return { ...finding, proof };
    // Of webhooks and callbacks the client has no function that could be tried.
    if (touched.length > 0 || finding.operations.length === 0) {
      disagreements.push({ operation: finding.operations[0], finding, errors: [] });
    }
    return finding;
  });
  for (const [pair, errors] of failures) {
    if (explained.has(pair)) continue;
    disagreements.push({ operation: pair && nameOf(pair.before), finding: undefined, errors });
  }
  return { comparison: { ...comparison, findings }, disagreements };
}

function touches({ operations }: Finding, { before, after }: Pair): boolean {
  const isSame = (name: OperationName, { method, path }: Operation) =>
    name.method === method && name.path === path;
  return operations.some((name) => isSame(name, before) || (after && isSame(name, after)));
}

function nameOf({ id, method, path }: Operation): OperationName {
  return { method, path, operationId: id };
}
