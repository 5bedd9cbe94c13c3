import type { Room } from "./change-detection.js";

const around = "a page documents one operation, and not the API around it";
const asText =
  "it is for readers of the document; the client shows what stands on the object itself";
const dialect = "it says how the document is written, not what it promises";
const annotation = "JSON Schema gives it no meaning for values";
const elsewhere = "what stands there counts where something refers to it";
const handed = "what Apidog's pages show of an operation does not have it";
const tokens = "tokens are the caller's to get, with whatever flow";

/**
 * Why a change does not show in a room: by field, by object, or by what fields mean, the nearest
 * first. Those of fields are checked to hold still.
 */
export const undetectedReasons: Readonly<Record<Room, Readonly<Record<string, string>>>> = {
  client: {
    "(document)": dialect,
    "(nothing)": annotation,
    "(definitions)": elsewhere,
    "(constraint)": "no type says which of its values are let in; the server does",
    info: asText,
    contact: asText,
    license: asText,
    "server.name": asText,
    "server.description": asText,
    "serverVariable.description": asText,
    example: "the types show the examples of schemas; those by name are for the documentation",
    link: "a call follows none, and their being there is warned of once",
    xml: "XML is sent and received as text",
    oauthFlows: tokens,
    oauthFlow: tokens,
    "document.tags": "a group is made of the tags that operations name",
    "document.externalDocs": asText,
    "pathItem.summary": "operations are documented by their own",
    "pathItem.description": "operations are documented by their own",
    "parameter.examples": "the types show one example, which `example` is",
    "parameter.allowEmptyValue": "an empty text is sent as one, whatever the document says",
    "mediaType.examples": "the types show the examples of schemas",
    "encoding.headers": "no part of a form has headers, which is warned of",
    "encoding.encoding": "forms within forms have no type of their own",
    "encoding.prefixEncoding": "forms within forms have no type of their own",
    "encoding.itemEncoding": "forms within forms have no type of their own",
    "externalDocs.description": "the address stands in the comment",
    "header.style": "headers know one style only",
    "header.explode": "headers of answers are given as they came",
    "header.examples": "the types show one example, which `example` is",
    "tag.externalDocs": asText,
    "securityScheme.openIdConnectUrl": tokens,
    "securityScheme.bearerFormat": "it is a hint for readers",
    "securityScheme.flows": tokens,
    "securityScheme.oauth2MetadataUrl": tokens,
    "securityScheme.deprecated": "an option has no mark of its own for it",
    "schema.contentEncoding": "text stays text, however it is to be decoded",
    "schema.contentMediaType": "text stays text, but for files in forms",
    "schema.externalDocs": asText,
    "schema.xml": "XML is sent and received as text",
  },
  diff: {
    "(document)": dialect,
    "(nothing)": annotation,
    "(definitions)": elsewhere,
    "pathItem.summary": "it is handed down to operations, which are documented by their own",
    "pathItem.description": "it is handed down to operations, which are documented by their own",
    "header.style": "headers know one style only",
    "schema.additionalItems": "drafts before 2020-12 had it, and no version of OpenAPI has",
  },
  capture: {
    "(document)": dialect,
    "(nothing)": annotation,
    "(definitions)": elsewhere,
    "(prose)": "prose is written anew by whoever keeps the spec (record 26)",
    "(navigation)": handed,
    info: around,
    server: around,
    serverVariable: around,
    tag: around,
    oauthFlows: around,
    oauthFlow: around,
    securityScheme: around,
    "document.webhooks":
      "a page that describes a webhook is told as one, and nothing is merged of it",
    "document.tags": around,
    "header.style": "headers know one style only",
    "components.securitySchemes": "a scheme is merged where the operation needs it",
    "operation.tags": "groups are the spec's own; a new operation takes that of its neighbours",
    "operation.operationId": "names are the spec's own",
  },
};
