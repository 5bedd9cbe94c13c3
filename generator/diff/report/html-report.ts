import { createHash } from "node:crypto";
import { printableLines } from "../../diagnostics/index.js";
import type { OperationName } from "../finding.js";
import {
  changeClasses,
  type Judged,
  type Level,
  levels,
  operationKey,
  type Verdict,
} from "../verdict.js";
import { script, style } from "./html-assets.js";
import {
  countOf,
  describeCounts,
  describeOperation,
  describePlace,
  describeProof,
  describeRelease,
  describeValue,
} from "./report-phrases.js";

/** Markup; whatever is put into it by `html` is escaped, unless it is markup itself. */
class Markup {
  readonly text: string;
  constructor(text: string) {
    this.text = text;
  }
}

type Content = string | number | Markup | undefined | readonly Content[];

function html(strings: TemplateStringsArray, ...contents: readonly Content[]): Markup {
  const parts = strings.map((part, index) => part + render(contents[index]));
  return new Markup(parts.join(""));
}

function render(content: Content): string {
  if (content === undefined) return "";
  if (content instanceof Markup) return content.text;
  if (typeof content === "object") return content.map(render).join("");
  return printableLines(String(content))
    .replaceAll("&", "&amp;")
    .replaceAll("<", "&lt;")
    .replaceAll(">", "&gt;")
    .replaceAll('"', "&quot;")
    .replaceAll("'", "&#39;");
}

const words: Readonly<Record<Level, { one: string; many: string; icon: Markup }>> = {
  breaking: {
    one: "Breaking",
    many: "Breaking",
    icon: icon("M7.9 2.5h8.2l5.4 5.4v8.2l-5.4 5.4H7.9l-5.4-5.4V7.9zM12 7.5v5.5M12 16.5v.01"),
  },
  warning: {
    one: "Warning",
    many: "Warnings",
    icon: icon("M12 3.5 2.5 20h19zM12 10v4.5M12 17.2v.01"),
  },
  info: { one: "Note", many: "Notes", icon: icon("M12 3a9 9 0 1 0 .01 0zM12 11v5.5M12 7.6v.01") },
};

function icon(path: string): Markup {
  return html`<svg class="icon" viewBox="0 0 24 24" aria-hidden="true"><path d="${path}"/></svg>`;
}

