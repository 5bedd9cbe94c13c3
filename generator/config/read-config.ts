import { existsSync } from "node:fs";
import { dirname, resolve } from "node:path";
import {
  type ClientFields,
  clientFields,
  type Field,
  type Fields,
  type ImportExtension,
  type Language,
  movedFields,
  outputKey,
} from "../config-fields.js";
import {
  DiagnosticError,
  describeFound,
  diagnose,
  didYouMean,
  type Place,
} from "../diagnostics/index.js";
import type { LoadOptions, Source } from "../load/index.js";
import { isOneOf, unreachable } from "../narrowing.js";
import {
  entriesOf,
  fieldsOf,
  type Int64Type,
  isFields,
  listOf,
  type Pointer,
  textOf,
} from "../openapi/index.js";
import type { Chosen } from "../outputs/index.js";

/** The settings of a config file, of flags, or of both; flags take precedence. */
export interface ConfigInput {
  /**
   * The config file; default: `tether.config.yaml` in the current folder, if it exists and `spec`
   * is not set.
   */
  readonly config?: string;
  /** The OpenAPI document: a path or an http(s) URL. */
  readonly spec?: string;
  /** The output folder. */
  readonly output?: string;
  /** The client's name, as in `create<Name>`; default: the spec's title. */
  readonly name?: string;
  /** The client's package, for the header `User-Agent`; default: the client's name. */
  readonly package?: string;
  /** How the client's files import each other; default: `js`. */
  readonly importExtension?: ImportExtension;
  /** What the client's files are: TypeScript or JavaScript; default: `ts`. */
  readonly language?: Language;
  /**
   * The outputs to generate: exactly these and those that they need, by name, or by a path relative
   * to the current folder; default: the outputs of the config file, otherwise types, enums and
   * client.
   */
  readonly outputs?: readonly string[];
}

/** A complete configuration of one client; paths are absolute. */
export interface Config extends LoadOptions {
  /** A path or an http(s) URL. */
  readonly spec: string;
  readonly output: string;
  readonly name: string | undefined;
  readonly package: string | undefined;
  /** Origins that credentials may go to, besides those of the document's servers, as written. */
  readonly credentialOrigins: readonly string[];
  /** The type of 64-bit integers, in types and values. */
  readonly int64: Int64Type;
  /** Whether the user's compiler also checks the client's files. */
  readonly checked: boolean;
  /** How the client's files import each other. */
  readonly importExtension: ImportExtension;
  /** What the client's files are: TypeScript, or JavaScript with declarations. */
  readonly language: Language;
  /** Severities for `diff`, by rule id. `diff` checks that there are such rules. */
  readonly severity: NonNullable<NonNullable<ClientFields["diff"]>["severity"]>;
  /** What `verify` may ask. */
  readonly verify: NonNullable<ClientFields["verify"]>;
  /** The outputs to generate. */
  readonly outputs: Chosen;
  /** Whether it is the only client of its config file. */
  readonly isAlone: boolean;
  /** The config file, if there is one. */
  readonly file: { readonly path: string; readonly hash: string } | undefined;
}

export const defaultConfigFile = "tether.config.yaml";

/** The config file that an input uses; undefined if it uses none. */
export function configFileOf({ config, spec }: ConfigInput): string | undefined {
  if (config !== undefined) return resolve(config);
  return spec === undefined && existsSync(defaultConfigFile)
    ? resolve(defaultConfigFile)
    : undefined;
}

/** The output folder of an input without a config file. */
export function outputOf({ output }: ConfigInput): string {
  return resolve(output ?? clientFields.output.default);
}

/** The only client of an input; throws DiagnosticError if there are several. */
export async function readConfig(input: ConfigInput = {}): Promise<Config> {
  const [config, ...more] = await readConfigs(input);
  if (!config || more.length > 0) {
    throw invalid("the config file has several clients, but one is expected");
  }
  return config;
}

/**
 * Merges flags and config file; throws DiagnosticError if there is no spec or a value is invalid.
 */
