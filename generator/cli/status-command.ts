import { readWitnesses } from "../capture/index.js";
import { loadConfigured, readConfig } from "../config/index.js";
import { countOf } from "../diagnostics/index.js";
import { type OperationStatus, readStatus, type Status } from "../status/index.js";
import { command, configFlags, type Terminal } from "./define-command.js";
import { documentOf } from "./run-report.js";

export const statusCommand = command({
  arguments: "",
  count: [0, 0],
  flags: {
    config: configFlags.config,
    spec: configFlags.spec,
    json: { type: "boolean", help: "print the report as JSON" },
  },
  async run({ config: file, spec, json }, _, terminal) {
    const config = await readConfig({
      ...(file !== undefined && { config: file }),
      ...(spec !== undefined && { spec }),
    });
    const status = readStatus(await loadConfigured(config), readWitnesses(config.spec));
    if (json) terminal.document(documentOf("status", 0, status, []));
    else print(status, terminal);
    return 0;
  },
});

function print({ operations, verdicts, observed }: Status, terminal: Terminal): void {
  const today = Date.now();
  for (const operation of operations) {
    const { method, path, verdict, disagreements } = operation;
    terminal.result(`${method} ${path}: ${verdict}`);
    for (const line of describe(operation, today)) terminal.result(`  ${line}`);
    for (const line of disagreements) terminal.result(`  ${line}`);
  }
  terminal.result("");
  terminal.result(`${countOf(operations.length, "operation")}, ${observed} seen to answer`);
  for (const [verdict, count] of Object.entries(verdicts)) terminal.result(`  ${count} ${verdict}`);
  const commands = new Map<string, number>();
  for (const { next } of operations)
    if (next !== undefined) commands.set(next, (commands.get(next) ?? 0) + 1);
  for (const [line, count] of [...commands].sort((a, b) => b[1] - a[1]))
    terminal.result(`next: \`${line}\` would tell more of ${countOf(count, "operation")}`);
}

function describe({ known, documentation, observation }: OperationStatus, today: number): string[] {
  const levels = known && [...new Set(Object.values(known))];
  const aspects = levels?.map((level) => {
    const names = Object.entries(known ?? {}).filter(([, each]) => each === level);
    return `${level}: ${names.map(([name]) => name).join(", ")}`;
  });
  return [
    ...(aspects ? [aspects.join("; ")] : []),
    ...(documentation ? [`page ${documentation.page}${ageOf(documentation.modified, today)}`] : []),
    ...(observation
      ? [`${countOf(observation.calls, "call")}${ageOf(observation.last, today)}`]
      : []),
  ];
}

/** `, 12 days ago`; nothing if it is not known when. */
function ageOf(day: string | undefined, today: number): string {
  const time = day === undefined ? Number.NaN : Date.parse(day);
  if (Number.isNaN(time)) return "";
  const days = Math.max(0, Math.floor((today - time) / 86_400_000));
  return days === 0 ? ", today" : `, ${countOf(days, "day")} ago`;
}
