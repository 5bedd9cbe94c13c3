import { existsSync, realpathSync } from "node:fs";
import { DiagnosticError, diagnose } from "../diagnostics/index.js";
import type { ComparedClient } from "../diff/index.js";
import type { ClientFiles, ConfiguredClient } from "../uses/index.js";

/** The clients of the config that was compared with, by whose names one may be chosen, too. */
export function configuredIn(compared: readonly ComparedClient[]): ConfiguredClient[] {
  return compared.flatMap(({ config, isConfigured, client }) =>
    config && isConfigured
      ? [
          {
            names: [client, config.name].filter((each) => each !== undefined),
            output: config.output,
            client: config.name,
            package: config.package,
          },
        ]
      : [],
  );
}

/** What was compared for the client that a project uses. */
export function clientOf(
  compared: readonly ComparedClient[],
  client: ClientFiles,
  name: string | undefined,
): ComparedClient {
  const [first, ...others] = compared;
  const own = others.length === 0 ? first : compared.find((each) => isOf(each, client, name));
  // A config that names its client differs from one that takes the name of the spec.
  const isOther = own?.isConfigured && own.config?.name !== undefined && !isOf(own, client, name);
  if (own && !isOther)
    return isOf(own, client, name) || own.isConfigured ? own : { ...own, config: undefined };
  throw new DiagnosticError([
    diagnose("impact-client-other", {
      used: `${client.name} (${client.from})`,
      configured: compared.map((each) => each.client ?? each.config?.name ?? "").filter(Boolean),
    }),
  ]);
}

/** Whether a client of a config is the one that a project has: by its folder, or by its name. */
function isOf(
  { config, client: called }: ComparedClient,
  client: ClientFiles,
  name: string | undefined,
): boolean {
  if (!config) return false;
  if (
    client.roots.includes(realOf(config.output)) ||
    client.roots.includes(config.output.replaceAll("\\", "/"))
  )
    return true;
  return [called, config.name].some(
    (each) => each !== undefined && (each === name || each === client.name),
  );
}

function realOf(path: string): string {
  return existsSync(path) ? realpathSync(path).replaceAll("\\", "/") : path;
}