export async function readConfigs(input: ConfigInput = {}): Promise<readonly Config[]> {
  const [{ readSource, toLocation }, { chooseOutputs }] = await Promise.all([
    import("../load/index.js"),
    import("../outputs/index.js"),
  ]);
  const path = configFileOf(input);
  const file = path === undefined ? undefined : readFields(await readSource(path));
  const clients = file?.clients ?? [{ name: undefined, fields: {}, place: () => undefined }];
  const flags = [
    ...[input.spec, input.output, input.name],
    ...[input.package, input.outputs, input.importExtension, input.language],
  ];
  if (clients.length > 1 && flags.some((flag) => flag !== undefined)) {
    throw invalid(
      "a config file with several clients cannot be combined with settings for one client",
    );
  }
  const own = clientFields.client.fields;
  const folder = path === undefined ? process.cwd() : dirname(path);
  const configs = clients.map(({ fields, place }): Config => {
    const spec = input.spec ?? fields.spec;
    if (spec === undefined) {
      throw file
        ? invalid("`spec` is missing; it is the path or URL of the OpenAPI document", place([]))
        : invalid(`no spec was given, and there is no ${defaultConfigFile} in this folder`);
    }
    const { headers = {}, refs, limits } = fields;
    return {
      spec:
        input.spec === undefined
          ? toLocation(spec, folder, place(["spec"]))
          : toLocation(spec, process.cwd()),
      output:
        file !== undefined && input.output === undefined
          ? resolve(folder, fields.output ?? clientFields.output.default)
          : outputOf(input),
      name: input.name ?? fields.client?.name,
      package: input.package ?? fields.client?.package,
      credentialOrigins: fields.client?.credentialOrigins ?? [],
      int64: fields.client?.int64 ?? own.int64.default,
      checked: fields.client?.checked ?? own.checked.default,
      ...writingOf(input, fields.client, place),
      outputs: chooseOutputs(fields.outputs ?? {}, input.outputs, (why, at) => {
        throw invalid(why, at && place(["outputs", ...at]));
      }),
      severity: fields.diff?.severity ?? {},
      verify: fields.verify ?? {},
      isAlone: clients.length === 1,
      file: file && { path: file.path, hash: file.hash },
      ...changesOf(fields, folder),
      headers: Object.fromEntries(
        Object.entries(headers).map(([name, value]) => [
          name,
          withVariables(value, () => place(["headers", name])),
        ]),
      ),
      ...refs,
      ...limits,
      // A spec that a flag names has no line in the file.
      place: (pointer) =>
        input.spec !== undefined && pointer[0] === "spec" ? undefined : place(pointer),
    };
  });
  assertApart(configs);
  return configs;
}

/** How the client's files are written. */
function writingOf(
  input: ConfigInput,
  client: ClientFields["client"],
  place: ClientSettings["place"],
): Pick<Config, "language" | "importExtension"> {
  const { fields: own, conflict } = clientFields.client;
  const language = input.language ?? client?.language ?? own.language.default;
  const importExtension =
    input.importExtension ?? client?.importExtension ?? own.importExtension.default;
  if (language === conflict.language && importExtension === conflict.importExtension) {
    const isOfFlag = input.importExtension !== undefined;
    const named = isOfFlag ? "--import-extension is ts" : "`client.importExtension` is ts";
    const why = `${named}, but the client's files are JavaScript: use js, or none for a bundler`;
    throw invalid(why, isOfFlag ? undefined : place(["client", "importExtension"]));
  }
  return { language, importExtension };
}

/** The settings that change the document: overlays and filter. */
function changesOf(
  { overlays = [], filter }: ClientFields,
  folder: string,
): Pick<Config, "overlays" | "filter"> {
  return {
    overlays: overlays.map((overlay) => resolve(folder, overlay)),
    ...(filter && { filter }),
  };
}

/** Fields that are not read from the config file of another version. */
const ofItsTime: readonly string[] = ["client", "outputs", "headers", "diff", "verify"];

/**
 * The config as its file was in another version: which spec it named, how it changed that, and what
 * reading it could follow and take. If the file had several clients, the one with the same output
 * folder counts, or else the one with the same name; undefined if there was none. Everything about
 * the client itself stays as it is: the old file may set it in the syntax of another version, and
 * nobody can fix it any more.
 *
 * @throws DiagnosticError if the file is invalid
 */
