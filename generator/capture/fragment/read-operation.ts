import {
  componentOf,
  entriesOf,
  type Fields,
  fieldsOf,
  isExtension,
  isFields,
  listOf,
  methodOfField,
  type Pointer,
  refOf,
  statusOf,
  valueAt,
} from "../../openapi/index.js";
import { fitParameters, splitServer, withPlaceholders } from "../endpoint-path.js";
import { removeContradictedExamples } from "../example/contradicted-examples.js";
import type { Contradiction, Endpoint, Fact, Quote } from "../fact.js";
import { textOf } from "../field-text.js";
import { addMark, newNotes } from "../notes.js";
import type { Page } from "../page.js";
import { isUsable, usableServer } from "../usable-server.js";
import type { Context } from "./conversion-context.js";
import { convertComponents, nameComponents } from "./convert-components.js";
import { convert } from "./convert-node.js";
import type { FragmentDialect } from "./fragment-dialect.js";
import { readSecurity } from "./fragment-security.js";

export interface Fragment {
  readonly page: Page;
  readonly document: Fields;
  readonly dialect: FragmentDialect;
  readonly title: { readonly value: string; readonly quote: Quote } | undefined;
  quote(pointer: Pointer): Quote;
}

export interface ReadOperation {
  readonly endpoint: Endpoint;
  readonly contradictions: readonly Contradiction[];
}

/** An operation of a fragment. */
export interface Written {
  /** As it is sent. */
  readonly method: string;
  readonly path: string;
  /** Of the path item: where its content is, behind its reference. */
  readonly item: Pointer;
  readonly at: Pointer;
}

/** Reads one operation of a fragment, with the components that it uses. */
export function readOperation(fragment: Fragment, written: Written): ReadOperation {
  const { document } = fragment;
  const components = fieldsOf(document["components"]);
  const names = nameComponents(components);
  const origins = new Map<string, Pointer>();
  const context: Context = {
    notes: newNotes(),
    dialect: fragment.dialect,
    quote: fragment.quote,
    componentName: (section, name) => names.get(section)?.get(name),
    origins,
  };
  const { operation, schemes, ...parts } = readParts(fragment, written, context);
  const used = { ...convertComponents(components, names, [operation], context), ...schemes };
  removeContradictedExamples(
    operation,
    used,
    (at) => fragment.quote(originOf(at, origins)),
    context.notes,
  );
  const { marks } = context.notes;
  const endpoint = { ...parts, operation, components: used, marks, api: statedApi(document) };
  return { endpoint, contradictions: context.notes.contradictions };
}

/** Products write a version of their own into documents that they leave without a title. */
function statedApi(document: Fields): Endpoint["api"] {
  const { title, version } = fieldsOf(document["info"]);
  const name = textOf(title);
  return name === undefined ? undefined : { title: name, version: textOf(version) };
}

/** An operation without the components that it uses. */
export function readParts(
  fragment: Fragment,
  { method, path: key, item: itemAt, at: from }: Written,
  context: Context,
): Omit<Endpoint, "components" | "marks" | "operation"> & {
  readonly operation: Fields;
  /** The sections of components with what the operation needs beside those that it refers to. */
  readonly schemes: Fields;
} {
  const { page, document, dialect, title } = fragment;
  const item = fieldsOf(valueAt(document, itemAt));
  const raw = fieldsOf(valueAt(document, from));
  const { server, path } = splitServer(key);
  const { security, schemes } = readSecurity(fragment, from, context);
  const operation: Fields = {
    ...readFields(raw, from, context),
    ...readParameters(item, raw, path, { from, itemAt }, context),
    ...readBody(raw, from, context),
    responses: readPart("responses", responsesOf(raw, dialect), from, context) ?? {},
    ...(security && { security }),
  };
  const stated = (value: string, pointer: Pointer): Fact<string> => {
    return { value, confidence: "stated", because: undefined, quote: fragment.quote(pointer) };
  };
  const name = textOf(raw["summary"]) ?? page.title ?? `${method} ${path}`;
  const pathAt = ["paths", key];
  return {
    pageId: dialect.pageIdOf?.(raw, page.address ?? page.location),
    title: title ? { ...title, confidence: "stated", because: undefined } : stated(name, from),
    method: stated(method, from),
    path: stated(path, pathAt),
    server:
      server === undefined || !isUsable(server)
        ? nearestServer(fragment, [from, itemAt, []], stated)
        : stated(server, pathAt),
    folder: page.folder.length > 0 ? page.folder : (dialect.folderOf?.(raw) ?? []),
    status: dialect.statusOf?.(raw),
    modifiedAt: undefined,
    operation,
    schemes,
  };
}

