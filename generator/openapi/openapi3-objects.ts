import type { Field, Kind, Meaning, ObjectType } from "./grammar.js";
import { extensible, field, fields, list, map, one, since31, since32 } from "./grammar-builders.js";
import { methods } from "./http-methods.js";

type Of3 = Exclude<
  Kind,
  `swagger${string}` | "schema" | "schemaReference" | "propertyName" | "value"
>;

type Fields = Readonly<Record<string, Field>>;
const prose = <const N extends string>(...names: N[]) => fields("prose", names);
const wire = <const N extends string>(...names: N[]) => fields("wire", names);

/** An object that code is generated from. */
function printed<F extends Fields>(of: F, reference: ObjectType["reference"]): ObjectType<F> {
  return { fields: of, isExtensible: true, reference, isPrinted: true };
}

/** An object that is not part of the client, or is read as plain data. */
function told<F extends Fields>(of: F, reference: ObjectType["reference"] = "none"): ObjectType<F> {
  return { fields: of, isExtensible: true, reference, isPrinted: false };
}

/** Fields that parameters and headers have in common. */
const valued = {
  ...prose("description", "example"),
  required: field("type"),
  deprecated: field("lifecycle"),
  ...fields("spelling", ["style", "explode"]),
  schema: field("type", one("schema")),
  examples: field("prose", map("example")),
  content: field("wire", map("mediaType")),
};

