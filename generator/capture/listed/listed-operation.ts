import { type Fields, mayHaveBody, type Pointer, statusOf } from "../../openapi/index.js";
import { fitParameters, withPlaceholders } from "../endpoint-path.js";
import { schemaOfExample } from "../example/example-schema.js";
import type { Json } from "../example/lenient-json.js";
import type { Contradiction, Endpoint, Fact, Quote, Reading } from "../fact.js";
import { addMark, type Notes, newNotes } from "../notes.js";
import { isAuthorization, suggestScheme } from "../security-schemes.js";
import { isUsable } from "../usable-server.js";
import { schemaOfType } from "./type-name.js";

/** A field as a page lists it: a parameter, or a member of a body or an answer. */
export interface ListedField {
  readonly name: string;
  /** As the page writes it; undefined if it gives none. */
  readonly type: string | undefined;
  /** Undefined if the page does not say. */
  readonly isRequired: boolean | undefined;
  /** Undefined if the page gives none. */
  readonly default: unknown;
  readonly isDeprecated: boolean;
  /** What the page says of it, which only shows the kind of a credential; undefined if nothing. */
  readonly about?: string | undefined;
  /** The members of an object, or of the objects of a list. */
  readonly members: readonly ListedField[];
  readonly quote: Quote;
}

export type ParameterPlace = "path" | "query" | "header" | "cookie";

/** A field that is sent beside the body. */
export interface SentField {
  readonly in: ParameterPlace;
  readonly field: ListedField;
  /** Why it is sent there, if the page does not say so. */
  readonly because: string | undefined;
}

/** An answer that a page shows. */
export interface ListedAnswer {
  /** `200`, `4XX`; undefined if the page does not say. */
  readonly status: string | undefined;
  readonly fields: readonly ListedField[];
  /** The JSON that it is shown with; undefined if there is none. */
  readonly example: Json | undefined;
  readonly quote: Quote;
}

/** An operation whose page lists its fields by name, without an OpenAPI document. */
export interface ListedOperation {
  readonly title: Fact<string>;
  readonly method: Fact<string>;
  /** Path template. */
  readonly path: Fact<string>;
  readonly server: Fact<string> | undefined;
  readonly folder: readonly string[];
  readonly parameters: readonly SentField[];
  readonly body: readonly ListedField[];
  readonly answers: readonly ListedAnswer[];
  /** How the call is authorized; undefined if the page does not say. */
  readonly scheme: Fact<Fields> | undefined;
}

export interface ReadListed {
  readonly endpoint: Endpoint;
  readonly contradictions: readonly Contradiction[];
}

/** Brings the fields of a page into the form of OpenAPI; what it does not state gets a mark. */
export function readListed(listed: ListedOperation): ReadListed {
  const notes = newNotes();
  const { scheme, schemeName } = schemeOf(listed, notes);
  const operation: Fields = {
    ...parametersOf(listed, notes),
    ...bodyOf(listed, notes),
    responses: responsesOf(listed, notes),
    ...(scheme && { security: [{ [schemeName]: [] }] }),
  };
  const { title, method, path, server, folder } = listed;
  const endpoint: Endpoint = {
    pageId: undefined,
    title,
    method,
    path,
    server: server && isUsable(server.value) ? server : undefined,
    folder,
    status: undefined,
    modifiedAt: undefined,
    operation,
    components: scheme ? { securitySchemes: { [schemeName]: scheme } } : {},
    marks: notes.marks,
  };
  return { endpoint, contradictions: notes.contradictions };
}

/** The operations of one page. */
export function readAllListed(listed: readonly ListedOperation[]): Reading {
  const read = listed.map(readListed);
  return {
    kind: "endpoint",
    endpoints: read.map(({ endpoint }) => endpoint),
    contradictions: read.flatMap(({ contradictions }) => contradictions),
  };
}

function parametersOf({ parameters, path }: ListedOperation, notes: Notes): Fields {
  const listed = parameters.map(({ in: place, field }, index) => {
    return { index, parameter: { name: field.name, in: place } };
  });
  const place = { template: path.value, quote: path.quote };
  const quote = ({ index }: { index: number }) => parameters[index]?.field.quote ?? path.quote;
  const fitted = fitParameters(listed, place, quote, notes).flatMap(({ index }, position) => {
    const entry = parameters[index];
    return entry ? [parameterOf(entry, ["parameters", String(position)], notes)] : [];
  });
  const all = withPlaceholders(fitted, place, notes);
  return all.length > 0 ? { parameters: all } : {};
}

function parameterOf({ in: place, field, because }: SentField, at: Pointer, notes: Notes): Fields {
  if (because !== undefined) addMark(notes, at, "derived", because, field.quote);
  const isRequired = place === "path" || field.isRequired;
  if (isRequired === undefined) markRequired(at, field, notes);
  return {
    name: field.name,
    in: place,
    ...(isRequired && { required: true }),
    ...(field.isDeprecated && { deprecated: true }),
    schema: schemaOf({ ...field, isDeprecated: false }, [...at, "schema"], notes),
  };
}

function markRequired(at: Pointer, field: ListedField, notes: Notes): void {
  const because = "the page does not say whether it is required";
  addMark(notes, [...at, "required"], "ambiguous", because, field.quote);
}

