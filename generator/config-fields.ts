import { int64Types, methods } from "./openapi/index.js";

/**
 * Default limits, which a config file or a caller can change. The reader of specs and the config
 * share them.
 */
export const defaultLimits = {
  /** The largest file that is read, in MB (1,000,000 bytes). */
  fileMegabytes: 50,
  /** How long a server may take to send one document, in seconds. */
  seconds: 30,
} as const;

/**
 * What a config file may contain. The reader, `config.schema.json` and the file that `init` writes
 * all use these tables, so that an editor and the tool cannot disagree. A field without a value
 * (`filter:` with nothing below it) has no effect.
 */
export type Field = Described &
  (
    | { readonly kind: "text"; readonly default?: string }
    | { readonly kind: "choice"; readonly anyOf: readonly string[]; readonly default: string }
    | { readonly kind: "texts"; readonly anyOf?: readonly string[] }
    | { readonly kind: "textMap"; readonly anyOf?: readonly string[] }
    | { readonly kind: "flag"; readonly default: boolean }
    | { readonly kind: "number"; readonly default: number }
    | { readonly kind: "outputs" }
    | {
        readonly kind: "object";
        readonly fields: Fields;
        /** Values of these fields that exclude each other. */
        readonly conflict?: Readonly<Record<string, string>>;
      }
  );

interface Described {
  /** What it means, and its default if that is not a fixed value. */
  readonly about: string;
}

export type Fields = Readonly<Record<string, Field>>;

/** The data that a table describes; every field may be absent. */
export type Values<F extends Fields> = { readonly [Name in keyof F]?: Value<F[Name]> };

type Value<F extends Field> = F extends { kind: "text" }
  ? string
  : F extends { kind: "choice"; anyOf: readonly (infer Choice)[] }
    ? Choice
    : F extends { kind: "texts" }
      ? readonly string[]
      : F extends { kind: "textMap" }
        ? Readonly<Record<string, F extends { anyOf: readonly (infer C)[] } ? C : string>>
        : F extends { kind: "flag" }
          ? boolean
          : F extends { kind: "number" }
            ? number
            : F extends { kind: "outputs" }
              ? Readonly<Record<string, boolean | Readonly<Record<string, unknown>>>>
              : F extends { kind: "object"; fields: infer G extends Fields }
                ? Values<G>
                : never;

const selection = {
  tags: { kind: "texts", about: "Operations that have one of these tags." },
  paths: {
    kind: "texts",
    about:
      "Operations of paths that match one of these patterns: `*` matches any text within one segment, `**` any text.",
  },
  operations: { kind: "texts", about: "Operations with one of these operationIds." },
  methods: {
    kind: "texts",
    anyOf: methods.map(({ field }) => field),
    about: "Operations with one of these HTTP methods, in lower case.",
  },
} as const satisfies Fields;

/** How the client's files import each other: `./client.js`, `./client.ts` or `./client`. */
export type ImportExtension = "js" | "ts" | "none";

export const importExtensions = ["js", "ts", "none"] as const satisfies readonly ImportExtension[];

/** What the client's modules are written as: TypeScript, or JavaScript with declarations. */
export type Language = "ts" | "js";

export const languages = ["ts", "js"] as const satisfies readonly Language[];

