/**
 * What a config file may hold. The reader and `config.schema.json` both go by these tables, so that
 * an editor and the tool cannot be of different minds.
 */
export type Field =
  | { readonly kind: "text"; readonly about: string }
  | { readonly kind: "texts"; readonly about: string; readonly anyOf?: readonly string[] }
  | { readonly kind: "textMap"; readonly about: string }
  | { readonly kind: "flag"; readonly about: string }
  | { readonly kind: "number"; readonly about: string }
  | { readonly kind: "object"; readonly about: string; readonly fields: Fields };

export type Fields = Readonly<Record<string, Field>>;

/** The data that a table describes; every field may be absent. */
export type Values<F extends Fields> = { readonly [Name in keyof F]?: Value<F[Name]> };

type Value<F extends Field> = F extends { kind: "text" }
  ? string
  : F extends { kind: "texts" }
    ? readonly string[]
    : F extends { kind: "textMap" }
      ? Readonly<Record<string, string>>
      : F extends { kind: "flag" }
        ? boolean
        : F extends { kind: "number" }
          ? number
          : F extends { kind: "object"; fields: infer G extends Fields }
            ? Values<G>
            : never;

export const httpMethods = [
  "get",
  "put",
  "post",
  "delete",
  "options",
  "head",
  "patch",
  "trace",
  "query",
] as const;

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
    anyOf: httpMethods,
    about: "Operations with one of these HTTP methods, in lower case.",
  },
} as const satisfies Fields;

/** The fields of one client. */
export const clientFields = {
  spec: {
    kind: "text",
    about: "The OpenAPI document: a path, from the config file, or an http(s) URL.",
  },
  output: {
    kind: "text",
    about: "The output folder, from the config file. Default: `generated`.",
  },
  client: {
    kind: "object",
    about: "What the client is called, and how it is written.",
    fields: {
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
        about:
          "Whether your compiler checks the client's files, too. Default: true. With false they say `@ts-nocheck`: their types hold as before, and your build spends no time on code that is not yours.",
      },
      paths: {
        kind: "flag",
        about:
          "Whether there is a `paths.ts` with `paths` and `operations` as openapi-typescript writes them, for libraries that take those, such as openapi-fetch. The client has no use for it. Default: false.",
      },
      innerEnums: {
        kind: "flag",
        about:
          "Whether `enums.ts` has lists of the values of all enums, and not only of the schemas that are one: of properties, parameters and bodies, too. Default: false.",
      },
    },
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
        about:
          "Whether documents are read from private, loopback and link-local addresses too. Default: false.",
      },
    },
  },
  limits: {
    kind: "object",
    about: "What is too much.",
    fields: {
      fileMegabytes: {
        kind: "number",
        about: "The largest file that is read, in MB (1,000,000 bytes). Default: 50.",
      },
      seconds: {
        kind: "number",
        about: "How long a server may take for one document, in seconds. Default: 30.",
      },
    },
  },
} as const satisfies Fields;

export type ClientFields = Values<typeof clientFields>;

/** The JSON Schema of a config file; `config.schema.json` is this, written out. */
export function configSchema(): object {
  const one = objectSchema(clientFields);
  return {
    $schema: "http://json-schema.org/draft-07/schema#",
    title: "tether.config.yaml",
    description: "What spec-tether makes a client of, and where it puts it.",
    anyOf: [
      one,
      {
        type: "object",
        additionalProperties: false,
        required: ["clients"],
        properties: {
          clients: {
            description: "Several clients, each with fields of its own.",
            type: "array",
            minItems: 1,
            items: { ...one, required: ["spec", "output"] },
          },
        },
      },
    ],
  };
}

function objectSchema(fields: Fields): object {
  return {
    type: "object",
    additionalProperties: false,
    properties: Object.fromEntries(
      Object.entries(fields).map(([name, field]) => [
        name,
        { description: field.about, ...schemaOf(field) },
      ]),
    ),
  };
}

function schemaOf(field: Field): object {
  const text = { type: "string", minLength: 1 };
  switch (field.kind) {
    case "text":
      return text;
    case "texts":
      return { type: "array", items: field.anyOf ? { enum: field.anyOf } : text };
    case "textMap":
      return { type: "object", additionalProperties: text };
    case "flag":
      return { type: "boolean" };
    case "number":
      return { type: "number", exclusiveMinimum: 0 };
    case "object":
      return objectSchema(field.fields);
  }
}
