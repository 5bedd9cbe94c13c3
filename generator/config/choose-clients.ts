import { relative } from "node:path";
import { DiagnosticError, diagnose, didYouMean } from "../diagnostics/index.js";
import type { Config } from "./read-config.js";

/**
 * The names of the clients of a config file: `client.name` if no other client has it, otherwise the
 * output folder, which is each client's own.
 */
export function clientNames(configs: readonly Config[]): Map<Config, string> {
  return new Map(
    configs.map((config) => {
      const { name } = config;
      const isOwn = configs.filter((other) => other.name === name).length === 1;
      return [config, name !== undefined && isOwn ? name : folderOf(config)];
    }),
  );
}

/**
 * The clients that a name means: one by its name or its output folder; all without a name.
 *
 * @throws DiagnosticError if there is no such client
 */
export function chooseClients(
  configs: readonly Config[],
  name: string | undefined,
): readonly Config[] {
  if (name === undefined) return configs;
  const names = clientNames(configs);
  const wanted = name.replace(/^\.\/|\/$/g, "");
  const found = configs.filter(
    (config) => names.get(config) === name || config.name === name || folderOf(config) === wanted,
  );
  if (found.length === 1) return found;
  const known = [...names.values()];
  const list = known.length > 0 ? `its clients are ${known.join(", ")}` : "there is no config file";
  const why = `the config file has no client "${name}": ${list}${didYouMean(name, known)}`;
  throw new DiagnosticError([diagnose("config-invalid", { why })]);
}

function folderOf({ output }: Config): string {
  return relative(process.cwd(), output).replaceAll("\\", "/");
}
