import { existsSync } from "node:fs";
import { dirname, resolve } from "node:path";
import {
  type ClientFields,
  clientFields,
  type Field,
  type Fields,
  type ImportExtension,
  movedFields,
  outputKey,
} from "../config-fields.js";
import { DiagnosticError, describeFound, diagnose, type Place } from "../diagnostics/index.js";
import type { LoadOptions, Source } from "../load/index.js";
import { isOneOf, unreachable } from "../narrowing.js";
import { entriesOf, isFields, listOf, type Pointer } from "../openapi/index.js";
import type { Chosen } from "../outputs/index.js";

/** What a person says, in a config file, by flags, or both; flags win. */
export interface ConfigInput {
  /**
   * The config file; default: `tether.config.yaml` in the current folder, if it is there and no
   * spec is given.
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
  /** How the client's files name each other in imports; default: `js`. */
  readonly importExtension?: ImportExtension;
  /**
   * What is made: exactly these outputs and what they need, by name, or by a path from the current
   * folder; default: what the config file says, else types, enums and client.
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
  /** Origins that credentials may go to besides those of the document's servers, as written. */
  readonly credentialOrigins: readonly string[];
  /** Whether the compiler of whoever uses the client is to check its files. */
  readonly checked: boolean;
  /** How the client's files name each other in imports. */
  readonly importExtension: ImportExtension;
  /** What is made. */
  readonly outputs: Chosen;
  /** The config file that said so, if one did. */
  readonly file: { readonly path: string; readonly hash: string } | undefined;
}

export const defaultConfigFile = "tether.config.yaml";

/** The config file that is read for an input; undefined if none is. */
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

/** The one client that an input asks for; throws DiagnosticError if it asks for several. */
export async function readConfig(input: ConfigInput = {}): Promise<Config> {
  const [config, ...more] = await readConfigs(input);
  if (!config || more.length > 0) {
    throw invalid("the config file has several clients, but one is expected");
  }
  return config;
}

/** Joins flags and config file; throws DiagnosticError if no spec is named or a value is wrong. */
export async function readConfigs(input: ConfigInput = {}): Promise<readonly Config[]> {
  const [{ readSource, toLocation }, { chooseOutputs }] = await Promise.all([
    import("../load/index.js"),
    import("../outputs/index.js"),
  ]);
  const path = configFileOf(input);
  const file = path === undefined ? undefined : readFields(await readSource(path));
  const clients = file?.clients ?? [{ fields: {}, place: () => undefined }];
  const { importExtension } = input;
  const flags = [
    ...[input.spec, input.output, input.name],
    ...[input.package, input.outputs, importExtension],
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
      checked: fields.client?.checked ?? own.checked.default,
      importExtension:
        importExtension ?? fields.client?.importExtension ?? own.importExtension.default,
      outputs: chooseOutputs(fields.outputs ?? {}, input.outputs, (why, at) => {
        throw invalid(why, at && place(["outputs", ...at]));
      }),
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
      // A spec that a flag names stands at no line of the file.
      place: (pointer) =>
        input.spec !== undefined && pointer[0] === "spec" ? undefined : place(pointer),
    };
  });
  assertApart(configs);
  return configs;
}

/** What a client changes in the document that it reads. */
function changesOf(
  { overlays = [], filter }: ClientFields,
  folder: string,
): Pick<Config, "overlays" | "filter"> {
  return {
    overlays: overlays.map((overlay) => resolve(folder, overlay)),
    ...(filter && { filter }),
  };
}

/** What does not count of a config file of another time. */
const ofItsTime: readonly string[] = ["client", "outputs", "headers", "refs", "limits"];

/**
 * A config as its file was at another time: which spec it named and what it changed there. Of
 * several clients it is the one with the same output folder; if there was none, all is as it is
 * now. Who is asked for documents, how much is read and what is made stay what they are: the file
 * may say that in words of another version, and nobody can mend it.
 *
 * @throws DiagnosticError if the file cannot be used
 */
export async function asIn(config: Config, then: Source): Promise<Config> {
  const { toLocation } = await import("../load/index.js");
  const folder = dirname(then.path);
  const { clients } = readFields(then, ofItsTime);
  const outputOf = ({ fields }: ClientSettings) =>
    resolve(folder, fields.output ?? clientFields.output.default);
  const client =
    clients.length === 1 ? clients[0] : clients.find((each) => outputOf(each) === config.output);
  if (!client) return config;
  const { fields, place } = client;
  const { filter: _, ...rest } = config;
  const spec =
    fields.spec === undefined ? config.spec : toLocation(fields.spec, folder, place(["spec"]));
  return { ...rest, spec, ...changesOf(fields, folder), place };
}

/** Each client owns its folder; one in another would be swept away with it. */
function assertApart(configs: readonly Config[]): void {
  for (const [index, { output, place }] of configs.entries()) {
    if (configs.slice(0, index).some((other) => other.output === output)) {
      throw invalid("two clients have the same output folder", place?.(["output"]));
    }
  }
}

/** `${NAME}` is an environment variable, so that no secret stands in the file. */
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
  readonly fields: ClientFields;
  readonly place: (pointer: Pointer) => Place | undefined;
}

/** @param passed the fields that are passed over, of the file and of each client; default: none */
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
    return { path, hash, clients: [{ fields: fields as ClientFields, place }] };
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
        fields: fields as ClientFields,
        place: (pointer: Pointer) => place([...at, ...pointer]),
      };
    }),
  };
}

/** The value, if it is what the field asks for, without what sets nothing. */
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
      expect(isOneOf(field.anyOf, value), `one of ${field.anyOf.join(", ")}`);
      break;
    case "texts": {
      expect(Array.isArray(value), "a list");
      const { anyOf } = field;
      for (const [index, item] of listOf(value).entries()) {
        const itemAt = [...at, String(index)];
        check(item, { kind: "text", about: "" }, itemAt, place);
        if (anyOf && !isOneOf(anyOf, item)) {
          const why = `\`${formatPath(itemAt)}\` must be one of ${anyOf.join(", ")}`;
          throw invalid(why, place(itemAt));
        }
      }
      break;
    }
    case "textMap":
      expect(isFields(value), "an object");
      for (const [name, item] of entriesOf(value)) {
        check(item, { kind: "text", about: "" }, [...at, name], place);
      }
      break;
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
  const known = Object.keys(fields).join(", ");
  const holder = at.length === 1 ? "a config file" : `\`${formatPath(at.slice(0, -1))}\``;
  return invalid(
    `\`${formatPath(at)}\` is not a field; the fields of ${holder} are ${known}`,
    place(at),
  );
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
