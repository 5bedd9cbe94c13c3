import { existsSync, readdirSync } from "node:fs";
import { writeFile } from "node:fs/promises";
import { defaultConfigFile } from "../config.js";
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
    terminal.result(`${defaultConfigFile} written. Next: \`tether generate\`.`);
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
  # Name of the client, as in create<Name>; default: the title of the spec.
  ${name === undefined ? "# name: Shop" : `name: ${text(name)}`}
  # Name for the header User-Agent; default: the client's name.
  # package: shop-client
`;
}
