import { existsSync, readdirSync } from "node:fs";
import { writeFile } from "node:fs/promises";
import { defaultConfigFile } from "../config/index.js";
import { clientFields } from "../config-fields.js";
import { DiagnosticError, diagnose } from "../diagnostics/index.js";
import { errorCode } from "../disk/index.js";
import { importsBelow } from "../project/index.js";
import { describeConfig } from "./config-template.js";
import { choiceOf, clientFlags, command } from "./define-command.js";

export const initCommand = command({
  arguments: "",
  count: [0, 0],
  flags: {
    spec: {
      type: "string",
      value: "FILE",
      help: "the OpenAPI document (default: one found in this folder)",
    },
    out: clientFlags.out,
    name: clientFlags.name,
    "import-extension": {
      ...clientFlags["import-extension"],
      help: "how the client's files import each other (default: from the nearest tsconfig.json)",
    },
    yes: { type: "boolean", help: "do not ask; write the config file and nothing else" },
    force: { type: "boolean", help: "overwrite an existing config file" },
  },
  async run(flags, _, terminal) {
    const { spec = findSpec(), out = clientFields.output.default, name, force = false } = flags;
    const asked = choiceOf("import-extension", flags);
    const found = asked ? { extension: asked, because: "--import-extension" } : importsBelow(out);
    const text = describeConfig({
      spec,
      output: out,
      name,
      importExtension: found.extension,
      importExtensionBecause: found.because,
    });
    try {
      await writeFile(defaultConfigFile, text, { flag: force ? "w" : "wx" });
    } catch (error) {
      const why =
        errorCode(error) === "EEXIST"
          ? `${defaultConfigFile} already exists; nothing was changed. --force overwrites it`
          : `cannot write ${defaultConfigFile}: ${error instanceof Error ? error.message : String(error)}`;
      throw new DiagnosticError([diagnose("config-invalid", { why })]);
    }
    if (/^https?:/i.test(spec) || existsSync(spec)) {
      terminal.result(`${defaultConfigFile} written. Next: \`npx spec-tether generate\`.`);
    } else {
      terminal.result(`${defaultConfigFile} written.`);
      terminal.problem(
        `tether: ${spec} does not exist yet. Put the OpenAPI document there, or edit \`spec\` in ${defaultConfigFile}; then run \`npx spec-tether generate\`.`,
      );
    }
    return 0;
  },
});

/** Looks for the usual names in the usual folders. */
function findSpec(): string {
  for (const folder of [".", "spec", "api", "openapi"]) {
    const names = existsSync(folder) ? readdirSync(folder).sort() : [];
    const name = names.find((each) => /^(openapi|swagger)\.(ya?ml|json)$/i.test(each));
    if (name !== undefined) return folder === "." ? name : `${folder}/${name}`;
  }
  return "openapi.yaml";
}
