import type { Contract, Media, Operation, Parameter, Parts } from "../contract/index.js";
import { includesMediaType, keyOfMediaType } from "../media-type.js";
import { type At, isIgnoredParameter } from "../openapi/index.js";
import { type ExchangeRequest, headerOf, isEmptyBody } from "../recordings/index.js";
import { isShownName, parseExact, toDeviation } from "../runtime/observe/index.js";
import type { Complaint, Deviation } from "./deviation.js";
import type { Match } from "./match-operation.js";
import { readQuery, readText, valueOfText } from "./parameter-value.js";
import type { DeviationId } from "./rules.js";
import type { SchemaCheck } from "./schema-check.js";

/** In what a request does not fit its operation. What the recording lacks is not held against it. */
export function checkRequest(
  request: ExchangeRequest,
  { operation, pathValues }: Match,
  contract: Contract,
  schemas: SchemaCheck,
): Deviation[] {
  return [
    ...checkParameters(request, operation, pathValues, contract, schemas),
    ...checkBody(request, operation, contract, schemas),
  ];
}

function checkParameters(
  request: ExchangeRequest,
  operation: Operation,
  pathValues: ReadonlyMap<string, string>,
  contract: Contract,
  schemas: SchemaCheck,
): Deviation[] {
  const found: Deviation[] = [];
  const query = request.url.searchParams;
  const declared = new Set(credentialNames(operation));
  let takesAnyName = false;
  for (const parameter of operation.parameters.values()) {
    const { in: place, name, schema, required, at } = parameter;
    if (isIgnoredParameter(place, name)) continue;
    const where = `${place} ${name}`;
    /** Undefined if it was not sent; what was sent may have no value that can be read. */
    let read: { readonly value: unknown } | undefined;
    if (place === "query") {
      const found = readQuery(parameter, query, contract);
      for (const each of found?.names ?? [name]) declared.add(each);
      takesAnyName ||= takesFurtherNames(parameter, contract);
      read = found;
    } else if (place === "path") read = textIn(parameter, pathValues.get(name), contract);
    else if (place === "header") {
      // A recording without any header has left them out.
      if (request.headers.length === 0) continue;
      read = textIn(parameter, headerOf(request, name.toLowerCase()), contract);
    } else continue;
    if (!read) {
      if (required && place !== "path" && !isSpread(parameter, contract)) {
        const node = { node: at, detail: {} };
        const what = "is missing";
        found.push({ rule: "parameter-missing", where, what, at: node, field: [name] });
      }
    } else if (schema && read.value !== undefined) {
      for (const complaint of schemas.complaints(schema, read.value)) {
        const deviation = toDeviation(complaint, "parameter-value", where, { node: at });
        found.push({ ...deviation, field: [name] });
      }
    }
  }
  if (takesAnyName) return found;
  const names = [...new Set(query.keys())].filter((name) => name !== "" && !declared.has(name));
  for (const name of names) {
    const shown = isShownName(name) ? name : "*";
    const what = "is not declared";
    const at = { node: operation.at, detail: shown === "*" ? {} : { member: name } };
    const where = `query ${shown}`;
    found.push({ rule: "parameter-unknown", where, what, at, field: [name] });
  }
  return found;
}

function textIn(parameter: Parameter, text: string | undefined, contract: Contract) {
  return text === undefined ? undefined : { value: readText(parameter, text, contract) };
}

/** Whether each member of an object is a parameter of its own, so that none may be there. */
function isSpread({ schema, raw }: Parameter, contract: Contract): boolean {
  return schema !== undefined && raw["explode"] !== false
    ? contract.schemas.read(schema).types?.includes("object") === true
    : false;
}

function takesFurtherNames(parameter: Parameter, contract: Contract): boolean {
  const { schema, raw } = parameter;
  if (!schema || raw["style"] === "deepObject" || !isSpread(parameter, contract)) return false;
  return contract.schemas.read(schema).additional !== false;
}

/** Names of the query that carry a credential. */
function credentialNames({ security }: Operation): string[] {
  return security.alternatives.flatMap((alternative) =>
    [...alternative.values()].flatMap(({ scheme }) =>
      scheme?.carrier?.in === "query" ? [scheme.carrier.name] : [],
    ),
  );
}