export async function asIn(config: Config, then: Source): Promise<Config | undefined> {
  const { toLocation } = await import("../load/index.js");
  const folder = dirname(then.path);
  const { clients } = readFields(then, ofItsTime);
  const outputOf = ({ fields }: ClientSettings) =>
    resolve(folder, fields.output ?? clientFields.output.default);
  const client =
    clients.find((each) => outputOf(each) === config.output) ??
    clients.find(({ name }) => name !== undefined && name === config.name) ??
    (config.isAlone && clients.length === 1 ? clients[0] : undefined);
  if (!client) return undefined;
  const { fields, place } = client;
  const { filter, allowHosts, allowPrivate, fileMegabytes, seconds, ...rest } = config;
  const spec =
    fields.spec === undefined ? config.spec : toLocation(fields.spec, folder, place(["spec"]));
  const { refs, limits } = fields;
  return { ...rest, spec, ...changesOf(fields, folder), ...refs, ...limits, place };
}

/** Each client owns its output folder, so a folder inside another one would be cleared with it. */
function assertApart(configs: readonly Config[]): void {
  for (const [index, { output, place }] of configs.entries()) {
    if (configs.slice(0, index).some((other) => other.output === output)) {
      throw invalid("two clients have the same output folder", place?.(["output"]));
    }
  }
}

/** Replaces `${NAME}` with an environment variable, so that no secret is in the file. */
function withVariables(value: string, place: () => Place | undefined): string {
  return value.replaceAll(/\$\{(\w+)\}/g, (_, name: string) => {
    const found = process.env[name];
    if (found === undefined) throw invalid(`the environment variable ${name} is not set`, place());
    return found;
  });
}

interface ConfigFile {
  readonly path: string;
  readonly hash: string;
  readonly clients: readonly ClientSettings[];
}

interface ClientSettings {
  /** `client.name`, which is read even if the other fields of `client` are not. */
  readonly name: string | undefined;
  readonly fields: ClientFields;
  readonly place: (pointer: Pointer) => Place | undefined;
}

/** @param passed fields to skip, of the file and of each client; default: none */
function readFields(
  { path, hash, value, place }: Source,
  passed: readonly string[] = [],
): ConfigFile {
  const counted = (holder: unknown) =>
    isFields(holder)
      ? Object.fromEntries(Object.entries(holder).filter(([name]) => !passed.includes(name)))
      : holder;
  const root = counted(value ?? {});
  if (!isFields(root) || !Object.hasOwn(root, "clients")) {
    const fields = check(root, { kind: "object", about: "", fields: clientFields }, [], place);
    return {
      path,
      hash,
      clients: [{ name: nameIn(value), fields: fields as ClientFields, place }],
    };
  }
  const other = Object.keys(root).find((field) => field !== "clients");
  if (other !== undefined) {
    throw invalid(`\`${other}\` cannot be used together with \`clients\``, place([other]));
  }
  const { clients } = root;
  if (!Array.isArray(clients) || clients.length === 0) {
    throw invalid("`clients` must be a list with at least one client", place(["clients"]));
  }
  return {
    path,
    hash,
    clients: clients.map((client: unknown, index) => {
      const at = ["clients", String(index)];
      const table = { kind: "object", about: "", fields: clientFields } as const;
      const fields = check(counted(client), table, at, place);
      for (const needed of ["spec", "output"]) {
        if (isFields(fields) && fields[needed] === undefined) {
          throw invalid(`\`${formatPath(at)}\` has no \`${needed}\``, place(at));
        }
      }
      return {
        name: nameIn(client),
        fields: fields as ClientFields,
        place: (pointer: Pointer) => place([...at, ...pointer]),
      };
    }),
  };
}

function nameIn(client: unknown): string | undefined {
  return textOf(fieldsOf(fieldsOf(client)["client"])["name"]);
}

