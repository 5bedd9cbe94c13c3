import { countOf } from "../../diagnostics/index.js";
import {
  type Content,
  describePlace,
  describeValue,
  type Filters,
  html,
  icons,
  type Markup,
  page,
} from "../../report-formats/index.js";
import type { ChangeClass, Finding, OperationName } from "../finding.js";
import {
  changeClasses,
  type Judged,
  type Level,
  levelOf,
  levels,
  operationKey,
  type Verdict,
} from "../verdict.js";
import {
  describeCompared,
  describeCounts,
  describeOperation,
  describeOverride,
  describeProof,
  describeRelease,
  valuesOf,
} from "./report-phrases.js";

const words: Readonly<Record<Level, { one: string; many: string; icon: Markup }>> = {
  breaking: {
    one: "Breaking",
    many: "Breaking",
    icon: icons.stop,
  },
  warning: {
    one: "Warning",
    many: "Warnings",
    icon: icons.warn,
  },
  info: { one: "Note", many: "Notes", icon: icons.note },
};

/** A self-contained page, with filters. */
export function toHtml(...verdicts: readonly Verdict[]): string {
  const findings = verdicts.flatMap((verdict) => verdict.findings);
  const ids = operationsOf(findings);
  const title = titleOf(verdicts);
  const counts = verdicts.map((verdict) => clientOf(verdict) + describeCounts(verdict)).join("; ");
  return page({
    title: `API drift: ${counts}${title === "" ? "" : ` – ${title}`}`,
    heading: title === "" ? "API drift" : `${title}: API drift`,
    overview: verdicts.map(overview),
    filters: findingFilters(findings),
    count: findings.length,
    findings: verdicts.map((verdict, index) =>
      details(verdict, index === 0 ? "" : `-${index}`, ids),
    ),
    madeBy: "tether diff",
  });
}

/** What the API is called, if all versions call it the same; otherwise empty. */
export function titleOf(versions: readonly Pick<Verdict, "revision">[]): string {
  const titles = new Set(versions.map(({ revision }) => revision.title));
  return titles.size === 1 ? [...titles].join() : "";
}

/** `One: `; empty if there is only one client. */
function clientOf({ client }: Verdict): string {
  return client === undefined ? "" : `${client}: `;
}

function details(verdict: Verdict, suffix: string, ids: ReturnType<typeof operationsOf>): Markup {
  const { client, findings } = verdict;
  return html`${client === undefined ? "" : html`<h2 class="client">${client}</h2>\n`}${findings.length === 0 ? html`<p class="empty">${verdict.semver.bump === "none" ? "Nothing that callers could notice has changed." : "Nothing is reported; what the release has is filtered out, accepted or set to none."}</p>` : ""}
${levels.map((level) => section(level, findings, suffix, ids))}
${accepted(verdict, suffix)}
${problems(verdict, suffix)}`;
}

function overview(verdict: Verdict): Markup {
  const { base, revision, summary, semver } = verdict;
  return html`<p class="versions">${clientOf(verdict)}<span>from <code>${base.name}</code> ${base.version}</span> <span>to <code>${revision.name}</code> ${revision.version}</span></p>
<dl class="verdict">
${levels.map(
  (
    level,
  ) => html`<div class="${level}"><dt>${words[level].icon}${words[level].many}</dt><dd>${summary[level]}</dd></div>
`,
)}<div class="release"><dt>Release</dt><dd>${semver.bump === "none" ? "nothing" : semver.bump}${semver.version && semver.bump !== "none" ? ` · ${semver.version}` : ""}</dd></div>
</dl>
<p class="reason"><strong>${verdict.client === undefined ? "This run" : "This client"} ${verdict.failed ? "fails" : "passes"}.</strong> ${countOf(summary.operations, "operation is", "operations are")} affected; ${describeRelease(verdict)}; ${describeCompared(verdict)}.</p>`;
}

/** What the cards of findings can be filtered by. */
export function findingFilters(findings: readonly Judged[]): Filters {
  const count = (isOne: (finding: Judged) => boolean) => findings.filter(isOne).length;
  return {
    boxes: [
      {
        name: "level",
        legend: "Severity",
        values: levels.map((value) => ({
          value,
          label: words[value].many,
          count: count(({ level }) => level === value),
        })),
      },
      {
        name: "class",
        legend: "Class",
        values: changeClasses.map((value) => ({
          value,
          label: `${value[0]?.toUpperCase()}${value.slice(1)}`,
          count: count((finding) => classesOf(finding).includes(value)),
        })),
      },
    ],
    choices: [
      {
        name: "operation",
        label: "Operation",
        values: [...operationsOf(findings).values()].map(({ id, name }) => ({
          value: id,
          label: describeOperation(name),
        })),
      },
    ],
  };
}

/** The classes in which it counts, as for `--class`: most that break the wire break code, too. */
function classesOf(finding: Finding): readonly ChangeClass[] {
  return changeClasses.filter((name) => levelOf(finding, [name]) !== undefined);
}

