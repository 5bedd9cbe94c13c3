import { existsSync } from "node:fs";
import { basename, dirname, isAbsolute, join, relative, resolve } from "node:path";
import { type ConfigInput, configFileOf, outputOf } from "../config/index.js";
import { hashOf, kindInside, readFileAt, tool } from "../disk/index.js";
import { type Manifest, manifestName, parseManifest } from "../write/index.js";

/**
 * What a client was made from. It is in the output folder's manifest, which is committed, so it has
 * no absolute path, no time and no secret. Paths are relative to the folder of the config file, or
 * of the spec if there is none.
 */
export interface Origin {
  readonly tool: string;
  readonly request: Request;
  /** The output folders of all clients of the config file; absent if a flag named the folder. */
  readonly outputs?: readonly string[];
  /** The SHA-256 of every file that was read. */
  readonly inputs: Readonly<Record<string, string>>;
  /** The report of the run about the client. */
  readonly said: object;
}

/** The settings that are not in the config file. */
interface Request {
  readonly config?: string;
  readonly spec?: string;
  readonly output?: true;
  readonly name?: string;
  readonly package?: string;
  readonly importExtension?: string;
  readonly language?: string;
  readonly outputs?: readonly string[];
}

/** An output folder that is current. */
export interface UpToDate<Said> {
  readonly output: string;
  readonly files: number;
  /** The files that it was made from: absolute paths. */
  readonly inputs: readonly string[];
  readonly said: Said;
}

/** What a run was made from; undefined if hashes cannot show that, as for a remote spec. */
export function originOf(
  input: ConfigInput,
  outputs: readonly string[],
  read: readonly { readonly path: string; readonly hash: string }[],
  said: object,
): Origin | undefined {
  const base = baseOf(input);
  if (base === undefined) return undefined;
  const inputs = read.map(({ path, hash }) => [pathFrom(base, path), hash] as const);
  if (inputs.some(([path]) => isAbsolute(path) || /^https?:/.test(path))) return undefined;
  const isFromConfig = configFileOf(input) !== undefined && input.output === undefined;
  return {
    tool,
    request: requestOf(input, base),
    ...(isFromConfig && { outputs: outputs.map((output) => pathFrom(base, output)) }),
    inputs: Object.fromEntries(inputs.sort(([a], [b]) => (a < b ? -1 : 1))),
    said,
  };
}

/**
 * The clients of an input, if every input and every written file still has its hash; undefined if
 * not, or if more would have to be read to know. Parses nothing: equal bytes give equal bytes.
 */
export function findUpToDate<Said>(input: ConfigInput): readonly UpToDate<Said>[] | undefined {
  const base = baseOf(input);
  if (base === undefined || isCheckout()) return undefined;
  const request = JSON.stringify(requestOf(input, base));
  const hashes = new Map<string, string | undefined>();
  const isCurrent = (path: string, hash: string): boolean => {
    if (!hashes.has(path))
      hashes.set(
        path,
        attempt(() => hashOf(readInput(path))),
      );
    return hashes.get(path) === hash;
  };
  const check = (output: string): (UpToDate<Said> & { outputs: string[] }) | undefined => {
    const { origin, files } = readManifest(output);
    if (!isOrigin(origin) || origin.tool !== tool) return undefined;
    if (JSON.stringify(origin.request) !== request) return undefined;
    const isUnchanged =
      Object.entries(origin.inputs).every(([path, hash]) => isCurrent(resolve(base, path), hash)) &&
      [...files].every(
        ([path, hash]) =>
          hash !== undefined && attempt(() => hashOf(readOutput(output, path))) === hash,
      );
    if (!isUnchanged) return undefined;
    const outputs = (origin.outputs ?? []).map((path) => resolve(base, path));
    const inputs = Object.keys(origin.inputs).map((path) => resolve(base, path));
    return { output, files: files.size + 1, inputs, said: origin.said as Said, outputs };
  };

  const config = configFileOf(input);
  if (config === undefined || input.output !== undefined) {
    const found = check(outputOf(input));
    return found && [found];
  }
  for (const guess of guessOutputs(config)) {
    const found = check(guess);
    if (!found?.outputs.includes(guess)) continue;
    const all = found.outputs.map(check);
    return all.every((client) => client !== undefined) ? all : undefined;
  }
  return undefined;
}

/**
 * Folders that a config file may name as its output, found without parsing it. A wrong guess does
 * no harm: the manifest in the folder says which folders the config file with this hash really
 * names.
 */
function guessOutputs(config: string): string[] {
  const text = attempt(() => readInput(config).toString("utf8")) ?? "";
  const named = text.matchAll(/\boutput["']?\s*:\s*("[^"\n]*"|'[^'\n]*'|[^\s,}#]+)/g);
  const guesses = [...named].map(([, value = ""]) => value.replaceAll(/^["']|["']$/g, ""));
  return [...guesses, "generated"].map((guess) => resolve(dirname(config), guess));
}

/** In a checkout of the tool, the version does not identify the code. */
function isCheckout(): boolean {
  return ["../cli/main.ts", "../../cli/main.ts"].some((path) =>
    existsSync(new URL(path, import.meta.url)),
  );
}

function baseOf(input: ConfigInput): string | undefined {
  const file = configFileOf(input) ?? input.spec;
  return file === undefined || /^https?:/i.test(file) ? undefined : dirname(resolve(file));
}

function requestOf(input: ConfigInput, base: string): Request {
  const config = configFileOf(input);
  return {
    ...(config !== undefined && { config: basename(config) }),
    ...(input.spec !== undefined && { spec: pathFrom(base, resolve(input.spec)) }),
    ...(config !== undefined && input.output !== undefined && { output: true as const }),
    ...(input.name !== undefined && { name: input.name }),
    ...(input.package !== undefined && { package: input.package }),
    ...(input.importExtension !== undefined && { importExtension: input.importExtension }),
    ...(input.language !== undefined && { language: input.language }),
    ...(input.outputs !== undefined && { outputs: input.outputs }),
  };
}

function pathFrom(base: string, path: string): string {
  return /^https?:/i.test(path) ? path : relative(base, path).replaceAll("\\", "/");
}

function readManifest(folder: string): Manifest {
  return parseManifest(attempt(() => readOutput(folder, manifestName).toString("utf8")));
}

/** Inputs may be links: the user chose their place. */
const readInput = (path: string): Buffer => readFileAt(path, { isLinkFollowed: true });

/** Links in an output folder are not followed. */
function readOutput(folder: string, path: string): Buffer {
  kindInside(folder, path);
  return readFileAt(join(folder, path));
}

/** If a file cannot be read, the full run that follows says why. */
function attempt<Value>(action: () => Value): Value | undefined {
  try {
    return action();
  } catch {
    return undefined;
  }
}

function isOrigin(value: unknown): value is Origin {
  if (typeof value !== "object" || value === null) return false;
  const { inputs, outputs = [], said } = value as Partial<Origin>;
  return [inputs, outputs, said].every((part) => typeof part === "object" && part !== null);
}
