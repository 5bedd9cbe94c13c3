import { type EventField, isNumeric } from "../../contract/index.js";
import type { Api, Webhooks } from "../../model/index.js";
import {
  docs,
  importTypesOf,
  Reference,
  type Statement,
  type StatementStructures,
  StructureKind,
  sayAspects,
  toLiteral,
  toPropertyKey,
  toStringLiteral,
  withLongTypes,
  writeType,
} from "../../typescript/index.js";
import { importInt64Places, int64PlacesOf } from "./int64-places.js";

/** `webhooks.ts`: the events that the API posts, and what reads and receives them. */
export function emitWebhooks(webhooks: Webhooks, api: Api): readonly Statement[] {
  const { names, discriminator, events } = webhooks;
  // The client receives what others send to a webhook.
  const bodies = events.map(({ content }) => writeType(content.schema, "read", api));
  const used = new Set(bodies.flatMap(({ names }) => [...names]));
  const read = describeInt64(webhooks, api);
  const printed = toLiteral({ ...describe(webhooks, api), read });
  return [
    {
      kind: StructureKind.ImportDeclaration,
      namespaceImport: "runtime",
      moduleSpecifier: "./runtime/webhooks.js",
    },
    ...(read ? [importReader] : []),
    ...importInt64Places([printed]),
    ...importTypesOf(used, api, "./types.js"),
    { kind: "constant", name: "config", type: "runtime.WebhookConfig", value: printed },
    ...events.map((event, position) => {
      const kinds = event.kinds.map(toStringLiteral).join(" | ");
      const field = toStringLiteral(discriminator);
      return withLongTypes({
        kind: StructureKind.TypeAlias,
        isExported: true,
        name: event.type,
        type: `runtime.EventOf<${bodies[position]?.text}, ${field}, ${kinds}>`,
        docs: docs([
          event.summary,
          event.description,
          event.provenance && sayAspects(event.provenance),
        ]),
      });
    }),
    {
      kind: StructureKind.Interface,
      isExported: true,
      name: names.unknown,
      docs: docs(["An event of a kind that the spec does not define."]),
      properties: [
        { name: toPropertyKey(discriminator), type: "runtime.OtherKind", isReadonly: true },
      ],
      indexSignatures: [
        { keyName: "field", keyType: "string", returnType: "unknown", isReadonly: true },
      ],
    },
    {
      kind: StructureKind.TypeAlias,
      isExported: true,
      name: names.event,
      type: [...events.map(({ type }) => type), names.unknown].join(" | "),
      docs: docs([`The events that a receiver can get, discriminated by \`${discriminator}\`.`]),
    },
    {
      kind: StructureKind.Function,
      isExported: true,
      name: names.parse,
      parameters: [{ name: "body", type: "unknown" }],
      returnType: names.event,
      statements: ["return runtime.parseEvent(config, body);"],
      docs: docs(
        [
          "Reads the body of a webhook: its text or bytes, or a value that a framework has already parsed. Accepts events of other kinds, and strings that the spec does not list.",
        ],
        [["throws", "WebhookError that says what is wrong with the body"]],
      ),
    },
    {
      kind: StructureKind.Function,
      isExported: true,
      name: names.handler,
      parameters: [{ name: "options", type: `runtime.WebhookOptions<${names.event}>` }],
      returnType: "(request: Request) => Promise<Response>",
      statements: [`return runtime.createHandler(${names.parse}, options);`],
      docs: docs([
        "Creates a Fetch API handler. It responds with 204 when `onEvent` has finished, 500 when it throws, and 401, 405, 413, 415 or 400 to anything that is not an event.",
      ]),
    },
  ];
}

/** What the reader checks, by the value of the discriminator. */
function describe({ discriminator, events }: Webhooks, { int64 }: Api): object {
  const held = int64 === "bigint" ? "bigint" : "string";
  const typesIn = ({ types, isInt64 }: EventField) =>
    isInt64 && int64 !== "number" ? types.map((type) => (isNumeric(type) ? held : type)) : types;
  return {
    discriminator,
    events: Object.fromEntries(
      events.flatMap(({ kinds, fields }) => {
        const checks = Object.fromEntries(
          fields.map((field) => {
            const types = typesIn(field);
            const listed = types.length > 0 ? types : undefined;
            return [field.name, { types: listed, required: field.required || undefined }];
          }),
        );
        return kinds.map((kind) => [kind, checks]);
      }),
    ),
  };
}

/** What reads events with 64-bit integers, if these are no numbers. */
function describeInt64({ discriminator, events }: Webhooks, api: Api): Reference | undefined {
  const places = events.flatMap(({ kinds, content }) => {
    const place = int64PlacesOf(api)?.use(content.schema ?? true);
    return place === undefined ? [] : kinds.map((kind) => [kind, place] as const);
  });
  if (places.length === 0) return undefined;
  const given = [api.int64, discriminator].map(toStringLiteral);
  return new Reference(
    `$int64Events(${[...given, toLiteral(Object.fromEntries(places), "  ")].join(", ")})`,
  );
}

const importReader: StatementStructures = {
  kind: StructureKind.ImportDeclaration,
  namedImports: [{ name: "int64Events", alias: "$int64Events" }],
  moduleSpecifier: "./runtime/int64-calls.js",
};
