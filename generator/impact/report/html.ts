import { countOf } from "../../diagnostics/index.js";
import { findingCard, findingFilters, groupBy, operationsOf, titleOf } from "../../diff/index.js";
import {
  type Content,
  describePlace,
  html,
  icons,
  type Markup,
  page,
} from "../../report-formats/index.js";
import {
  type CallSite,
  type CompilerError,
  type Impact,
  type ImpactFinding,
  type ImpactReport,
  impacts,
} from "../impact-report.js";
import { impactAt } from "../summarise.js";
import {
  describeAcceptance,
  describeBecause,
  describeCheck,
  describeCompared,
  describeError,
  describeRest,
  describeResult,
  describeUsed,
  type Hit,
  hitsOf,
  impactHeadings,
  impactWords,
  judgedOf,
  ofImpact,
} from "./impact-phrases.js";

/** The tones of the page, and a sign that says the same without colour. */
const looks: Readonly<Record<Impact, { readonly tone: string; readonly icon: Markup }>> = {
  breaks: { tone: "breaking", icon: icons.stop },
  mayBreak: { tone: "warning", icon: icons.warn },
  notAnalysed: { tone: "warning", icon: icons.warn },
  untouched: { tone: "info", icon: icons.note },
  accepted: { tone: "info", icon: icons.note },
};

/** The page of `diff` with a view "Your code" beside the findings: each file, and its lines that are hit. */
export function toImpactHtml(reports: readonly ImpactReport[]): string {
  const findings = reports.flatMap((report) => report.findings);
  const judged = findings.map(judgedOf);
  const title = titleOf(reports);
  const result = describeResult(reports);
  const { boxes, choices } = findingFilters(judged);
  const files = fileIds(reports);
  const operations = operationsOf(judged);
  return page({
    title: `Your code: ${result}${title === "" ? "" : ` – ${title}`}`,
    heading: title === "" ? "Your code" : `${title}: your code`,
    overview: [html`<p class="result"><strong>${result}</strong></p>\n`, reports.map(overview)],
    filters: {
      boxes: [
        {
          name: "impact",
          legend: "Your code",
          values: impacts.map((impact) => ({
            value: impact,
            label: impactHeadings[impact],
            count: findings.filter((each) => each.impact === impact).length,
          })),
        },
        ...boxes,
      ],
      choices: [
        ...choices,
        {
          name: "file",
          label: "File",
          values: [...files].map(([label, value]) => ({ value, label })),
        },
      ],
    },
    count: findings.length,
    view: {
      label: "Your code",
      content: reports.map((report, index) => code(report, index, files)),
    },
    findings: reports.map((report, index) => details(report, index, files, operations)),
    madeBy: "tether impact",
  });
}

/** Short ids for the files with hits, because their names may contain any characters. */
function fileIds(reports: readonly ImpactReport[]): ReadonlyMap<string, string> {
  const files = new Set(reports.flatMap(hitsOf).map(({ site }) => site.file));
  return new Map([...files].sort().map((file, index) => [file, `f${index}`]));
}

function overview(report: ImpactReport): Markup {
  const rest = describeRest([report]);
  return html`<p class="versions">${describeCompared(report)}</p>
<dl class="verdict five">
${impacts.map(
  (impact) =>
    html`<div class="${looks[impact].tone}"><dt>${looks[impact].icon}${impactHeadings[impact]}</dt><dd>${report.summary[impact].findings}</dd></div>
`,
)}</dl>
<p class="reason"><strong>This run ${report.failed ? "fails" : "passes"}.</strong> ${describeCheck(report)}${rest === "" ? "" : `; ${rest}`}.</p>
`;
}

/** The view of one report: a list of its files, and the lines of each. */
function code(report: ImpactReport, index: number, files: ReadonlyMap<string, string>): Markup {
  const groups = groupBy(hitsOf(report), ({ site }) => site.file);
  const idOf = (file: string) => `${files.get(file)}-${index}`;
  const list = [...groups].map(
    ([file, hits]) =>
      html`<li><a href="#${idOf(file)}"><code>${file}</code></a> <span class="count">${countOf(hits.length, "line")}</span></li>
`,
  );
  return html`<section class="code" aria-labelledby="code-${index}">
<h2 id="code-${index}">Your code (${countOf(groups.size, "file")})</h2>
${groups.size === 0 ? html`<p class="empty">No line of your code is hit.</p>` : html`<nav aria-label="Files"><ul class="files">${list}</ul></nav>`}
${[...groups].map(
  ([file, hits]) =>
    html`<section class="file" aria-labelledby="${idOf(file)}"><h3 id="${idOf(file)}"><code>${file}</code></h3>
<ul class="list">${hits.map((hit) => lineOf(hit, report, index))}</ul></section>
`,
)}${errors("New errors without a finding", report.unexplained, `unexplained-${index}`, "breaking")}${errors("Errors that were there before", report.errorsBefore, `before-${index}`, "info")}${notAnalysed(report, index)}</section>
`;
}

