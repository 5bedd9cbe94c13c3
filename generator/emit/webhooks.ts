import type { Api, WebhookEvent, Webhooks } from "../model/index.js";
import { toLiteral, toPropertyKey, toStringLiteral } from "./text.js";
import {
  docs,
  importTypes,
  printModule,
  type StatementStructures,
  StructureKind,
} from "./typescript.js";

/** `webhooks.ts`: the events that the API posts, and what reads and receives them. */
export function emitWebhooks(webhooks: Webhooks, api: Api): string {
  const { names, discriminator, events } = webhooks;
  const bodies = events.map((event) => bodyOf(event, api));
  const imported = new Set(bodies.flatMap(({ imports }) => imports));
  return printModule([
    {
      kind: StructureKind.ImportDeclaration,
      namespaceImport: "runtime",
      moduleSpecifier: "./runtime/webhook.js",
    },
    importTypes("./types.js", [...imported].sort()),
    `const config: runtime.WebhookConfig = ${toLiteral(describe(webhooks))};`,
    ...events.map((event, position): StatementStructures => {
      const kinds = event.kinds.map(toStringLiteral).join(" | ");
      const field = toStringLiteral(discriminator);
      return {
        kind: StructureKind.TypeAlias,
        isExported: true,
        name: event.type,
        type: `runtime.EventOf<${bodies[position]?.type}, ${field}, ${kinds}>`,
        docs: docs([event.summary, event.description]),
      };
    }),
    {
      kind: StructureKind.Interface,
      isExported: true,
      name: names.unknown,
      docs: docs(["An event of a kind that the spec does not know."]),
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
      docs: docs([`What a receiver can be sent, told apart by \`${discriminator}\`.`]),
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
          "Reads the body of a webhook: its text or bytes, or what a framework has parsed already. Events of other kinds are let through, and so are texts that the spec does not list.",
        ],
        [["throws", "WebhookError saying what is wrong with the body"]],
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
        "Makes a Fetch-API handler: 204 when `onEvent` is done, 500 when it throws; 401, 405, 413, 415 or 400 to what is no event.",
      ]),
    },
  ]);
}

/** The type of a webhook's body, and what it needs of the types module. */
function bodyOf({ key, content }: WebhookEvent, api: Api): { type: string; imports: string[] } {
  const named = api.schemas.find(({ key }) => key === content.schemaKey)?.type;
  const request = `NonNullable<webhooks[${toStringLiteral(key)}]["post"]["requestBody"]>`;
  const type = named ?? `${request}["content"][${toStringLiteral(content.mediaType)}]`;
  return { type, imports: [named ?? "webhooks"] };
}

/** What the reader checks, by the value of the discriminator. */
function describe({ discriminator, events }: Webhooks): unknown {
  return {
    discriminator,
    events: Object.fromEntries(
      events.flatMap(({ kinds, fields }) => {
        const checks = Object.fromEntries(
          fields.map(({ name, types, required }) => [
            name,
            { types: types.length > 0 ? types : undefined, required: required || undefined },
          ]),
        );
        return kinds.map((kind) => [kind, checks]);
      }),
    ),
  };
}