/** One page that needs nothing else: no network, and a policy that forbids what the page does not hold. */
export function toHtml(verdict: Verdict): string {
  const { base, revision, findings } = verdict;
  const policy = `default-src 'none'; style-src '${hashOf(style)}'; script-src '${hashOf(script)}'; base-uri 'none'; form-action 'none'`;
  const page = html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${new Markup(policy)}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="referrer" content="no-referrer">
<title>API drift: ${describeCounts(verdict.summary)} – ${revision.title}</title>
<style>${new Markup(style)}</style>
</head>
<body>
<a class="skip" href="#findings">Skip to the findings</a>
<header><div class="wide">
<h1>${revision.title === "" ? "API drift" : `${revision.title}: API drift`}</h1>
<p class="versions"><span>from <code>${base.name}</code> ${base.version}</span> <span>to <code>${revision.name}</code> ${revision.version}</span></p>
${overview(verdict)}
</div></header>
<div class="wide layout">
${filters(findings)}
<main id="findings" tabindex="-1">
<p class="status" role="status" aria-live="polite">${countOf(findings.length, "finding")}</p>
${findings.length === 0 ? html`<p class="empty">Nothing that callers could notice has changed.</p>` : ""}
<p class="empty filtered" hidden>No finding fits these filters.</p>
${levels.map((level) => section(level, findings))}
${accepted(verdict)}
${problems(verdict)}
</main>
</div>
<footer><div class="wide">Made by <code>tether diff</code>. This file is all there is: nothing was loaded from a network, and nothing was sent.</div></footer>
<script>${new Markup(script)}</script>
</body>
</html>
`;
  return page.text;
}

function hashOf(text: string): string {
  return `sha256-${createHash("sha256").update(text).digest("base64")}`;
}

function overview(verdict: Verdict): Markup {
  const { summary, semver } = verdict;
  return html`<dl class="verdict">
${levels.map(
  (
    level,
  ) => html`<div class="${level}"><dt>${words[level].icon}${words[level].many}</dt><dd>${summary[level]}</dd></div>
`,
)}<div class="release"><dt>Release</dt><dd>${semver.bump === "none" ? "nothing" : semver.bump}${semver.version && semver.bump !== "none" ? ` · ${semver.version}` : ""}</dd></div>
</dl>
<p class="reason"><strong>${verdict.failed ? "This run fails." : "This run passes."}</strong> ${countOf(summary.operations, "operation is", "operations are")} touched; ${describeRelease(verdict)}.</p>`;
}

function filters(findings: readonly Judged[]): Markup {
  const boxes = (name: "level" | "class", values: readonly (readonly [string, string])[]) =>
    values.map(([value, label]) => {
      const count = findings.filter((finding) => finding[name] === value).length;
      return html`<label><input type="checkbox" name="${name}" value="${value}" checked> ${label} <span class="count">${count}</span></label>
`;
    });
  const operations = [...operationsOf(findings).values()];
  return html`<form role="search" aria-label="Filter the findings" hidden>
<div class="all"><label class="label" for="words">Text</label><input type="search" id="words" name="words" autocomplete="off"></div>
<fieldset><legend>Severity</legend>
${boxes(
  "level",
  levels.map((level) => [level, words[level].many]),
)}</fieldset>
<fieldset><legend>Class</legend>
${boxes(
  "class",
  changeClasses.map((name) => [name, `${name[0]?.toUpperCase()}${name.slice(1)}`]),
)}</fieldset>
<div class="all"><label class="label" for="operation">Operation</label><select id="operation" name="operation"><option value="">All</option>
${operations.map(
  ({ id, name }) => html`<option value="${id}">${describeOperation(name)}</option>
`,
)}</select></div>
<div class="all"><button type="reset" id="reset">Show all</button></div>
</form>`;
}

/** Short ids for the operations of a report, because their names may hold anything. */
function operationsOf(
  findings: readonly Judged[],
): Map<string, { readonly id: string; readonly name: OperationName }> {
  const names = new Map<string, OperationName>();
  for (const { operations } of findings)
    for (const name of operations) names.set(operationKey(name), name);
  const sorted = [...names].sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0));
  return new Map(sorted.map(([key, name], index) => [key, { id: `o${index}`, name }]));
}

function section(level: Level, all: readonly Judged[]): Content {
  const findings = all.filter((finding) => finding.level === level);
  if (findings.length === 0) return undefined;
  const ids = operationsOf(all);
  return html`<section class="${level}" data-level="${level}" aria-labelledby="h-${level}">
<h2 id="h-${level}">${words[level].icon}${words[level].many} (${findings.length})</h2>
${findings.map((finding, index) => card(finding, `${level}-${index}`, ids))}</section>
`;
}

function card(
  finding: Judged,
  id: string,
  ids: ReadonlyMap<string, { readonly id: string }>,
): Markup {
  const { level, kind, message, because, fix, provenance, fingerprint } = finding;
  const proof = describeProof(finding);
  const touched = finding.operations.map((name) => ids.get(operationKey(name))?.id ?? "");
  const axis = (name: string, severity: string) =>
    html`<span class="axis">${name} <b>${severity}</b></span>`;
  const reasons = [
    ["Because", because],
    ["To do", fix],
    ["Known from", provenance ?? ""],
  ].filter(([, text]) => text !== "");
  return html`<article class="${level}" data-level="${level}" data-class="${finding.class}" data-operations="${touched.join(" ")}" aria-labelledby="${id}">
<div class="tags"><span class="badge">${words[level].icon}${words[level].one}</span>${axis("wire", finding.wire)}${axis("source", finding.source)}<code class="kind">${kind}</code></div>
<h3 id="${id}">${message}</h3>
${operationList(finding.operations)}
<dl class="why">${reasons.map(([label, text]) => html`<dt>${label}</dt><dd>${text}</dd>`)}</dl>
<div class="sides">${side("before", finding.before, describePlace(finding.base))}${side("after", finding.after, describePlace(finding.revision))}</div>
${proof.length > 0 ? html`<div class="proof">TypeScript says:<pre>${proof.join("\n")}</pre></div>` : ""}
<p class="print">Id <code>${fingerprint}</code> · <code>${finding.pointer}</code></p>
</article>
`;
}

function operationList(operations: readonly OperationName[]): Content {
  if (operations.length === 0) return html`<p class="where">About the document as a whole.</p>`;
  const item = ({ method, path, operationId }: OperationName) =>
    html`<li><code class="operation"><b>${method}</b>${path}</code>${operationId === undefined ? "" : ` ${operationId}`}</li>`;
  const shown = operations.length > 4 ? 3 : operations.length;
  const rest = operations.slice(shown);
  return html`<ul class="where" aria-label="Operations">${operations.slice(0, shown).map(item)}</ul>
${rest.length > 0 ? html`<details class="more"><summary>and ${rest.length} more operations</summary><ul>${rest.map(item)}</ul></details>` : ""}`;
}

function side(name: "before" | "after", value: unknown, place: string): Markup {
  const label = name === "before" ? "Before" : "After";
  const shown =
    value === undefined
      ? html`<span class="none">not there</span>`
      : describeValue(value, 60, 2000);
  return html`<figure class="${name}"><figcaption><b>${label}</b><span>${place}</span></figcaption><pre>${shown}</pre></figure>`;
}

function accepted({ accepted: list }: Verdict): Content {
  if (list.length === 0) return undefined;
  return html`<section aria-labelledby="h-accepted"><h2 id="h-accepted">Accepted (${list.length})</h2>
<ul class="list">${list.map(
    ({ finding, reason, until, owner }) =>
      html`<li>${finding.message}<p>${reason} · until ${until}${owner === undefined ? "" : ` · ${owner}`}</p></li>
`,
  )}</ul></section>
`;
}

function problems({ problems: list }: Verdict): Content {
  if (list.length === 0) return undefined;
  return html`<section class="breaking" aria-labelledby="h-problems"><h2 id="h-problems">${words.breaking.icon}Allow list (${list.length})</h2>
<ul class="list">${list.map(
    ({ message, help, place }) => html`<li>${message}<p>${describePlace(place)} ${help}</p></li>
`,
  )}</ul></section>
`;
}
