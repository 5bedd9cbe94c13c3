import { type Rule, rules } from "../generator/diff/index.js";

/**
 * docs/rules.md: the table of rules as a page. Rules of schemas stand together, one kind a section.
 */
export function describeRules(): string {
  const groups = new Map<string, Rule[]>();
  for (const rule of rules) {
    const { id, example } = rule;
    const title = isOfSchema(example) ? id.slice(id.indexOf(".") + 1) : id;
    groups.set(title, [...(groups.get(title) ?? []), rule]);
  }
  const isOfSchemas = ([, [first]]: [string, Rule[]]) =>
    first !== undefined && isOfSchema(first.example);
  const sections = [...groups].sort(([a], [b]) => (a < b ? -1 : 1));
  const schemas = sections.filter(isOfSchemas);
  const others = sections.filter((section) => !isOfSchemas(section));
  return `# Rules of the diff

<!-- npm run docs -->

${rules.length} rules. **Wire**: whether requests fail or responses are misread. **Source**: whether code that
is compiled against the generated client still compiles. \`request\` and \`parameter\` are what the
caller sends, \`response\` and \`header\` what the caller receives; in a webhook or callback it is the
other way round. The examples are the rules' tests.

## Documents and operations

${others.map(([title, group]) => sectionOf(title, group)).join("\n")}
## Schemas

The id of a rule is the subject and the heading, such as \`response.enum.added\`.

${schemas.map(([title, group]) => sectionOf(title, group)).join("\n")}`;
}

function filterOf({ example }: Rule, side: "before" | "after"): string {
  const filter = example.filters?.[side];
  return filter === undefined ? "" : `, with \`filter: ${filter}\` in the config file`;
}

function sectionOf(title: string, group: readonly Rule[]): string {
  const [first] = group;
  if (!first) return "";
  const rows = group.map(
    ({ id, wire, source, class: kind, because, fix }) =>
      `| \`${id}\` | ${wire} | ${source} | ${kind} | ${because} | ${fix} |`,
  );
  return `### ${title}

${first.message.replaceAll(/\{(\w+)\}/g, "_$1_")}

| Rule | Wire | Source | Class | Because | What to do |
|---|---|---|---|---|---|
${rows.join("\n")}

\`\`\`yaml
# before${filterOf(first, "before")}
${first.example.before}
# after${filterOf(first, "after")}
${first.example.after}
\`\`\`
`;
}

function isOfSchema({ of }: Rule["example"]): boolean {
  return of === "schema" || of === "components";
}
