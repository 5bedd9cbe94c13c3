import { existsSync } from "node:fs";
import { clientNames, defaultConfigFile, readConfigs } from "../config/index.js";
import { diagnose } from "../diagnostics/index.js";
import { type ConfiguredClient, describeUses, findUses } from "../uses/index.js";
import { command, configFlags } from "./define-command.js";

export const usesCommand = command({
  arguments: "",
  count: [0, 0],
  flags: {
    project: {
      type: "string",
      value: "FILE",
      help: "the tsconfig.json of the code that uses the client, or its folder (default: tsconfig.json)",
    },
    client: {
      type: "string",
      value: "NAME",
      help: "which client, where the project has several: its name, also that in the config file, its folder or package",
    },
    config: configFlags.config,
    deprecated: {
      type: "boolean",
      help: "list only what the client's documentation says goes away, and when",
    },
    json: { type: "boolean", help: "print the report as JSON" },
  },
  async run(flags, _, terminal) {
    const project = flags.project ?? "tsconfig.json";
    const report = findUses({
      project,
      client: flags.client,
      configured: flags.client === undefined ? [] : await configuredClients(flags.config),
      deprecated: flags.deprecated ?? false,
      onProgress: terminal.progress,
    });
    terminal.diagnostics(
      report.unresolved.map(({ file, line, column, message }) =>
        diagnose("uses-unresolved", { why: message }, { file, line, column }),
      ),
    );
    if (flags.json) terminal.document(JSON.stringify(report, null, 2));
    else for (const line of describeUses(report)) terminal.result(line);
    return 0;
  },
});

/** The clients of the config file, if there is one: their names are as good as the code's. */
async function configuredClients(config: string | undefined): Promise<ConfiguredClient[]> {
  if (config === undefined && !existsSync(defaultConfigFile)) return [];
  const configs = await readConfigs(config === undefined ? {} : { config });
  const names = clientNames(configs);
  return configs.map((each) => ({
    names: [names.get(each) ?? "", ...(each.name === undefined ? [] : [each.name])],
    output: each.output,
    client: each.name,
    package: each.package,
  }));
}