/** The value without empty fields; reports it if it is not valid for the field. */
function check(value: unknown, field: Field, at: Pointer, place: Source["place"]): unknown {
  const expect = (isRight: boolean, expected: string): void => {
    if (isRight) return;
    const what = at.length === 0 ? "a config file" : `\`${formatPath(at)}\``;
    throw invalid(`${what} must be ${expected}, but is ${describeFound(value)}`, place(at));
  };
  switch (field.kind) {
    case "text":
      expect(typeof value === "string" && value !== "", "a string");
      break;
    case "flag":
      expect(typeof value === "boolean", "true or false");
      break;
    case "number":
      expect(typeof value === "number" && value > 0 && value < Infinity, "a positive number");
      break;
    case "choice":
      if (!isOneOf(field.anyOf, value)) throw invalid(unlisted(at, field.anyOf, value), place(at));
      break;
    case "texts": {
      expect(Array.isArray(value), "a list");
      const { anyOf } = field;
      for (const [index, item] of listOf(value).entries()) {
        const itemAt = [...at, String(index)];
        check(item, { kind: "text", about: "" }, itemAt, place);
        if (anyOf && !isOneOf(anyOf, item))
          throw invalid(unlisted(itemAt, anyOf, item), place(itemAt));
      }
      break;
    }
    case "textMap": {
      expect(isFields(value), "an object");
      const { anyOf } = field;
      for (const [name, item] of entriesOf(value)) {
        const itemAt = [...at, name];
        check(item, { kind: "text", about: "" }, itemAt, place);
        if (anyOf && !isOneOf(anyOf, item))
          throw invalid(unlisted(itemAt, anyOf, item), place(itemAt));
      }
      break;
    }
    case "outputs":
      expect(isFields(value), "an object");
      return Object.fromEntries(
        entriesOf(value).flatMap(([name, child]) => {
          const what = `\`${formatPath([...at, name])}\``;
          if (!outputKey.test(name)) {
            throw invalid(`${what} is not a name, path or package`, place([...at, name]));
          }
          if (child === null) return [];
          if (typeof child === "boolean" || isFields(child)) return [[name, child]];
          const why = `${what} must be true, false or an object of options, but is ${describeFound(child)}`;
          throw invalid(why, place([...at, name]));
        }),
      );
    case "object":
      expect(isFields(value), "an object");
      return Object.fromEntries(
        entriesOf(value).flatMap(([name, child]) => {
          const known = Object.hasOwn(field.fields, name) ? field.fields[name] : undefined;
          if (!known) throw unknown([...at, name], field.fields, place);
          // As in a file whose settings are commented out below their heading.
          if (child === null) return [];
          return [[name, check(child, known, [...at, name], place)]];
        }),
      );
    default:
      unreachable(field);
  }
  return value;
}

function unknown(at: Pointer, fields: Fields, place: Source["place"]): DiagnosticError {
  const [first, , ...rest] = at;
  const ofClient = (first === "clients" ? rest : at).join(".");
  const moved = Object.hasOwn(movedFields, ofClient) ? movedFields[ofClient] : undefined;
  if (moved !== undefined) {
    return invalid(`\`${formatPath(at)}\` is now \`${moved}\``, place(at));
  }
  const names = Object.keys(fields);
  const holder = at.length === 1 ? "a config file" : `\`${formatPath(at.slice(0, -1))}\``;
  const name = at.at(-1) ?? "";
  const hint =
    didYouMean(name, names, "`") ||
    hintElsewhere(name) ||
    `; the fields of ${holder} are ${names.join(", ")}`;
  return invalid(`\`${formatPath(at)}\` is not a field${hint}`, place(at));
}

/** Where a field of that name is, if it is only in the wrong object: `client.importExtension`. */
function hintElsewhere(name: string): string {
  const below = (fields: Fields, at: Pointer): string[] =>
    Object.entries(fields).flatMap(([each, field]) => [
      ...(each === name ? [formatPath([...at, each])] : []),
      ...(field.kind === "object" ? below(field.fields, [...at, each]) : []),
    ]);
  const [found, ...more] = below(clientFields, []);
  return found === undefined || more.length > 0 ? "" : `; did you mean \`${found}\`?`;
}

function unlisted(at: Pointer, anyOf: readonly string[], value: unknown): string {
  const hint = typeof value === "string" ? didYouMean(value, anyOf) : "";
  return `\`${formatPath(at)}\` must be one of ${anyOf.join(", ")}, but is ${describeFound(value)}${hint}`;
}

function invalid(why: string, place?: Place): DiagnosticError {
  return new DiagnosticError([diagnose("config-invalid", { why }, place)]);
}

/** `clients[0].filter.tags`. */
function formatPath(at: Pointer): string {
  return at
    .map((token) => (/^\d+$/.test(token) ? `[${token}]` : `.${token}`))
    .join("")
    .slice(1);
}
