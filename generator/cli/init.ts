import { existsSync, readdirSync } from "node:fs";
import { writeFile } from "node:fs/promises";
import { defaultConfigFile } from "../config.js";
import { clientFields, type Field } from "../config-fields.js";
import { DiagnosticError, diagnose } from "../diagnostics/index.js";
import { command } from "./command.js";

export const initCommand = command({
  arguments: "",
  count: [0, 0],
  flags: {
    spec: { type: "string", value: "FILE", help: "the OpenAPI document (default: one found here)" },
    out: { type: "string", value: "FOLDER", help: "the output folder (default: generated)" },
    name: { type: "string", value: "NAME", help: "the client's name, as in create<Name>" },
  },
  async run({ spec = findSpec(), out = "generated", name }, _, terminal) {
    try {
      await writeFile(defaultConfigFile, describeConfig(spec, out, name), { flag: "wx" });
    } catch (error) {
      const { code, message } = error as NodeJS.ErrnoException;
      const why =
        code === "EEXIST"
          ? `${defaultConfigFile} is there already; nothing was changed`
          : `cannot write ${defaultConfigFile}: ${message}`;
      throw new DiagnosticError([diagnose("config-invalid", { why })]);
    }
    terminal.result(`${defaultConfigFile} written. Next: \`npx spec-tether generate\`.`);
    if (!/^https?:/.test(spec) && !existsSync(spec)) {
      terminal.problem(
        `tether: ${spec} is not there yet; put the document there, or edit \`spec\`.`,
      );
    }
    return 0;
  },
});

/** The usual names, in the usual places. */
function findSpec(): string {
  for (const folder of [".", "spec", "api", "openapi"]) {
    const names = existsSync(folder) ? readdirSync(folder).sort() : [];
    const name = names.find((each) => /^openapi\.(ya?ml|json)$/i.test(each));
    if (name !== undefined) return folder === "." ? name : `${folder}/${name}`;
  }
  return "openapi.yaml";
}

/** Every setting with its meaning; what has a default is commented out. */
function describeConfig(spec: string, out: string, name: string | undefined): string {
  const text = (value: string) => JSON.stringify(value);
  return `# What \`tether\` makes the client from, and where it puts it. Paths start at this file.
# yaml-language-server: $schema=node_modules/spec-tether/config.schema.json

# The OpenAPI 3 document; \`$ref\`s to other files are followed.
spec: ${text(spec)}

# The folder of the client. tether touches only files there that it wrote.
output: ${text(out)}

client:
  # ${about(clientFields.client.fields.name)}
  ${name === undefined ? "# name: Shop" : `name: ${text(name)}`}
  # ${about(clientFields.client.fields.package)}
  # package: shop-client
  # ${about(clientFields.client.fields.checked)}
  # checked: false
  # ${about(clientFields.client.fields.paths)}
  # paths: true
  # ${about(clientFields.client.fields.innerEnums)}
  # innerEnums: true

${rest.map(([name, field]) => describeField(name, field, comment)).join("\n")}`;
}

const about = ({ about }: Field): string => about;

const comment = "# ";

/** Fields that most projects can do without. */
const rest = Object.entries<Field>(clientFields).filter(
  ([name]) => name !== "spec" && name !== "output" && name !== "client",
);

/** A field, commented out. */
function describeField(name: string, field: Field, indentation: string): string {
  const isInner = indentation !== comment;
  const head = `${isInner ? indentation : ""}# ${field.about}\n${indentation}${name}:`;
  if (field.kind !== "object") return `${head} ${examples[field.kind]}\n`;
  const inner = Object.entries(field.fields).map(([each, child]) =>
    describeField(each, child, `${indentation}  `),
  );
  return `${head}\n${inner.join("")}`;
}

const examples = { text: '""', texts: "[]", textMap: "{}", flag: "true", number: "1" } as const;
