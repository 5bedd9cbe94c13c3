import { diagnose } from "../diagnostics/index.js";
import { describeUses, findUses } from "../uses/index.js";
import { command } from "./define-command.js";

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
      help: "which client, where the project has several: its name, folder or package",
    },
    deprecated: {
      type: "boolean",
      help: "list only what the client's documentation says goes away, and when",
    },
    json: { type: "boolean", help: "print the report as JSON" },
  },
  async run(flags, _, terminal) {
    const report = findUses({
      project: flags.project ?? "tsconfig.json",
      client: flags.client,
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