function lineOf({ site, hit }: Hit, report: ImpactReport, index: number): Markup {
  const impact = impactAt(hit, site);
  const { tone, icon } = looks[impact];
  const used = describeUsed(site);
  const id = idOf(hit, report, index);
  return html`<li class="${tone}"><div class="tags"><span class="badge">${icon}${impactWords[impact]}</span>${site.isTest ? html`<span class="axis">test</span>` : ""}<code>${describePlace(site)}</code>${used === "" ? "" : html`<span>${used}</span>`}</div>
${frame(hit, site)}<p><a href="#${id}">${hit.finding.message}</a></p></li>
`;
}

/** The line with a mark at the place, and what the compiler or the rule says below it. */
function frame(hit: ImpactFinding, site: CallSite): Markup {
  const { code: text, codeColumn, line, proof } = site;
  const because = describeBecause(hit, site);
  const at = codeColumn === undefined ? text.length : codeColumn - 1;
  const name = /^[\w$]+|^./u.exec(text.slice(at))?.[0] ?? "";
  const marked = html`${text.slice(0, at)}${name === "" ? "" : html`<mark>${name}</mark>`}${text.slice(at + name.length)}`;
  return html`<pre class="line"><span class="number">${line}</span> ${marked}</pre>
${proof ? html`<div class="proof">TypeScript says:<pre>${describeError(proof, site).join("\n")}</pre></div>\n` : ""}${because === "" ? "" : html`<p>${because}</p>\n`}`;
}

/** Of the heading of a finding's card. */
function idOf(each: ImpactFinding, { findings }: ImpactReport, index: number): string {
  return `finding-${index}-${findings.indexOf(each)}`;
}

function details(
  report: ImpactReport,
  index: number,
  files: ReadonlyMap<string, string>,
  ids: ReturnType<typeof operationsOf>,
): Content {
  return impacts.map((impact) => {
    const found = ofImpact(report, impact);
    if (found.length === 0) return undefined;
    const { tone, icon } = looks[impact];
    const id = `h-${impact}-${index}`;
    return html`<section class="group ${tone}" aria-labelledby="${id}">
<h2 id="${id}">${icon}${impactHeadings[impact]} (${found.length})</h2>
${found.map((each) => {
  const touched = new Set(each.sites.map(({ file }) => files.get(file) ?? ""));
  return findingCard(judgedOf(each), idOf(each, report, index), ids, {
    data: { impact, file: [...touched].join(" ") },
    tags: html`<span class="badge ${tone}">${icon}${impactWords[impact]}</span>`,
    content: cardContent(each),
  });
})}</section>
`;
  });
}

function cardContent(each: ImpactFinding): Content {
  const { sites, witness } = each;
  const why = describeAcceptance(each);
  return [
    why === "" ? "" : html`<p class="places">Accepted: ${why}</p>\n`,
    sites.length === 0
      ? ""
      : html`<details class="more"><summary>${countOf(sites.length, "call site")}</summary><ul>${sites.map((site) => html`<li><code class="operation">${describePlace(site)}</code></li>`)}</ul></details>\n`,
    witness === undefined
      ? ""
      : html`<div class="proof">The smallest caller that stops compiling:<pre>${witness}</pre></div>\n`,
  ];
}

function errors(
  title: string,
  list: readonly CompilerError[],
  id: string,
  tone: "breaking" | "info",
): Content {
  if (list.length === 0) return undefined;
  return html`<section class="${tone}" aria-labelledby="${id}"><h3 id="${id}">${title} (${list.length})</h3>
<ul class="list">${list.map(
    (error) =>
      html`<li><code>${describePlace(error)}</code><div class="proof"><pre>${describeError(error, error).join("\n")}</pre></div></li>
`,
  )}</ul></section>
`;
}

function notAnalysed({ notAnalysed: files }: ImpactReport, index: number): Content {
  if (files.length === 0) return undefined;
  return html`<section class="warning" aria-labelledby="unread-${index}"><h3 id="unread-${index}">Files not analysed (${files.length})</h3>
<ul class="files">${files.map((file) => html`<li><code>${file}</code></li>`)}</ul></section>
`;
}
