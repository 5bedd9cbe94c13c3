import { existsSync } from "node:fs";
import { dirname, resolve } from "node:path";
import { DiagnosticError, diagnose } from "./diagnostics/index.js";
import { readSource } from "./load/index.js";

/** What a person says, in a config file, by flags, or both; flags win. */
export interface ConfigInput {
  /** The config file; default: `tether.config.yaml` in the current folder, if it is there and no spec is given. */
  readonly config?: string;
  /** The OpenAPI document. */
  readonly spec?: string;
  /** The output folder. */
  readonly output?: string;
  /** The client's name, as in `create<Name>`; default: the spec's title. */
  readonly name?: string;
  /** The client's package, for the header `User-Agent`; default: the client's name. */
  readonly package?: string;
}

/** A complete configuration; paths are absolute. */
export interface Config {
  readonly spec: string;
  readonly output: string;
  readonly name: string | undefined;
  readonly package: string | undefined;
}

export const defaultConfigFile = "tether.config.yaml";
const defaultOutput = "generated";

/** Joins flags and config file; throws DiagnosticError if no spec is named or a value is wrong. */
export async function readConfig(input: ConfigInput = {}): Promise<Config> {
  const useDefault = input.spec === undefined && existsSync(defaultConfigFile);
  const file = input.config ?? (useDefault ? defaultConfigFile : undefined);
  const fromFile = file === undefined ? {} : await readConfigFile(resolve(file));
  const spec = input.spec === undefined ? fromFile.spec : resolve(input.spec);
  if (spec === undefined) {
    const why = `no spec is named, and there is no ${defaultConfigFile} in this folder`;
    throw new DiagnosticError([diagnose("config-invalid", { why })]);
  }
  return {
    spec,
    output:
      input.output === undefined
        ? (fromFile.output ?? resolve(defaultOutput))
        : resolve(input.output),
    name: input.name ?? fromFile.name,
    package: input.package ?? fromFile.package,
  };
}

const fields = { spec: "text", output: "text", client: "object" } as const;

/** Paths in a config file start at the file. */
async function readConfigFile(path: string): Promise<Partial<Config>> {
  const source = await readSource(path);
  const fail = (pointer: string[], why: string): never => {
    throw new DiagnosticError([diagnose("config-invalid", { why }, source.place(pointer))]);
  };
  const asObject = (value: unknown, pointer: string[]): Record<string, unknown> =>
    typeof value === "object" && value !== null && !Array.isArray(value)
      ? (value as Record<string, unknown>)
      : fail(
          pointer,
          pointer.length > 0
            ? `\`${pointer.join(".")}\` must be an object`
            : "a config file must be an object",
        );

  const root = asObject(source.value ?? {}, []);
  const client = root["client"] === undefined ? {} : asObject(root["client"], ["client"]);
  for (const field of Object.keys(root)) {
    if (!Object.hasOwn(fields, field)) {
      fail(
        [field],
        `\`${field}\` is not known; a config file holds ${Object.keys(fields).join(", ")}`,
      );
    }
  }
  for (const field of Object.keys(client)) {
    if (field !== "name" && field !== "package")
      fail(["client", field], `\`client.${field}\` is not known; it holds name and package`);
  }
  const text = (object: Record<string, unknown>, ...pointer: string[]): string | undefined => {
    const value = object[pointer.at(-1) as string];
    if (value === undefined || (typeof value === "string" && value !== ""))
      return value as string | undefined;
    return fail(pointer, `\`${pointer.join(".")}\` must be text`);
  };
  const path_ = (name: "spec" | "output") => {
    const value = text(root, name);
    return value === undefined ? {} : { [name]: resolve(dirname(path), value) };
  };
  return {
    ...path_("spec"),
    ...path_("output"),
    name: text(client, "client", "name"),
    package: text(client, "client", "package"),
  };
}
