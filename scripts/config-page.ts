/** docs/config.md: the fields of a config file, as its JSON Schema has them from their table. */
import { configSchema } from "../generator/outputs/index.js";
import { toTable } from "./markdown-table.js";

interface Schema {
  readonly type?: string | readonly string[];
  readonly description?: string;
  readonly enum?: readonly unknown[];
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly items?: Schema;
  readonly additionalProperties?: Schema | boolean;
  readonly anyOf?: readonly Schema[];
}

export function describeConfigFile(): string {
  const [one, several] = (configSchema() as Schema).anyOf ?? [];
  const { clients } = several?.properties ?? {};
  const rows = rowsOf(one?.properties ?? {}, "");
  return `# The config file

<!-- npm run docs -->

\`tether.config.yaml\`, in the folder where the tool runs, or the file that \`--config\` names. Paths are
relative to it. \`npx spec-tether init\` writes one with every field explained, and an editor completes
and checks it with this first line:

\`\`\`yaml
# yaml-language-server: $schema=./node_modules/spec-tether/config.schema.json
spec: spec/openapi.yaml
output: generated
client:
  name: Shop
\`\`\`

Only \`spec\` is required, here or as a flag; [flags](cli.md) take precedence over the file. A field
without a value (\`filter:\` with nothing below it) has no effect.

${toTable(["Field", "Type", "Meaning"], rows)}
## Several clients

${clients?.description ?? ""}

\`\`\`yaml
clients:
  - { spec: shop.yaml, output: src/shop }
  - { spec: stock.yaml, output: src/stock }
\`\`\`

Each needs \`spec\` and \`output\`, and no other field may be next to \`clients\`. \`generate\` and
\`check\` process all of them; if one fails, the others are still processed, and the exit code is 2.
`;
}

function rowsOf(properties: Readonly<Record<string, Schema>>, holder: string): string[][] {
  return Object.entries(properties).flatMap(([name, schema]) => {
    const path = `${holder}${name}`;
    const row = [`\`${path}\``, typeOf(path, schema), withLinks(schema.description ?? "")];
    // docs/outputs.md has the outputs and their options.
    const inner = path === "outputs" ? {} : (schema.properties ?? {});
    return [row, ...rowsOf(inner, `${path}.`)];
  });
}

function typeOf(path: string, { type, enum: values, items, additionalProperties: more }: Schema) {
  const [first] = [type].flat();
  const choices = (list: readonly unknown[]) =>
    list
      .filter((value) => value !== null)
      .map((value) => `\`${value}\``)
      .join(", ");
  if (path === "outputs") return "true, false or options, by name";
  if (values) return choices(values);
  if (first === "array") return items?.enum ? `list of ${choices(items.enum)}` : "list of text";
  if (first === "object" && typeof more === "object")
    return more.enum ? `${choices(more.enum)}, by name` : "text, by name";
  const names: Readonly<Record<string, string>> = {
    ...{ string: "text", boolean: "true or false", number: "positive number", object: "fields" },
  };
  return names[first ?? ""] ?? "";
}

/** The texts name other pages by their path from the root. */
const withLinks = (text: string) => text.replaceAll(/docs\/([\w-]+\.md)/g, "[$1]($1)");
