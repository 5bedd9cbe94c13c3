import { defaultLimits } from "./default-limits.js";
import { methods } from "./openapi/index.js";

/**
 * What a config file may hold. The reader, `config.schema.json` and the file that `init` writes all
 * go by these tables, so that an editor and the tool cannot be of different minds. A field without a
 * value (`filter:` and nothing below it) sets nothing.
 */
export type Field = Described &
  (
    | { readonly kind: "text"; readonly default?: string }
    | { readonly kind: "choice"; readonly anyOf: readonly string[]; readonly default: string }
    | { readonly kind: "texts"; readonly anyOf?: readonly string[] }
    | { readonly kind: "textMap" }
    | { readonly kind: "flag"; readonly default: boolean }
    | { readonly kind: "number"; readonly default: number }
    | { readonly kind: "outputs" }
    | { readonly kind: "object"; readonly fields: Fields }
  );

interface Described {
  /** What it means; a default that is no fixed value is told here. */
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
        ? Readonly<Record<string, string>>
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
      "Operations of paths that match one of these patterns: `*` stands for any text within one segment, `**` for any text.",
  },
  operations: { kind: "texts", about: "Operations with one of these operationIds." },
  methods: {
    kind: "texts",
    anyOf: methods.map(({ field }) => field),
    about: "Operations with one of these HTTP methods, in lower case.",
  },
} as const satisfies Fields;

export const importExtensions = ["js", "ts", "none"] as const;

/** How the client's files name each other in imports: `./client.js`, `./client.ts` or `./client`. */
export type ImportExtension = (typeof importExtensions)[number];

/** The fields of one client. */
export const clientFields = {
  spec: {
    kind: "text",
    about: "The OpenAPI document: a path, from the config file, or an http(s) URL.",
  },
  output: {
    kind: "text",
    default: "generated",
    about: "The output folder, from the config file.",
  },
  client: {
    kind: "object",
    about: "What the client is called, and how it is written.",
    fields: {
      importExtension: {
        kind: "choice",
        anyOf: importExtensions,
        default: "js",
        about:
          "How the client's files name each other in imports: `./client.js` (js), `./client.ts` (ts) or `./client` (none). Your compiler and bundler have to find them so.",
      },
      name: {
        kind: "text",
        about: "The client's name, as in `create<Name>`. Default: the spec's title.",
      },
      package: {
        kind: "text",
        about: "The client's package, for the header `User-Agent`. Default: the client's name.",
      },
      checked: {
        kind: "flag",
        default: true,
        about:
          "Whether your compiler checks the client's files, too. With false they say `@ts-nocheck`: their types hold as before, and your build spends no time on code that is not yours.",
      },
    },
  },
  outputs: {
    kind: "outputs",
    about:
      "What is made: true, false or options for an output by its name. Those that are not named are made or not as by default. A path from the config file, or a package, is an output of your own (docs/outputs.md).",
  },
  headers: {
    kind: "textMap",
    about:
      // biome-ignore lint/suspicious/noTemplateCurlyInString: it is what a person writes
      "Headers that a remote spec is asked for with, sent to its own origin only. `${NAME}` stands for an environment variable.",
  },
  overlays: {
    kind: "texts",
    about: "OpenAPI Overlays to apply to the document, in this order: paths, from the config file.",
  },
  filter: {
    kind: "object",
    about:
      "The operations to keep. One that is given here has to match in each field that is given; what nothing refers to any more is left out.",
    fields: {
      ...selection,
      exclude: {
        kind: "object",
        about: "Operations to leave out: those that match in any of these fields.",
        fields: selection,
      },
    },
  },
  refs: {
    kind: "object",
    about: "Which servers `$ref`s may lead to. Default: only the origin of a remote spec itself.",
    fields: {
      allowHosts: {
        kind: "texts",
        about: "Hosts, with their port if it is not the usual one, that documents are read from.",
      },
      allowPrivate: {
        kind: "flag",
        default: false,
        about: "Whether documents are read from private, loopback and link-local addresses too.",
      },
    },
  },
  limits: {
    kind: "object",
    about: "What is too much.",
    fields: {
      fileMegabytes: {
        kind: "number",
        default: defaultLimits.fileMegabytes,
        about: "The largest file that is read, in MB (1,000,000 bytes).",
      },
      seconds: {
        kind: "number",
        default: defaultLimits.seconds,
        about: "How long a server may take for one document, in seconds.",
      },
    },
  },
} as const satisfies Fields;

export type ClientFields = Values<typeof clientFields>;

/**
 * Keys of `outputs`: names of ours, paths, and names of packages, with what is below them. What is
 * no output of ours is looked for as a package when the client is made, and not before.
 */
export const outputKey: RegExp = /^(?:\.{0,2}\/|(?:@[\w.~-]+\/)?[\w~-][\w.~-]*(?:\/|$))/;

/**
 * Fields that stand elsewhere now, by where they stood; the message that refuses them says where.
 */
export const movedFields: Readonly<Record<string, string>> = {
  "client.paths": "outputs.paths: true",
  "client.innerEnums": "outputs.enums: { inner: true }",
};

/** What a field means, with its default. */
export function describeField(field: Field): string {
  const { about } = field;
  return "default" in field ? `${about} Default: ${field.default}.` : about;
}
