import { type Config, credentialOriginsOf } from "../config/index.js";
import type { ImportExtension, Language } from "../config-fields.js";
import { readRuntimeFiles, tool } from "../disk/index.js";
import type { Spec } from "../load/index.js";
import { type Api, buildApi, fromNamesLock, type GivenNames } from "../model/index.js";
import type { Int64Type } from "../openapi/index.js";
import { type Choice, claimsOf, defaultChoice, makeFiles } from "../outputs/index.js";

/** How a client is made, and which names it keeps. */
export interface ClientManner {
  /** The client's own config; undefined: by the defaults. */
  readonly config?: Config | undefined;
  /** The names given so far, of {@link namesOf} or of the lock on the disk; default: none. */
  readonly before?: GivenNames | undefined;
  /** Whether names give way where the spec now suggests others, as `generate --rename` does. */
  readonly rename?: boolean | undefined;
  /** Whether it is the older version, whose errors nobody can mend any more. */
  readonly isReleased?: boolean | undefined;
  /** What the files are, where no config says so. */
  readonly language?: Language | undefined;
  /** How the files import each other, where no config says so. */
  readonly importExtension?: ImportExtension | undefined;
  /** What integers of 64 bits are, where no config says so. */
  readonly int64?: Int64Type | undefined;
  /** The built-in outputs, where no config says so. */
  readonly outputs?: Choice | undefined;
  /** The name of the client, where no config says so. */
  readonly name?: string | undefined;
}

/**
 * The files of a client as `generate` would write them: text by path, relative to its folder. Outputs of
 * one's own are left out: they run code, and nothing of the tool imports their files.
 */
export async function writeClient(
  api: Api,
  { config, language = "ts", importExtension = "js", outputs = defaultChoice }: ClientManner,
): Promise<ReadonlyMap<string, string>> {
  const made = await makeFiles(
    { api },
    await readRuntimeFiles(config?.language ?? language),
    tool,
    config
      ? { ...config, outputs: config.outputs.builtIn }
      : { language, importExtension, outputs },
  );
  return new Map(made.map(({ path, text }) => [path, text]));
}

/**
 * What the client of a version of a spec calls everything, without its files.
 *
 * @throws DiagnosticError if no client can be generated of it
 */
export function readApi(spec: Spec, manner: ClientManner = {}): Api {
  const { config, before, rename, isReleased, name } = manner;
  const choice = config?.outputs.builtIn ?? manner.outputs ?? defaultChoice;
  const enums: { readonly inner?: boolean } = choice["enums"] ?? {};
  const { api } = buildApi(spec, {
    name: config?.name ?? name,
    package: config?.package,
    int64: config?.int64 ?? manner.int64,
    credentialOrigins: config ? credentialOriginsOf(config) : [],
    before,
    rename,
    isReleased,
    innerEnums: enums.inner,
    claims: (contract) => claimsOf({ outputs: choice }, contract),
  });
  return api;
}

/** The names of a client, for the next version of it to keep. */
export function namesOf({ names }: Api): GivenNames {
  const refuse = (_: readonly string[], why: string) => {
    throw new Error(`the names that the tool gave are no lock: ${why}`);
  };
  return fromNamesLock(names, refuse);
}
