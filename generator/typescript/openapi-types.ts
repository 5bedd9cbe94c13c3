import type { Api } from "../model/index.js";
import { entriesOf, isFields } from "../openapi/index.js";
import { sections } from "../openapi-typescript.js";
import { openApiInputOf } from "./openapi-input.js";
import { schemaInputOf, writable, writableForm } from "./schema-input.js";
import { printNode } from "./type-nodes.js";
import { declare, TypePrinter } from "./type-printer.js";

/** The types of a document's components and webhooks, as source text. */
export interface OpenApiTypes {
  /**
   * The declarations of `webhooks` and `components`, and of `Writable` if there are schemas that a
   * request takes in another form than a response has.
   */
  readonly declarations: string;
  /** By key, the types of the schemas that stand there by an alias, which is yet to be declared. */
  readonly definitions: ReadonlyMap<string, string>;
}

/** Each component is copied, transformed and printed before the next. */
export function printOpenApiTypes(api: Api): OpenApiTypes {
  const { components, webhooks } = api.document;
  const sectionsOf = isFields(components) ? components : {};
  const schemas = schemaInputOf(api);
  const input = openApiInputOf(api);
  const printer = new TypePrinter((ref) => input.resolve(ref));

  const posted = entriesOf(webhooks).map(([name, item]) =>
    printer.member("pathItems", name, input.webhook(item)),
  );
  const held = sections.map((section) => {
    const members = entriesOf(sectionsOf[section]).map(([name, item]) =>
      printer.member(
        section,
        name,
        section === "schemas" ? schemas.member(name, "read") : input.component(section, item),
        "        ",
      ),
    );
    return `    ${section}: ${members.length > 0 ? `{\n${members.join("")}    }` : "never"};\n`;
  });
  const writables = [...schemas.twofold].map((key) =>
    printer.member("schemas", key, schemas.member(key, "write")),
  );
  const forms = [...schemas.filed].map((key) =>
    printer.member("schemas", key, schemas.member(key, "form")),
  );
  const nested = [...schemas.nested];
  const definitions = new Map(
    nested.map((key) => [key, printNode(printer.schema(schemas.definition(key, "read")))]),
  );
  const others = nested.flatMap((key) =>
    (["write", "form"] as const).flatMap((view) => {
      if (schemas.formOf(key, view) === undefined) return [];
      const type = printNode(printer.schema(schemas.definition(key, view)));
      return `type ${schemas.aliasOf(key, view)} = ${type};\n`;
    }),
  );
  const all = [
    declare("webhooks", posted),
    declare("components", components === undefined ? [] : held),
    ...[...printer.helpers].map((helper) => `${helper}\n`),
  ];
  if (writables.length > 0) {
    const about = "what a request takes, where it takes something else than a response holds";
    all.push(`/** By the key of its schema: ${about}. */\n`, declare(writable, writables));
  }
  if (forms.length > 0) {
    const about = "what a form takes, where it takes files";
    all.push(`/** By the key of its schema: ${about}. */\n`, declare(writableForm, forms));
  }
  return { declarations: [...all, ...new Set(others)].join(""), definitions };
}
