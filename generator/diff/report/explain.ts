import {
  countOf,
  heading,
  type Layout,
  type Line,
  type Place,
  paragraph,
  preformatted,
  row,
  standardLayout,
} from "../../diagnostics/index.js";
import { toYaml } from "../../load/index.js";
import { describePlace, shorten } from "../../report-formats/index.js";
import { isSent, partsOf, subjects } from "../change-kinds.js";
import type { Finding, Reason } from "../finding.js";
import { findRule, isOfSchema, type Rule } from "../rules/index.js";
import { severitiesByRule } from "../verdict.js";
import { describeOperation, describeOverride, describeProof } from "./report-phrases.js";

/** A rule, as `tether explain` prints it: when it applies, what it says and why, an example. */
export function explainRule(rule: Rule, layout: Layout = standardLayout): Line[] {
  const { id, wire, source, because, fix, example } = rule;
  const siblings = siblingsOf(rule);
  const say = sayer(layout);
  return [
    [{ style: "bold", text: id }],
    ...paragraph(rule.message.replaceAll(/\{(\w+)\}/g, "<$1>"), layout),
    "",
    ...say("wire", `${wire} (${wireMeans})`),
    ...say("source", `${source} (${sourceMeans})`),
    ...say("class", rule.class),
    ...say("for", directionOf(rule)),
    ...say("because", because),
    ...say("to do", fix),
    ...(siblings.length > 0
      ? ["", "Elsewhere, the same change is", ...siblings.map(describeSibling)]
      : []),
    "",
    ...paragraph(`Example, before${filterOf(rule, "before")}:`, layout),
    ...indented(example.before, layout),
    ...paragraph(`after${filterOf(rule, "after")}:`, layout),
    ...indented(example.after, layout),
    "",
    ...paragraph(
      `To judge it otherwise: --severity ${id}=LEVEL, or \`diff.severity\` in the config file.`,
      layout,
    ),
  ];
}

function filterOf({ example }: Rule, side: "before" | "after"): string {
  const filter = example.filters?.[side];
  return filter === undefined ? "" : `, with \`filter: ${filter}\` in the config file`;
}

/** Prints a label, and beside it its texts. */
function sayer(layout: Layout) {
  return (label: string, ...texts: readonly string[]) => row(label, texts, layout, indent);
}

const indent = 2;

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
export function explainFinding(
  finding: Finding,
  status: string,
  layout: Layout = standardLayout,
): Line[] {
  const { message, wire, source, fingerprint, pointer, base, revision } = finding;
  const say = sayer(layout);
  return [
    ...heading(message, layout, "bold"),
    "",
    ...say("id", fingerprint),
    ...say("severity", `wire ${wire}, source ${source}`),
    ...say("class", finding.class),
    ...say("node", pointer),
    ...say("status", status),
    ...say("set", describeOverride(finding)),
    ...say("to do", finding.fix),
    ...say("known", finding.provenance ?? ""),
    ...finding.reasons.flatMap((reason) => ["", ...describeReason(reason, layout)]),
    ...describeCompiler(finding, layout),
    "",
    ...describeNode("Before", base, textOf(finding, "base"), finding.before !== undefined, layout),
    ...describeNode(
      "After",
      revision,
      textOf(finding, "revision"),
      finding.after !== undefined,
      layout,
    ),
  ];
}

/** As many as a reader looks through. */
const shownUses = 20;

function describeReason({ rule: id, wire, source, because, uses }: Reason, layout: Layout): Line[] {
  const rule = findRule(id);
  const isOwn = rule?.wire === wire && rule.source === source;
  const all = uses.map(({ operation, where }) => {
    const called = describeOperation(operation);
    return where === "" ? called : `${called}: ${where}`;
  });
  const { names, more } = shorten(all, layout.full ? all.length : shownUses);
  const say = sayer(layout);
  return [
    [{ style: "bold", text: `Rule ${id}` }],
    ...say("severity", `wire ${wire}, source ${source}`),
    ...(rule && !isOwn ? say("by rule", `wire ${rule.wire}, source ${rule.source}`) : []),
    ...say("because", because),
    ...(rule ? say("for", directionOf(rule)) : []),
    ...say("used in", ...(names.length > 0 ? names : ["the document as a whole"])),
    ...(more > 0 ? say("", `and ${countOf(more, "more use")}; --full names them`) : []),
  ];
}

/** What the compiler made of it, if it was asked. */
function describeCompiler(finding: Finding, layout: Layout): Line[] {
  const proof = describeProof(finding);
  const { source } = severitiesByRule(finding);
  const judged = finding.reasons.map((reason) => reason.source);
  const isSettled = !finding.override && !judged.includes(source);
  if (proof.length === 0 && !isSettled) return [];
  return [
    "",
    [{ style: "bold", text: "TypeScript" }],
    ...(proof.length > 0
      ? excerpt(
          proof.flatMap((text) => text.split("\n")),
          { ...layout, full: true },
        )
      : paragraph(
          "Code that was written for the old client compiles with the new one.",
          layout,
          indent,
        )),
  ];
}

/** As many lines as a screen has. */
const shownLines = 40;
/** Of a line, as much as a few lines on a screen take. */
const shownWidth = 300;

/** A node as it is written or, if it is nowhere written so, as it is read. */
function textOf({ nodes, texts }: Finding, side: "base" | "revision"): string | undefined {
  const node = nodes[side];
  return node === undefined ? undefined : (texts[side] ?? toYaml(node));
}

function describeNode(
  label: string,
  place: Place | undefined,
  text: string | undefined,
  isThere: boolean,
  layout: Layout,
): Line[] {
  const missing = text === undefined ? "it belongs here" : "this is around it";
  const note = isThere ? "" : `  (not there; ${missing})`;
  const head: Line = [{ style: "bold", text: label }, `  ${describePlace(place)}${note}`];
  if (text === undefined) return [head];
  const lines = text.split("\n");
  // The note takes a line too, so it never stands for a single one.
  const isWhole = layout.full || lines.length === shownLines + 1;
  const shown = isWhole ? lines : lines.slice(0, shownLines);
  const more = lines.length - shown.length;
  return [
    head,
    ...excerpt(shown, layout),
    ...(more > 0 ? [`  … ${countOf(more, "more line")}; --full shows them`] : []),
  ];
}

/** Behind a bar, so that no line of a spec can pass for one of ours. */
function excerpt(lines: readonly string[], { width, full }: Layout): string[] {
  const bar = "  | ";
  const shown = full
    ? lines
    : lines.map((line) => (line.length > shownWidth ? `${line.slice(0, shownWidth)}…` : line));
  return preformatted(shown, width - bar.length, true).map((line) => bar + line);
}

function indented(text: string, { width }: Layout): string[] {
  return preformatted(text.split("\n"), width - indent, true).map((line) => `  ${line}`);
}