function checkBody(
  { body: sent, headers }: ExchangeRequest,
  { body, at, name }: Operation,
  contract: Contract,
  schemas: SchemaCheck,
): Deviation[] {
  const where = "request body";
  const isEmpty = sent === undefined || isEmptyBody(sent);
  if (!body) {
    const isUsual = isEmpty || ["GET", "HEAD", "DELETE"].includes(name.method);
    return isUsual
      ? []
      : [{ rule: "body-undeclared", where, what: "is not declared", at: { node: at } }];
  }
  if (isEmpty) {
    return body.required && !hasLength(headers)
      ? [{ rule: "body-missing", where, what: "is missing", at: { node: body.at, detail: {} } }]
      : [];
  }
  const media = mediaFor(body.content, sent.mediaType);
  if (!media) {
    const what = "has a media type that is not declared";
    const { mediaType } = sent;
    const detail = mediaType === undefined ? {} : { mediaType };
    return [{ rule: "body-type-undeclared", where, what, at: { node: body.at, detail } }];
  }
  const { schema, form, at: mediaAt } = media;
  const isForm = /urlencoded/i.test(media.type);
  if (!schema || (form !== "json" && !isForm)) return [];
  if (sent.isTruncated) return [unchecked(where, "is recorded only in part", body.at)];
  const text = sent.bytes.toString("utf8");
  let value: unknown;
  if (form === "json") {
    try {
      value = parseExact(text).value;
    } catch {
      return [{ rule: "body-value", where, what: "is not JSON", at: { node: mediaAt } }];
    }
  } else value = formValue(text, schema, contract);
  return schemas.complaints(schema, value).map((complaint) => ({
    ...toDeviation(complaint, ruleForRequest(complaint), where, { node: mediaAt }),
    field: complaint.path,
  }));
}

/**
 * Whether `checkRequest` looks at all that a request has: not at files, multipart forms and cookies,
 * nor at what the recording lacks.
 */
export function isCheckedWhole(
  { body: sent, headers }: ExchangeRequest,
  { body, parameters }: Operation,
): boolean {
  const isUnseen = ({ in: place }: Parameter) =>
    place === "cookie" || (place === "header" && headers.length === 0);
  if ([...parameters.values()].some(isUnseen)) return false;
  if (sent === undefined) return !hasLength(headers);
  if (isEmptyBody(sent)) return true;
  const media = body && mediaFor(body.content, sent.mediaType);
  return media?.form === "json" || /urlencoded/i.test(media?.type ?? "");
}

/** Whether a message says that it has a body. */
function hasLength(headers: ExchangeRequest["headers"]): boolean {
  const length = headerOf({ headers, body: undefined }, "content-length");
  return length !== undefined && length !== "0";
}

function ruleForRequest({ keyword }: Complaint): DeviationId {
  switch (keyword) {
    case "unknown":
    case "additionalProperties":
    case "unevaluatedProperties":
      return "body-member-unknown";
    case "required":
    case "dependentRequired":
      return "body-member-missing";
    default:
      return "body-value";
  }
}

function formValue(text: string, schema: Parts, contract: Contract): unknown {
  const fields = new URLSearchParams(text);
  const { properties } = contract.schemas.read(schema);
  const entries = [...new Set(fields.keys())].map((name) => {
    const parts = properties.get(name);
    const isList = parts && contract.schemas.read(parts).types?.includes("array");
    const all = fields.getAll(name);
    return [name, isList ? all : valueOfText(all[0] ?? "", parts, contract)];
  });
  return Object.fromEntries(entries);
}

/** The content that a message declares to have; the only one if it declares none. */
export function mediaFor(
  content: ReadonlyMap<string, Media>,
  type: string | undefined,
): Media | undefined {
  const [only] = content.values();
  if (type === undefined || type === "") return content.size === 1 ? only : undefined;
  const key = keyOfMediaType(type);
  const [essence = key] = key.split(";");
  const wide = [...content].find(([each]) => includesMediaType(each, essence));
  return content.get(key) ?? content.get(essence) ?? wide?.[1];
}

function unchecked(where: string, what: string, node: At): Deviation {
  return { rule: "unchecked", where, what, at: { node } };
}
