import type { Line, Place } from "../../diagnostics/index.js";
import { toYaml } from "../../load/index.js";
import { isSent, partsOf, subjects } from "../change-kinds.js";
import type { Finding, Reason } from "../finding.js";
import { findRule, isOfSchema, type Rule } from "../rules/index.js";
import { severitiesByRule } from "../verdict.js";
import {
  countOf,
  describeOperation,
  describeOverride,
  describePlace,
  describeProof,
} from "./report-phrases.js";

/** A rule, as `tether explain` prints it: when it applies, what it says and why, an example. */
export function explainRule(rule: Rule): Line[] {
  const { id, wire, source, because, fix, example } = rule;
  const siblings = siblingsOf(rule);
  return [
    [{ style: "bold", text: id }],
    rule.message.replaceAll(/\{(\w+)\}/g, "<$1>"),
    "",
    ...row("wire", `${wire} (${wireMeans})`),
    ...row("source", `${source} (${sourceMeans})`),
    ...row("class", rule.class),
    ...row("for", directionOf(rule)),
    ...row("because", because),
    ...row("to do", fix),
    ...(siblings.length > 0
      ? ["", "Elsewhere, the same change is", ...siblings.map(describeSibling)]
      : []),
    "",
    `Example, before${filterOf(rule, "before")}:`,
    ...indent(example.before),
    `after${filterOf(rule, "after")}:`,
    ...indent(example.after),
    "",
    `To judge it otherwise: --severity ${id}=LEVEL, or \`diff.severity\` in the config file.`,
  ];
}

function filterOf({ example }: Rule, side: "before" | "after"): string {
  const filter = example.filters?.[side];
  return filter === undefined ? "" : `, with \`filter: ${filter}\` in the config file`;
}

const wireMeans = "whether requests fail or responses are misread";
const sourceMeans = "whether code that uses the generated client still compiles";

/** The rules of the same change of a schema, where it is used for something else. */
function siblingsOf({ id, example }: Rule): Rule[] {
  if (!isOfSchema(example)) return [];
  const { aspect, verb } = partsOf(id);
  return subjects.flatMap((subject) => {
    const other = findRule(`${subject}.${aspect}.${verb}`);
    return other && other.id !== id ? [other] : [];
  });
}

function describeSibling({ id, wire, source }: Rule): string {
  return `  ${id}: wire ${wire}, source ${source}`;
}

/** Who sends what it is about; empty if that is not what it depends on. */
function directionOf({ id, example }: Pick<Rule, "id" | "example">): string {
  const { subject } = partsOf(id);
  const sent = subjects.find((each) => each === subject);
  if (!sent || example.of === "document") return "";
  return isSent(sent)
    ? "what the caller sends; of a webhook, its reply"
    : "what the caller receives; of a webhook, its payload";
}

/**
 * A finding, as `tether explain` prints it: what the rules say and where that is met, the node in
 * both versions, and why it has its severity.
 *
 * @param status what else is to be said of it: that it is accepted, or silenced
 */
export function explainFinding(finding: Finding, status: string): Line[] {
  const { message, wire, source, fingerprint, pointer, base, revision, nodes } = finding;
  return [
    [{ style: "bold", text: message }],
    "",
    ...row("id", fingerprint),
    ...row("severity", `wire ${wire}, source ${source}`),
    ...row("class", finding.class),
    ...row("node", pointer),
    ...row("status", status),
    ...row("set", describeOverride(finding)),
    ...finding.reasons.flatMap((reason) => ["", ...describeReason(reason)]),
    ...describeCompiler(finding),
    "",
    ...describeNode("Before", base, nodes.base, finding.before !== undefined),
    ...describeNode("After", revision, nodes.revision, finding.after !== undefined),
    "",
    ...row("to do", finding.fix),
    ...row("known", finding.provenance ?? ""),
  ];
}

/** As many as a reader looks through. */
const shownUses = 20;

function describeReason({ rule: id, wire, source, because, uses }: Reason): Line[] {
  const rule = findRule(id);
  const isOwn = rule?.wire === wire && rule.source === source;
  const shown = uses.slice(0, shownUses).map(({ operation, where }) => {
    const called = describeOperation(operation);
    return where === "" ? called : `${called}: ${where}`;
  });
  const more = uses.length - shown.length;
  return [
    [{ style: "bold", text: `Rule ${id}` }],
    ...row("severity", `wire ${wire}, source ${source}`),
    ...(rule && !isOwn ? row("by rule", `wire ${rule.wire}, source ${rule.source}`) : []),
    ...row("because", because),
    ...(rule ? row("for", directionOf(rule)) : []),
    ...row("used in", ...(shown.length > 0 ? shown : ["the document as a whole"])),
    ...(more > 0 ? row("", `and ${countOf(more, "more use")}`) : []),
  ];
}

/** What the compiler made of it, if it was asked. */
function describeCompiler(finding: Finding): Line[] {
  const proof = describeProof(finding);
  const { source } = severitiesByRule(finding);
  const judged = finding.reasons.map((reason) => reason.source);
  const isSettled = !finding.override && !judged.includes(source);
  if (proof.length === 0 && !isSettled) return [];
  return [
    "",
    [{ style: "bold", text: "TypeScript" }],
    ...(proof.length > 0
      ? proof.flatMap((text) => text.split("\n").map(excerpt))
      : ["  Code that was written for the old client compiles with the new one."]),
  ];
}

/** As many lines as a screen has. */
const shownLines = 40;
const shownWidth = 160;

function describeNode(
  label: string,
  place: Place | undefined,
  node: unknown,
  isThere: boolean,
): Line[] {
  const around = isThere ? "" : "  (not there; this is around it)";
  const head: Line = [{ style: "bold", text: label }, `  ${describePlace(place)}${around}`];
  if (node === undefined) return [head];
  const lines = toYaml(node).split("\n");
  const more = lines.length - shownLines;
  return [
    head,
    ...lines.slice(0, shownLines).map(excerpt),
    ...(more > 0 ? [`  … ${countOf(more, "more line")}`] : []),
  ];
}

/** Behind a bar, so that no line of a spec can pass for one of ours. */
function excerpt(line: string): string {
  return `  | ${line.length > shownWidth ? `${line.slice(0, shownWidth)}…` : line}`;
}

function indent(text: string): string[] {
  return text.split("\n").map((line) => `  ${line}`);
}

/** A label and what it is about; nothing if that is empty. */
function row(label: string, ...texts: readonly string[]): Line[] {
  const [first = "", ...more] = texts;
  if (first === "" && more.length === 0) return [];
  return [
    ["  ", { style: "dim", text: label.padEnd(8) }, ` ${first}`],
    ...more.map((line) => `${" ".repeat(11)}${line}`),
  ];
}
