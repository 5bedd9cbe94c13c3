import { emit } from "../emit/index.js";
import type { Spec } from "../load/index.js";
import { buildApi, type Operation } from "../model/index.js";
import { readRuntimeFiles } from "../runtime-files.js";
import { tool } from "../tool.js";
import { type CompileError, compileErrors } from "./compiler.js";
import type { Comparison, Finding, OperationName } from "./finding.js";
import { folders, type Pair, type Probe, prelude, probesOf, type Trial } from "./probes.js";
import { extend } from "./verdict.js";

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

/** The compiler's messages by what was tried. */
type Failures = ReadonlyMap<Trial, readonly string[]>;

function failuresOf(errors: readonly CompileError[], probes: readonly Probe[]): Failures {
  const failures = new Map<Trial, { about: Probe["about"]; text: string }[]>();
  for (const { line, message } of errors) {
    const probe = probes[line - prelude.length];
    if (!probe) throw new Error(`the check itself does not compile: ${message}`);
    const known = failures.get(probe.of) ?? [];
    failures.set(probe.of, known);
    // What is wrong with an answer is wrong with every result that holds it.
    const isKnown = known.some(({ about }) => about === "answer" || about === "result");
    if (probe.about === "result" && isKnown) continue;
    known.push({ about: probe.about, text: `${labels[probe.about]}: ${message}` });
  }
  return new Map([...failures].map(([of, list]) => [of, list.map(({ text }) => text)]));
}

const labels: Readonly<Record<Probe["about"], string>> = {
  name: "name",
  arguments: "arguments",
  answer: "data",
  result: "result",
  options: "options of the client",
  type: "exported type",
};

/**
 * Puts the messages where they belong. A rule that says "breaking" has to be confirmed; one that
 * says "warning" left it open, and the compiler decides.
 */
function settle(comparison: Comparison, probes: readonly Probe[], failures: Failures): Proof {
  const pairs = [...new Set(probes.map(({ of }) => of))].filter((of) => typeof of !== "string");
  const trialsOf = (finding: Finding): readonly Trial[] =>
    finding.operations.length > 0
      ? pairs.filter((pair) => touches(finding, pair))
      : // What is about the document shows in the client, in a type, or in any operation.
        ["client", "types", ...pairs];
  const explained = new Set<Trial>(["types"]);
  const disagreements: Disagreement[] = [];

  const prove = (finding: Finding, open: boolean): Finding => {
    const trials = trialsOf(finding);
    // Of webhooks and callbacks the client has no function that could be tried.
    if (trials.length === 0) return finding;
    const failing = trials.filter((of) => failures.has(of) && !(open && explained.has(of)));
    const proof = [...new Set(failing.flatMap((of) => failures.get(of) ?? []))];
    if (proof.length > 0) {
      for (const of of failing) explained.add(of);
      return extend(finding, { source: "breaking", proof });
    }
    if (open) return extend(finding, { source: "info" });
    disagreements.push({ operation: finding.operations[0], finding, errors: [] });
    return finding;
  };
  const sure = comparison.findings.map((finding) =>
    finding.source === "breaking" ? prove(finding, false) : finding,
  );
  const findings = sure.map((finding) =>
    finding.source === "warning" ? prove(finding, true) : finding,
  );
  for (const [of, errors] of failures) {
    if (explained.has(of)) continue;
    const operation = typeof of === "string" ? undefined : nameOf(of.before);
    disagreements.push({ operation, finding: undefined, errors });
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