/** The operations of a document or a fragment, in the order in which they are written. */
export function operationsOf(document: Fields): Written[] {
  return entriesOf(document["paths"]).flatMap(([path, entry]) => {
    if (!isFields(entry) || isExtension(path)) return [];
    const target = componentOf(refOf(entry) ?? "");
    const item = target ? ["components", target.section, target.key] : ["paths", path];
    const content = fieldsOf(valueAt(document, item));
    const fixed = Object.keys(content).flatMap((field): Written[] => {
      const method = methodOfField(field);
      return method ? [{ method: method.name, path, item, at: [...item, field] }] : [];
    });
    const more = Object.keys(fieldsOf(content["additionalOperations"]));
    const additional = more.map((method): Written => {
      return { method, path, item, at: [...item, "additionalOperations", method] };
    });
    return [...fixed, ...additional].filter(({ at }) => isFields(valueAt(document, at)));
  });
}

function readFields(raw: Fields, from: Pointer, context: Context): Fields {
  const { parameters: _, requestBody: __, responses: ___, security: ____, ...fields } = raw;
  const { tags, ...converted } = convert(fields, "operation", { from, to: [] }, context) as Fields;
  return {
    ...converted,
    ...(listOf(tags).length > 0 && { tags }),
  };
}

function readParameters(
  item: Fields,
  raw: Fields,
  template: string,
  { from, itemAt }: { readonly from: Pointer; readonly itemAt: Pointer },
  context: Context,
): Fields {
  const own = listOf(raw["parameters"]);
  const shared = listOf(item["parameters"]);
  const at = (index: number): Pointer =>
    index < own.length
      ? [...from, "parameters", String(index)]
      : [...itemAt, "parameters", String(index - own.length)];
  const listed = [...own, ...shared].flatMap((parameter, index) =>
    isFields(parameter) ? [{ parameter, index }] : [],
  );
  const path = { template, quote: context.quote(itemAt) };
  const quote = ({ index }: { index: number }) => context.quote(at(index));
  const converted = fitParameters(listed, path, quote, context.notes).map(
    ({ parameter, index }, position) => {
      const node = { from: at(index), to: ["parameters", String(position)] };
      const fields = convert(parameter, "parameter", node, context) as Fields;
      return fields["in"] === "path" ? { ...fields, required: true } : fields;
    },
  );
  const parameters = withPlaceholders(converted, path, context.notes);
  return parameters.length > 0 ? { parameters } : {};
}

function readBody(raw: Fields, from: Pointer, context: Context): Fields {
  const body = raw["requestBody"];
  if (!isFields(body)) return {};
  const requestBody = readPart("requestBody", body, from, context);
  if (body["$ref"] === undefined && body["required"] === undefined) {
    const because = "the source does not say whether a body has to be sent";
    const quote = context.quote([...from, "requestBody"]);
    addMark(context.notes, ["requestBody", "required"], "ambiguous", because, quote);
  }
  return isFields(requestBody) &&
    requestBody["content"] === undefined &&
    requestBody["$ref"] === undefined
    ? {}
    : { requestBody };
}

/** Converts one field of the operation, read by the grammar of the whole. */
function readPart(field: string, value: unknown, from: Pointer, context: Context): unknown {
  return (convert({ [field]: value }, "operation", { from, to: [] }, context) as Fields)[field];
}

/** The first usable server of the operation, else of its path, else of the document. */
function nearestServer(
  { document, dialect }: Fragment,
  holders: readonly Pointer[],
  stated: (value: string, pointer: Pointer) => Fact<string>,
): Fact<string> | undefined {
  for (const holder of holders) {
    const servers = listOf(valueAt(document, [...holder, "servers"])).map(fieldsOf);
    for (const [index, server] of servers.entries()) {
      const url = usableServer(server);
      if (url === undefined || dialect.isMockServer?.(url)) continue;
      const fact = stated(url, [...holder, "servers", String(index), "url"]);
      if (url === textOf(server["url"])) return fact;
      return { ...fact, confidence: "derived", because: "it has the defaults of its variables" };
    }
  }
  return undefined;
}

/** Where the node that a mark's pointer names came from: the nearest one that is known. */
function originOf(pointer: Pointer, origins: ReadonlyMap<string, Pointer>): Pointer {
  for (let length = pointer.length; length >= 0; length--) {
    const origin = origins.get(pointer.slice(0, length).join("\n"));
    if (origin) return [...origin, ...pointer.slice(length)];
  }
  return pointer;
}

/** The answers by status; what else stands there is no answer. */
function responsesOf(raw: Fields, dialect: FragmentDialect): Fields {
  const responses = fieldsOf(raw["responses"]);
  const plain = dialect.responses?.(responses) ?? responses;
  return Object.fromEntries(
    Object.entries(plain).flatMap(([key, response]): [string, unknown][] => {
      const status = statusOf(key)?.toString();
      return status === undefined || !isFields(response) ? [] : [[status, response]];
    }),
  );
}