function bodyOf({ body }: ListedOperation, notes: Notes): Fields {
  const [first] = body;
  if (!first) return {};
  const at = ["requestBody"];
  const isForm = body.some(isFile);
  const media = isForm ? "multipart/form-data" : "application/json";
  const because = isForm
    ? "the page shows no media type; a form can send the file that it lists"
    : "the page shows no media type; its fields are JSON's";
  addMark(notes, [...at, "content", media], "derived", because, first.quote);
  const needed = body.find(({ isRequired }) => isRequired);
  const required = [...at, "required"];
  if (needed) addMark(notes, required, "derived", "one of its fields is required", needed.quote);
  else {
    const because = "the page does not say whether a body has to be sent";
    addMark(notes, required, "ambiguous", because, first.quote);
  }
  const schema = objectOf(body, [...at, "content", media, "schema"], notes);
  return { requestBody: { ...(needed && { required: true }), content: { [media]: { schema } } } };
}

function isFile({ type }: ListedField): boolean {
  return type !== undefined && schemaOfType(type)?.["format"] === "binary";
}

function responsesOf({ answers }: ListedOperation, notes: Notes): Fields {
  const responses: Record<string, Fields> = {};
  for (const answer of answers) {
    const status = answer.status ?? "200";
    if (responses[status]) continue;
    const at = ["responses", status];
    if (answer.status === undefined) {
      const because = "the page shows an answer without its status, which is that of a success";
      addMark(notes, at, "derived", because, answer.quote);
    }
    responses[status] = { description: "", ...contentOf(answer, at, notes) };
  }
  return responses;
}

function contentOf(answer: ListedAnswer, response: Pointer, notes: Notes): Fields {
  const { status, fields, example, quote } = answer;
  const at = [...response, "content"];
  const media = "application/json";
  const isShown = example !== undefined && example.kind !== "unreadable";
  if (fields.length > 0) {
    const because = "the page shows no media type; its fields are JSON's";
    addMark(notes, [...at, media], "derived", because, quote);
    return { content: { [media]: { schema: objectOf(fields, [...at, media, "schema"], notes) } } };
  }
  if (status !== undefined && !mayHaveBody(statusOf(status))) return {};
  if (isShown) {
    const because = "the page shows an example of the answer, and no fields";
    for (const marked of [[media], [media, "schema"]]) {
      addMark(notes, [...at, ...marked], "derived", because, quote);
    }
    return { content: { [media]: { schema: schemaOfExample(example) } } };
  }
  addMark(notes, at, "ambiguous", "the page lists no fields of this answer", quote);
  return {};
}

/** The object that the fields are members of. */
function objectOf(fields: readonly ListedField[], at: Pointer, notes: Notes): Fields {
  const properties: Record<string, Fields> = {};
  const required: string[] = [];
  for (const field of fields) {
    if (Object.hasOwn(properties, field.name)) continue;
    properties[field.name] = schemaOf(field, [...at, "properties", field.name], notes);
    if (field.isRequired) required.push(field.name);
  }
  return { type: "object", properties, ...(required.length > 0 && { required }) };
}

function schemaOf(field: ListedField, at: Pointer, notes: Notes): Fields {
  const rest = {
    ...(field.default !== undefined && { default: field.default }),
    ...(field.isDeprecated && { deprecated: true }),
  };
  const schema = field.type === undefined ? undefined : schemaOfType(field.type);
  if (field.members.length > 0) return { ...withMembers(field, schema, at, notes), ...rest };
  if (schema) return { ...schema, ...rest };
  const because =
    field.type === undefined
      ? "the page gives no type"
      : `the page gives ${JSON.stringify(field.type)} as its type, which is none of JSON's`;
  addMark(notes, at, "ambiguous", because, field.quote);
  return rest;
}

/** The schema of an object, or of a list of objects, whose members the page lists below it. */
function withMembers(
  field: ListedField,
  schema: Fields | undefined,
  at: Pointer,
  notes: Notes,
): Fields {
  const { type, ...rest } = schema ?? {};
  const types = [type].flat();
  if (types.includes("array")) {
    const items = objectOf(field.members, [...at, "items"], notes);
    return { ...rest, type, items };
  }
  if (!types.includes("object")) {
    const because = "the page lists members below it, as of an object";
    addMark(notes, at, "derived", because, field.quote);
  }
  const object = objectOf(field.members, at, notes);
  return types.includes("object") ? { ...rest, ...object, type } : object;
}

/**
 * A scheme that the page names, or else the header `Authorization` among its parameters: OpenAPI
 * ignores it there, and wants a scheme.
 */
function schemeOf({ scheme, parameters }: ListedOperation, notes: Notes) {
  if (scheme) {
    if (scheme.confidence !== "stated")
      addMark(notes, ["security"], scheme.confidence, scheme.because ?? "", scheme.quote);
    return { scheme: scheme.value, schemeName: nameOf(scheme.value) };
  }
  const header = parameters.find(({ in: place, field }) => isAuthorization(place, field.name));
  if (!header) return { scheme: undefined, schemeName: "" };
  const { default: assumed, about, quote } = header.field;
  const { name, because, ...found } = suggestScheme({ values: [assumed], description: about });
  for (const at of [["security"], ["#", "components", "securitySchemes", name]]) {
    addMark(notes, at, "derived", because, quote);
  }
  return { scheme: found.scheme, schemeName: name };
}

function nameOf({ type, in: place, name, scheme }: Fields): string {
  return type === "apiKey"
    ? `${place}_${String(name).replaceAll(/[^A-Za-z0-9._-]+/g, "_")}`
    : `${scheme}Auth`;
}