/** Short ids for the operations of a report, because their names may contain any characters. */
export function operationsOf(
  findings: readonly Judged[],
): Map<string, { readonly id: string; readonly name: OperationName }> {
  const names = new Map<string, OperationName>();
  for (const { operations } of findings)
    for (const name of operations) names.set(operationKey(name), name);
  const sorted = [...names].sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0));
  return new Map(sorted.map(([key, name], index) => [key, { id: `o${index}`, name }]));
}

function section(
  level: Level,
  all: readonly Judged[],
  suffix: string,
  ids: ReturnType<typeof operationsOf>,
): Content {
  const findings = all.filter((finding) => finding.level === level);
  if (findings.length === 0) return undefined;
  const id = `h-${level}${suffix}`;
  return html`<section class="group ${level}" aria-labelledby="${id}">
<h2 id="${id}">${words[level].icon}${words[level].many} (${findings.length})</h2>
${findings.map((finding, index) => findingCard(finding, `${level}-${index}${suffix}`, ids))}</section>
`;
}

/** What a card says beside the finding itself. */
export interface CardParts {
  /** Values of filters, by their names. */
  readonly data?: Readonly<Record<string, string>>;
  /** Before the tags. */
  readonly tags?: Content;
  /** Below the operations. */
  readonly content?: Content;
}

/** @param id of its heading */
export function findingCard(
  finding: Judged,
  id: string,
  ids: ReadonlyMap<string, { readonly id: string }>,
  parts: CardParts = {},
): Markup {
  const { level, kind, message, because, fix, provenance, fingerprint } = finding;
  const proof = describeProof(finding);
  const touched = finding.operations.map((name) => ids.get(operationKey(name))?.id ?? "");
  const axis = (name: string, severity: string) =>
    html`<span class="axis">${name} <b>${severity}</b></span>`;
  const reasons = [
    ["Because", because],
    ["Severity", describeOverride(finding)],
    ["To do", fix],
    ["Known from", provenance ?? ""],
  ].filter(([, text]) => text !== "");
  const data = {
    level,
    class: classesOf(finding).join(" "),
    operation: touched.join(" "),
    ...parts.data,
  };
  const attributes = Object.entries(data).map(([name, value]) => html` data-${name}="${value}"`);
  return html`<article class="${level}"${attributes} aria-labelledby="${id}">
<div class="tags">${parts.tags}<span class="badge">${words[level].icon}${words[level].one}</span>${axis("wire", finding.wire)}${axis("source", finding.source)}</div>
<h3 id="${id}">${message}</h3>
${operationList(finding.operations)}${parts.content}
<dl class="why">${reasons.map(([label, text]) => html`<dt>${label}</dt><dd>${text}</dd>`)}</dl>
${sides(finding)}
${proof.length > 0 ? html`<div class="proof">TypeScript says:<pre>${proof.join("\n")}</pre></div>` : ""}
<p class="print">Id <code>${fingerprint}</code> · rule <code>${kind}</code> · <code>${finding.pointer}</code></p>
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
${rest.length > 0 ? html`<details class="more"><summary>and ${countOf(rest.length, "more operation")}</summary><ul>${rest.map(item)}</ul></details>` : ""}`;
}

/** The values, or only where they are if the message says them already. */
function sides(finding: Judged): Markup {
  const [base, revision] = [describePlace(finding.base), describePlace(finding.revision)];
  const { before, after } = valuesOf(finding);
  if (before === undefined && after === undefined) {
    const places = [base, revision].filter((place) => place !== "");
    return html`<p class="places">${places.join(" → ")}</p>`;
  }
  return html`<div class="sides">${side("before", before, base)}${side("after", after, revision)}</div>`;
}

function side(name: "before" | "after", value: unknown, place: string): Markup {
  const label = name === "before" ? "Before" : "After";
  const shown =
    value === undefined
      ? html`<span class="none">not there</span>`
      : describeValue(value, 60, 2000);
  return html`<figure class="${name}"><figcaption><b>${label}</b><span>${place}</span></figcaption><pre>${shown}</pre></figure>`;
}

function accepted({ accepted: list }: Verdict, suffix: string): Content {
  if (list.length === 0) return undefined;
  return html`<section aria-labelledby="h-accepted${suffix}"><h2 id="h-accepted${suffix}">Accepted (${list.length})</h2>
<ul class="list">${list.map(
    ({ finding, reason, until, owner }) =>
      html`<li>${finding.message}<p>${reason} · until ${until}${owner === undefined ? "" : ` · ${owner}`}</p></li>
`,
  )}</ul></section>
`;
}

function problems({ problems: list }: Verdict, suffix: string): Content {
  if (list.length === 0) return undefined;
  return html`<section class="breaking" aria-labelledby="h-problems${suffix}"><h2 id="h-problems${suffix}">${words.breaking.icon}Allow list (${list.length})</h2>
<ul class="list">${list.map(
    ({ message, help, place }) => html`<li>${message}<p>${describePlace(place)} ${help}</p></li>
`,
  )}</ul></section>
`;
}
