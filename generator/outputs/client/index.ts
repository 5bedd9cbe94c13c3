import type { Contract } from "../../contract/index.js";
import type { Api } from "../../model/index.js";
import type { BuiltInOutput, OutputModule } from "../built-in-output.js";
import type { OutputFile } from "../output-file.js";
import { type ClientAdditions, noAdditions } from "./additions.js";
import { emitFacade } from "./facade.js";
import { emitFunctions } from "./functions.js";
import { emitInt64Places } from "./int64-places.js";
import { emitOperations } from "./operations.js";
import { emitTesting } from "./testing.js";
import { emitWebhooks } from "./webhooks.js";

export { withoutCredential } from "./facade.js";
export { importGroups } from "./import-groups.js";
export { importPrivately } from "./import-privately.js";
export { answeredTypes, successStatuses } from "./testing.js";
export type { ClientAdditions };

/**
 * `client`: the facade, a function for each operation, the runtime that they call, and the client
 * that tests of an application take.
 *
 * @param runtime in the client's language
 * @param isChecked whether the compiler of whoever uses the client checks its files
 * @param additions what other outputs add
 */
export function clientOutput(
  runtime: readonly OutputFile[],
  isChecked: boolean,
  additions: ClientAdditions = noAdditions,
): BuiltInOutput {
  return {
    name: "client",
    about:
      "The facade `create<Name>`, a function for each operation, the runtime that they call, `testing.ts`, for tests of an application, and `node.ts`, for receivers of webhooks.",
    options: {},
    needs: () => ["types"],
    packages: [],
    claims: (contract) => (hasClientCredentials(contract) ? clientCredentialsExports : []),
    files: (contract, api) => [
      { path: "operations.ts", statements: emitOperations(api, additions) },
      { path: "client.ts", statements: emitFacade(api, additions) },
      ...api.groups.map((group) => ({
        path: `groups/${group.module}.ts`,
        statements: emitFunctions(group, api, additions),
      })),
      // No other module imports it, so that an application holds nothing of it.
      { path: "testing.ts", statements: emitTesting(api, additions) },
      ...(api.webhooks
        ? [
            { path: "webhooks.ts", statements: emitWebhooks(api.webhooks, api) },
            // Nor does any import this one: only servers have a use for it.
            ...inFolder(runtime, "").flatMap(({ path, text }) =>
              isModule(path, nodeModule) ? [{ path: path.replace("runtime/", ""), text }] : [],
            ),
          ]
        : []),
      ...int64Files(api),
      ...(additions.validates ? validationOf(runtime) : []),
      ...inFolder(runtime, "").filter(
        ({ path }) =>
          (!isChecked || !isModule(path, uncheckedModule)) &&
          (hasClientCredentials(contract) || !isModule(path, clientCredentialsModule)) &&
          !isModule(path, nodeModule) &&
          (api.int64 !== "number" || !int64Modules.some((module) => isModule(path, module))),
      ),
    ],
    exports: (contract, api) => [
      { module: "client.ts", isTypeOnly: false },
      ...api.groups.map(({ module }) => ({ module: `groups/${module}.ts`, isTypeOnly: false })),
      { module: "runtime/index.ts", isTypeOnly: false },
      ...(hasClientCredentials(contract)
        ? [{ module: clientCredentialsModule, isTypeOnly: false }]
        : []),
      ...(api.webhooks ? [{ module: "webhooks.ts", isTypeOnly: false }] : []),
      ...(additions.validates
        ? [{ module: "runtime/validate/invalid-answer.ts", isTypeOnly: false }]
        : []),
    ],
  };
}

/** Only in clients of an API that has OAuth 2's flow of that name. */
const clientCredentialsModule = "runtime/client-credentials.ts";
const clientCredentialsExports = [
  "ClientCredentialsError",
  "ClientCredentialsOptions",
  "clientCredentials",
];

/** Not below `runtime/`: it imports nothing, and whoever receives webhooks imports it. */
const nodeModule = "runtime/node.ts";

/** Only in clients whose 64-bit integers are no numbers. */
const int64Modules: readonly string[] = ["runtime/int64.ts", "runtime/int64-calls.ts"];

function int64Files(api: Api): OutputModule[] {
  const statements = emitInt64Places(api);
  return statements.length > 0 ? [{ path: "int64.ts", statements }] : [];
}

const hasClientCredentials = ({ securitySchemes }: Contract): boolean =>
  [...securitySchemes.values()].some(({ clientCredentials }) => clientCredentials !== undefined);

/** What is checked even where nothing else is: it says what the client asks of its surroundings. */
export const uncheckedModule = "runtime/compiler-settings.ts";

/** Whether a file is one of those that a module is written as. */
export function isModule(path: string, module: string): boolean {
  const stemOf = (file: string) => file.replace(/(?:\.d)?\.[jt]s$/, "");
  return stemOf(path) === stemOf(module);
}

/**
 * What stands in a folder of the runtime itself, as files of the client; `""` is the runtime's own.
 */
export function inFolder(runtime: readonly OutputFile[], folder: string): OutputFile[] {
  return runtime
    .filter(({ path }) => path.split("/").slice(0, -1).join("/") === folder)
    .map(({ path, text }) => ({ path: `runtime/${path}`, text: withoutLinterNotes(text) }));
}

/** What a client needs to check its answers. */
function validationOf(runtime: readonly OutputFile[]): OutputFile[] {
  const ofTool = "runtime/validate/index.ts";
  return [
    ...inFolder(runtime, "validate").filter(({ path }) => !isModule(path, ofTool)),
    ...inFolder(runtime, "schemas"),
  ];
}

/** What checks values with schemas, without what only a client needs and this tool's own entry. */
export function checksOf(runtime: readonly OutputFile[]): OutputFile[] {
  const others = ["index", "invalid-answer", "validating-client"];
  return inFolder(runtime, "validate").filter(
    ({ path }) => !others.some((name) => isModule(path, `runtime/validate/${name}.ts`)),
  );
}

/** Notes to this repository's linter mean nothing where the runtime goes. */
function withoutLinterNotes(text: string): string {
  return text.replaceAll(/^[ \t]*\/\/ biome-ignore .*\n/gm, "");
}
