import { catalogue, closestName, countOf, type Layout, paragraph } from "../diagnostics/index.js";
import {
  type DiffOptions,
  diffAll,
  explainFinding,
  explainRule,
  type Finding,
  findRule,
  rules,
  type Verdict,
} from "../diff/index.js";
import { keysOf } from "../narrowing.js";
import { command, type ExitCode, refuse, type Terminal } from "./define-command.js";
import { comparisonFlags, comparisonOf, fullFlag } from "./diff-flags.js";

export const explainCommand = command({
  arguments: "[CODE | RULE | ID [BASE [REVISION]]]",
  count: [0, 3],
  values: async () => names(),
  flags: { ...comparisonFlags, ...fullFlag },
  async run(flags, [name, ...versions], terminal) {
    if (name === undefined) return listCodes(terminal);
    const layout = { width: terminal.columns, full: flags.full ?? false };
    if (/^[0-9a-f]{8,64}$/.test(name)) {
      return explainId(name, comparisonOf(flags, versions), layout, terminal);
    }
    if (versions[0] !== undefined) throw refuse(`unexpected argument "${versions[0]}"`);
    const code = codes.find((each) => each === name);
    const rule = findRule(name);
    if (code !== undefined) {
      const { severity, title, cause, help } = catalogue[code];
      for (const text of [`${severity}[${code}]: ${title}`, "", cause, "", help])
        for (const line of paragraph(text, layout)) terminal.result(line);
    } else if (rule) {
      for (const line of explainRule(rule, layout)) terminal.result(line);
    } else {
      const near = closestName(name, names());
      const hint = near === undefined ? "" : ` Did you mean "${near}"?`;
      terminal.problem(
        `tether: "${name}" is no code, rule or finding's id.${hint} \`npx spec-tether explain\` lists the codes, docs/rules.md the rules.`,
      );
      return 2;
    }
    return 0;
  },
});

/** What it explains, but for ids, which only a comparison knows. */
const names = () => [...codes, ...rules.map(({ id }) => id)];

const codes = keysOf(catalogue).sort();

function listCodes(terminal: Terminal): ExitCode {
  const width = Math.max(...codes.map((each) => each.length));
  for (const each of codes) terminal.result(`${each.padEnd(width)}  ${catalogue[each].title}`);
  return 0;
}

async function explainId(
  id: string,
  options: DiffOptions,
  layout: Layout,
  terminal: Terminal,
): Promise<ExitCode> {
  const reports = await diffAll({
    ...options,
    allowEmpty: true,
    allowNew: true,
    onProgress: terminal.progress,
  });
  const all = reports.flatMap(({ verdict }) => findingsOf(verdict));
  const found = all.filter(({ finding }) => finding.fingerprint === id);
  if (found.length === 0) {
    const near = closestName(
      id,
      all.map(({ finding }) => finding.fingerprint),
    );
    const hint = near === undefined ? "" : ` Did you mean ${near}?`;
    const versions = reports.map(
      ({ verdict: { base, revision } }) => `${base.name} and ${revision.name}`,
    );
    terminal.problem(
      `tether: ${id} is none of the ${countOf(all.length, "finding")} between ${[...new Set(versions)].join(", ")}.${hint} \`npx spec-tether diff\` shows their ids.`,
    );
    return 2;
  }
  for (const [index, { finding, status, client }] of found.entries()) {
    if (index > 0) terminal.result("");
    if (client !== undefined) terminal.result(`For ${client}:`);
    for (const line of explainFinding(finding, status, layout)) terminal.result(line);
  }
  return 0;
}

/** Everything that was found, whether a report has it or not. */
function findingsOf({ client, findings, accepted, silenced }: Verdict): {
  readonly finding: Finding;
  readonly status: string;
  readonly client: string | undefined;
}[] {
  const all = [
    ...findings.map((finding) => ({ finding, status: finding.level })),
    ...accepted.map(({ finding, reason, until }) => ({
      finding,
      status: `accepted until ${until}: ${reason}`,
    })),
    ...silenced.map((finding) => ({
      finding,
      status: "not reported, its severity is set to none",
    })),
  ];
  return all.map((each) => ({ ...each, client }));
}