/** The objects of OpenAPI 3.0, 3.1 and 3.2, field by field in the order of the specification. */
export const objects = {
  document: printed(
    {
      openapi: field("document"),
      $self: field("document", undefined, since32),
      info: field("prose", one("info")),
      jsonSchemaDialect: field("document", undefined, since31),
      servers: field("wire", list("server")),
      paths: field("wire", extensible("pathItem")),
      webhooks: field("wire", map("pathItem"), since31),
      components: field("definitions", one("components")),
      security: field("access", list("securityRequirement")),
      tags: field("name", list("tag")),
      externalDocs: field("prose", one("externalDocs")),
    },
    "none",
  ),
  info: told({
    ...prose("title", "description", "termsOfService", "version"),
    summary: field("prose", undefined, since31),
    contact: field("prose", one("contact")),
    license: field("prose", one("license")),
  }),
  contact: told(prose("name", "url", "email")),
  license: told({ ...prose("name", "url"), identifier: field("prose", undefined, since31) }),
  server: told({
    ...wire("url"),
    ...prose("description"),
    name: field("prose", undefined, since32),
    variables: field("wire", map("serverVariable")),
  }),
  serverVariable: told({ ...wire("enum", "default"), ...prose("description") }),
  components: printed(
    {
      schemas: field("definitions", map("schema")),
      responses: field("definitions", map("response")),
      parameters: field("definitions", map("parameter")),
      examples: field("definitions", map("example")),
      requestBodies: field("definitions", map("requestBody")),
      headers: field("definitions", map("header")),
      securitySchemes: field("access", map("securityScheme")),
      links: field("definitions", map("link")),
      callbacks: field("definitions", map("callback")),
      pathItems: field("definitions", map("pathItem"), since31),
      mediaTypes: field("definitions", map("mediaType"), since32),
    },
    "lenient",
  ),
  pathItem: printed(
    {
      $ref: field("document"),
      ...prose("summary", "description"),
      ...Object.fromEntries(
        methods.map(({ field: name, versions }) => [
          name,
          field(
            "wire",
            one("operation"),
            versions.filter((version) => version !== "2.0"),
          ),
        ]),
      ),
      additionalOperations: field("wire", map("operation"), since32),
      servers: field("wire", list("server")),
      parameters: field("wire", list("parameter")),
    },
    "standard",
  ),
  operation: printed(
    {
      tags: field("name"),
      ...prose("summary", "description"),
      externalDocs: field("prose", one("externalDocs")),
      operationId: field("name"),
      parameters: field("wire", list("parameter")),
      requestBody: field("wire", one("requestBody")),
      responses: field("wire", extensible("response")),
      callbacks: field("navigation", map("callback")),
      deprecated: field("lifecycle"),
      security: field("access", list("securityRequirement")),
      servers: field("wire", list("server")),
    },
    "lenient",
  ),
  externalDocs: told(prose("description", "url")),
  parameter: printed(
    {
      ...wire("name", "in"),
      ...valued,
      ...fields("spelling", ["allowEmptyValue", "allowReserved"]),
    },
    "standard",
  ),
  requestBody: printed(
    {
      ...prose("description"),
      content: field("wire", map("mediaType")),
      required: field("type"),
    },
    "standard",
  ),
  // Only 3.2 has references to media types, but tools have always written some.
  mediaType: printed(
    {
      schema: field("type", one("schema")),
      itemSchema: field("type", one("schema"), since32),
      ...prose("example"),
      examples: field("prose", map("example")),
      encoding: field("spelling", map("encoding")),
      prefixEncoding: field("spelling", list("encoding"), since32),
      itemEncoding: field("spelling", one("encoding"), since32),
    },
    "lenient",
  ),
  encoding: told(
    {
      ...fields("spelling", ["contentType", "style", "explode", "allowReserved"]),
      headers: field("wire", map("header")),
      encoding: field("spelling", map("encoding"), since32),
      prefixEncoding: field("spelling", list("encoding"), since32),
      itemEncoding: field("spelling", one("encoding"), since32),
    },
    "lenient",
  ),
  response: printed(
    {
      summary: field("prose", undefined, since32),
      ...prose("description"),
      headers: field("wire", map("header")),
      content: field("wire", map("mediaType")),
      links: field("navigation", map("link")),
    },
    "standard",
  ),
  callback: {
    ...told({}, "standard"),
    entries: field("navigation", one("pathItem")),
  },
  example: told(
    {
      ...prose("summary", "description", "value", "externalValue"),
      ...fields("prose", ["dataValue", "serializedValue"], since32),
    },
    "standard",
  ),
  link: told(
    {
      ...fields("navigation", ["operationRef", "operationId", "requestBody"]),
      parameters: field("navigation", map("value")),
      ...prose("description"),
      server: field("navigation", one("server")),
    },
    "standard",
  ),
  header: printed(valued, "standard"),
  tag: told({
    name: field("name"),
    summary: field("prose", undefined, since32),
    ...prose("description"),
    externalDocs: field("prose", one("externalDocs")),
    parent: field("name", undefined, since32),
    kind: field("name", undefined, since32),
  }),
  discriminator: printed(
    {
      propertyName: field("type"),
      mapping: field("type", map("schemaReference")),
      defaultMapping: field("type", one("schemaReference"), since32),
    },
    "lenient",
  ),
  xml: told({
    ...fields("spelling", ["name", "namespace", "prefix", "attribute", "wrapped"]),
    nodeType: field("spelling", undefined, since32),
  }),
  securityScheme: printed(
    {
      ...fields("access", ["type", "name", "in", "scheme", "openIdConnectUrl"]),
      ...prose("description", "bearerFormat"),
      flows: field("access", one("oauthFlows")),
      oauth2MetadataUrl: field("access", undefined, since32),
      deprecated: field("lifecycle", undefined, since32),
    },
    "standard",
  ),
  oauthFlows: told({
    implicit: field("access", one("oauthFlow")),
    password: field("access", one("oauthFlow")),
    clientCredentials: field("access", one("oauthFlow")),
    authorizationCode: field("access", one("oauthFlow")),
    deviceAuthorization: field("access", one("oauthFlow"), since32),
  }),
  oauthFlow: told({
    ...fields("access", ["authorizationUrl", "tokenUrl", "refreshUrl"]),
    deviceAuthorizationUrl: field("access", undefined, since32),
    scopes: field("access", map("value")),
  }),
  // Names of schemes with their scopes; besides references, the only object without extensions.
  securityRequirement: {
    fields: {},
    entries: field("access"),
    isExtensible: false,
    reference: "none",
    isPrinted: false,
  },
} as const satisfies Readonly<Record<Of3, ObjectType>>;

type FieldsOf<K extends Of3> = (typeof objects)[K]["fields"];

/** The fields of an object, optionally only those with certain meanings. */
export type FieldName<K extends Of3, M extends Meaning = Meaning> = {
  [N in keyof FieldsOf<K> & string]: FieldsOf<K>[N] extends Field<M> ? N : never;
}[keyof FieldsOf<K> & string];

/**
 * The names of the fields of an object with certain meanings, in the order of the specification.
 */
export function fieldNames<K extends Of3, M extends Meaning = Meaning>(
  kind: K,
  ...meanings: readonly M[]
): readonly FieldName<K, M>[] {
  const fields: Fields = objects[kind].fields;
  const wanted: readonly Meaning[] = meanings;
  return Object.keys(fields).filter(
    (name) => wanted.length === 0 || wanted.includes(fields[name]?.means as Meaning),
  ) as FieldName<K, M>[];
}