/** The fields of one client. */
export const clientFields = {
  spec: {
    kind: "text",
    about: "The OpenAPI document: a path relative to the config file, or an http(s) URL.",
  },
  output: {
    kind: "text",
    default: "generated",
    about: "The output folder, relative to the config file.",
  },
  client: {
    kind: "object",
    about: "The name of the client, and how its files are written.",
    // JavaScript is in no file that an import could name with `.ts`.
    conflict: { language: "js", importExtension: "ts" },
    fields: {
      language: {
        kind: "choice",
        anyOf: languages,
        default: "ts",
        about:
          "What the client's files are: TypeScript (ts), or JavaScript modules with their declarations, `.js` and `.d.ts` (js), which run as they are.",
      },
      importExtension: {
        kind: "choice",
        anyOf: importExtensions,
        default: "js",
        about:
          "How the client's files import each other: `./client.js` (js), `./client.ts` (ts) or `./client` (none). Your compiler and bundler must be able to resolve them.",
      },
      name: {
        kind: "text",
        about: "The client's name, as in `create<Name>`. Default: the spec's title.",
      },
      package: {
        kind: "text",
        about: "The client's package, for the header `User-Agent`. Default: the client's name.",
      },
      credentialOrigins: {
        kind: "texts",
        about:
          "Origins that credentials may go to, besides those of the document's servers, where an operation has a server of its own: `https://uploads.example.com`.",
      },
      int64: {
        kind: "choice",
        anyOf: int64Types,
        default: "number",
        about:
          "What integers of the formats `int64` and `uint64` are in types and values. A number rounds beyond 2^53; bigint and string hold every digit (docs/integers.md).",
      },
      checked: {
        kind: "flag",
        default: true,
        about:
          "Whether your compiler also checks the client's files. With false they have `@ts-nocheck`: their types still apply to your code, and your build spends no time on code that is not yours.",
      },
    },
  },
  outputs: {
    kind: "outputs",
    about:
      "What is generated: true, false or options for each output, by name. An output that is not listed keeps its default. A path relative to the config file, or a package, is a custom output (docs/outputs.md).",
  },
  headers: {
    kind: "textMap",
    about:
      // biome-ignore lint/suspicious/noTemplateCurlyInString: users write this text
      "Headers of the request for a remote spec, sent only to its own origin. `${NAME}` is replaced by an environment variable.",
  },
  overlays: {
    kind: "texts",
    about:
      "OpenAPI Overlays to apply to the document, in this order: paths relative to the config file.",
  },
  filter: {
    kind: "object",
    about:
      "The operations to keep. An operation must match every field that is given here; components that nothing refers to any more are left out.",
    fields: {
      ...selection,
      exclude: {
        kind: "object",
        about: "The operations to leave out: those that match any of these fields.",
        fields: selection,
      },
    },
  },
  refs: {
    kind: "object",
    about: "Which servers `$ref`s may lead to. Default: only the origin of a remote spec.",
    fields: {
      allowHosts: {
        kind: "texts",
        about:
          "Hosts that documents may be read from, with their port if it is not the default one.",
      },
      allowPrivate: {
        kind: "flag",
        default: false,
        about:
          "Whether documents may also be read from private, loopback and link-local addresses.",
      },
    },
  },
  diff: {
    kind: "object",
    about: "How `npx spec-tether diff` judges.",
    fields: {
      severity: {
        kind: "textMap",
        anyOf: ["breaking", "warning", "info", "none"],
        about:
          "Severities in place of those of rules, by the rule's id: `response.enum.added: warning`. `none` reports nothing.",
      },
    },
  },
  verify: {
    kind: "object",
    about: "What `npx spec-tether verify --base-url` may ask, and with which credentials.",
    fields: {
      allowHosts: {
        kind: "texts",
        about: "Hosts that may be asked, with their port if it is not the default one.",
      },
      auth: {
        kind: "textMap",
        about:
          "Names of environment variables that hold credentials, by the security schemes of the spec: `apiKey: EXAMPLE_API_KEY`. Never the credentials themselves.",
      },
      exclude: {
        kind: "texts",
        about: "Operations that are never asked: operationIds, `GET /path`, or patterns of paths.",
      },
    },
  },
  limits: {
    kind: "object",
    about: "Limits on what is read.",
    fields: {
      fileMegabytes: {
        kind: "number",
        default: defaultLimits.fileMegabytes,
        about: "The largest file that is read, in MB (1,000,000 bytes).",
      },
      seconds: {
        kind: "number",
        default: defaultLimits.seconds,
        about: "How long a server may take to send one document, in seconds.",
      },
    },
  },
} as const satisfies Fields;

export type ClientFields = Values<typeof clientFields>;

/**
 * A key of `outputs`: the name of a built-in output, a path or a package, with an optional path in
 * it. Whether a package exists is only checked when the client is generated.
 */
export const outputKey: RegExp = /^(?:\.{0,2}\/|(?:@[\w.~-]+\/)?[\w~-][\w.~-]*(?:\/|$))/;

/** Fields that were moved, with their new place; the message that rejects the old one names it. */
export const movedFields: Readonly<Record<string, string>> = {
  "client.paths": "outputs.paths: true",
  "client.innerEnums": "outputs.enums: { inner: true }",
};

/** What a field means, with its default. */
export function describeField(field: Field): string {
  const { about } = field;
  return "default" in field ? `${about} Default: ${field.default}.` : about;
}
