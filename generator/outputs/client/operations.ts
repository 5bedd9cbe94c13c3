import type {
  Api,
  Content,
  Operation,
  Outcome,
  Pagination,
  Parameter,
  Reading,
} from "../../model/index.js";
import {
  type ConstantStructure,
  docs,
  guessOf,
  importTypes,
  Reference,
  type Statement,
  type StatementStructures,
  StructureKind,
  toLiteral,
  toStringLiteral,
} from "../../typescript/index.js";
import type { ClientAdditions } from "./additions.js";
import { bindingsOf, describeAnswers, importAnswers } from "./answers.js";
import { hasProvenance } from "./documentation.js";
import { type Int64Place, importInt64Places, int64PlacesOf } from "./int64-places.js";
import { describeOwnServers } from "./servers.js";

/**
 * `operations.ts`: what the runtime has to know of each operation, as data. Each descriptor is a
 * constant of its own, so that a bundler can leave out those that are not used.
 */
export function emitOperations(api: Api, { validates }: ClientAdditions): readonly Statement[] {
  const bindings = bindingsOf(api);
  const descriptors = api.operations.map((operation): ConstantStructure => {
    const answers = validates ? describeAnswers(operation, bindings) : undefined;
    const type = operation.pagination ? "PagedDescriptor" : "OperationDescriptor";
    return {
      kind: "constant",
      isExported: true,
      name: operation.names.function,
      type: answers ? `${type} & $AnswerSchemas` : type,
      value: toLiteral({ ...describe(operation, api), answers }),
    };
  });
  const values = descriptors.map(({ value }) => value);
  return [
    ...(api.operations.some(({ pagination }) => !pagination)
      ? [importTypes("./runtime/operation.js", ["OperationDescriptor"])]
      : []),
    ...(api.operations.some(({ pagination }) => pagination)
      ? [importTypes("./runtime/pagination.js", ["PagedDescriptor"])]
      : []),
    ...importParts(values),
    ...importInt64Places(values),
    ...(validates ? importAnswers(api, values) : []),
    ...descriptors,
    ...(hasProvenance(api) ? [inferredIds(api)] : []),
  ];
}

function inferredIds({ operations }: Api): Statement {
  const inferred = operations.filter(({ isInferred }) => isInferred);
  return {
    kind: StructureKind.TypeAlias,
    isExported: true,
    name: "InferredOperationId",
    type: union(inferred.map(({ id }) => id)),
    docs: docs(["Ids of the operations whose method or path no source documents."]),
  };
}

function union(texts: readonly string[]): string {
  return texts.length > 0 ? texts.map(toStringLiteral).join(" | ") : "never";
}

function describe(operation: Operation, api: Api): object {
  const { id, method, path, body, security, pagination } = operation;
  const inferred = guessOf(operation);
  const accept = acceptOf(operation);
  const query: string[] = [];
  const parameters: [string, object][] = [];
  for (const parameter of operation.parameters) {
    const { argument, in: place } = parameter;
    const more = describeParameter(parameter, api);
    const isPlain = Object.values(more).every((value) => value === undefined);
    if (!isPlain) parameters.push([argument, { in: place, ...more }]);
    // The runtime finds those of the path in its template; in other places nothing is plain.
    else if (place === "query") query.push(argument);
  }
  return {
    id,
    method,
    path: sentPath(path),
    servers: describeOwnServers(operation, api),
    query: query.length > 0 ? query : undefined,
    parameters: parameters.length > 0 ? Object.fromEntries(parameters) : undefined,
    body: body && {
      type: sentType(body.content),
      required: body.required || undefined,
      write: bodyWriter(body.content, api),
      encoding: body.content.encoding,
    },
    accept: accept === "" || accept === "application/json" ? undefined : accept,
    ...describeReading(operation, api),
    redirects: redirectsOf(operation),
    headers: describeHeaders(operation, api),
    failure: describeFailure(operation, api),
    alternatives: describeAlternatives(operation, api),
    security,
    pagination: pagination && describePagination(pagination),
    inferred,
    check: inferred && use("checkInferred"),
  };
}

/**
 * The path without a fragment, which no server sees: specs that tell operations of one path apart
 * by it mean nothing that is sent, and a query behind it would be lost. A parameter's name may hold
 * a `#`.
 */
function sentPath(path: string): string {
  return path.replace(/(\{[^{}]*\})|#.*/gs, "$1");
}

/**
 * The media type that is sent if a call names none; a range leaves it to fetch, which asks a Blob
 * for its own.
 */
function sentType({ mediaType, form }: Content): string | undefined {
  if (mediaType.includes("*")) return form === "json" ? undefined : "";
  return mediaType === "application/json" ? undefined : mediaType;
}

/** Redirects that the spec documents: responses like others, where they are not followed. */
function redirectsOf({ responses }: Operation): readonly Outcome["status"][] | undefined {
  const statuses = responses
    .map(({ status }) => status)
    .filter((status) => status === "3XX" || (Number(status) >= 300 && Number(status) < 400));
  return statuses.length > 0 ? statuses : undefined;
}

/** The kinds of the headers that the spec names, by status. */
function describeHeaders({ responses }: Operation, { int64 }: Api): unknown {
  const named = responses.filter(({ headers }) => headers.length > 0);
  if (named.length === 0) return undefined;
  return Object.fromEntries(
    named.map(({ status, headers }) => [
      status,
      Object.fromEntries(
        headers.map(({ name, kind, isList }) => {
          const read = kind !== "int64" ? kind : int64 === "number" ? "integer" : int64;
          return [name, isList ? `${read}[]` : read];
        }),
      ),
    ]),
  );
}

/** What makes the error of a failure, if that is not what makes most. */
function describeFailure({ errorFields, responses }: Operation, api: Api): unknown {
  const failure = errorFields && errorFieldsAt(errorFields);
  const failures = responses.filter(({ success }) => !success);
  const places = failures.map(({ key, contents }) => {
    const found = contents.filter(({ form }) => form === "json");
    const [first = false, ...more] = found.flatMap((content) => int64PlaceOf(content, api) ?? []);
    return [key, more.length > 0 ? { all: [first, ...more] } : first] as const;
  });
  // One that has none is named as well, so that it is not taken for one of its class.
  if (places.every(([, place]) => place === false)) return failure;
  return useInt64("int64Failure", api, Object.fromEntries(places), failure);
}

function describeAlternatives(operation: Operation, api: Api): unknown {
  const { body, responses, accepts } = operation;
  const bodies = body?.isChoice ? body.contents : [];
  const successes = responses.filter(({ success }) => success).flatMap(({ contents }) => contents);
  if (bodies.length === 0 && accepts.length === 0) return undefined;
  return {
    bodies: entriesOf(bodies, (content) => ({
      write: bodyWriter(content, api),
      encoding: content.encoding,
    })),
    responses:
      accepts.length === 0
        ? undefined
        : entriesOf(successes, ({ mediaType }) => describeReading(operation, api, mediaType)),
  };
}

function entriesOf(
  contents: readonly Content[],
  describe: (content: Content) => unknown,
): Record<string, unknown> | undefined {
  if (contents.length === 0) return undefined;
  return Object.fromEntries(contents.map((content) => [content.mediaType, describe(content)]));
}

function describePagination({ credentials, ...rule }: Pagination): unknown {
  return { ...rule, credentials: credentials.length > 0 ? credentials : undefined };
}

/**
 * What the operation answers with. Servers that only know how they write data refuse every other
 * type.
 */
function acceptOf(operation: Operation): string {
  const answers = answersOf(operation);
  const types = answers.flatMap(({ content }) => (content ? [content.mediaType] : []));
  const listed = [...new Set(types)].join(", ");
  const isData = answers.every(({ content }) => content?.reading === "json");
  if (isData || types.includes(anyType)) return listed;
  return `${listed || "application/json"}, ${anyType};q=0.1`;
}

const anyType = "*/*";

/** The successes that may have a body; what the spec says of none may have any. */
function answersOf({
  method,
  responses,
}: Operation): readonly Pick<Outcome, "key" | "content" | "contents">[] {
  const successes = responses.filter(({ success }) => success);
  if (method === "HEAD") return [];
  if (successes.length === 0) return [{ key: "2XX", content: undefined, contents: [] }];
  return successes.filter(({ mayHaveBody }) => mayHaveBody);
}

/**
 * What reads the successes, if that is not JSON.
 *
 * @param accept the media type that a call asks for
 */
function describeReading(operation: Operation, api: Api, accept?: string): object {
  const answers = answersOf(operation).map(({ key, content, contents }) => {
    return [key, contents.find(({ mediaType }) => mediaType === accept) ?? content] as const;
  });
  const eventData = eventDataOf(answers.flatMap(([, content]) => content?.events ?? []));
  const readers = answers.map(([key, content]) => [key, readerOf(content, api)] as const);
  const [[, first = use("readJson")] = [], ...others] = readers;
  if (others.every(([, { name }]) => name === first.name)) {
    return { read: first.name === "$readJson" ? undefined : first, eventData };
  }
  return { read: use("readByStatus"), eventData, readers: Object.fromEntries(readers) };
}

function readerOf(content: Content | undefined, api: Api): Reference {
  const reading = content?.reading ?? "any";
  if (content?.events.some(({ isJson }) => isJson)) return eventReaderOf(content, api);
  const reader = use(readerNames[reading]);
  const isOfJson = reading === "json" || reading === "lines" || reading === "typelessJson";
  const place = isOfJson ? int64PlaceOf(content, api) : undefined;
  return place === undefined ? reader : useInt64("int64Reader", api, place, reader);
}

function eventReaderOf({ events }: Content, api: Api): Reference {
  const places = new Map<string, Int64Place[]>();
  for (const { names = ["*"], isJson, schema } of events) {
    const place = isJson ? int64PlacesOf(api)?.use(schema ?? true) : undefined;
    for (const name of names) {
      places.set(name, [...(places.get(name) ?? []), ...(place === undefined ? [] : [place])]);
    }
  }
  const reader = use("readTypedEvents");
  const all = [...places].map(([name, [first = false, ...more]]) => {
    return [name, more.length > 0 ? { all: [first, ...more] } : first] as const;
  });
  if (all.every(([, place]) => place === false)) return reader;
  return useInt64("int64EventReader", api, Object.fromEntries(all), reader);
}

/** Where 64-bit integers stand in content that is JSON, unless they are numbers. */
function int64PlaceOf(content: Content | undefined, api: Api): Int64Place | undefined {
  return content && !content.open ? int64PlacesOf(api)?.use(content.schema ?? true) : undefined;
}

/** What the data of events is, by their names; undefined if that of all is text. */
function eventDataOf(events: Content["events"]): Readonly<Record<string, string>> | undefined {
  if (!events.some(({ isJson }) => isJson)) return undefined;
  const kinds = new Map<string, string>();
  for (const { names = ["*"], isJson } of events) {
    for (const name of names) {
      const kind = isJson ? "json" : "text";
      kinds.set(name, (kinds.get(name) ?? kind) === kind ? kind : "either");
    }
  }
  return Object.fromEntries(kinds);
}

const readerNames = {
  any: "readAny",
  binary: "readBlob",
  events: "readEvents",
  json: "readJson",
  lines: "readLines",
  string: "readString",
  text: "readText",
  typelessJson: "readTypelessJson",
} as const satisfies Record<Reading, Part>;

function bodyWriter(content: Content, api: Api): Reference | undefined {
  const { form } = content;
  if (form !== "json" && form !== "lines" && form !== "form") return use("writeRaw");
  const writer = usualWriter(content);
  const place = int64PlaceOf(content, api);
  if (place === undefined) return writer;
  return useInt64("int64Writer", api, form === "lines" ? { items: place } : place, writer);
}

function usualWriter({ form, encoding }: Content): Reference | undefined {
  if (form === "json") return undefined;
  if (form === "lines") return use("writeLines");
  return use(encoding ? "writeEncodedForm" : "writeForm");
}

/** What differs from the defaults of its place. */
function describeParameter(parameter: Parameter, api: Api): Record<string, unknown> {
  return {
    name: parameter.name === parameter.argument ? undefined : parameter.name,
    required: (parameter.in !== "path" && parameter.required) || undefined,
    option: parameter.option,
    style: parameter.style,
    explode: parameter.explode,
    allowReserved: parameter.allowReserved || undefined,
    json: parameter.json || undefined,
    write: parameterWriter(parameter, api),
  };
}

/** The runtime itself writes single values in path and query. */
function parameterWriter({ in: place, styled, json, allowReserved, schema }: Parameter, api: Api) {
  const int64 = json ? int64PlacesOf(api)?.use(schema ?? true) : undefined;
  if (int64 !== undefined) return useInt64("int64Parameter", api, int64);
  if (styled && !json) return use("writeStyledParameter");
  const isCommon = (place === "path" || place === "query") && !json && !allowReserved;
  return isCommon ? undefined : use("writeParameter");
}

/** The parts of the runtime that descriptors refer to, and where they are. */
const parts = {
  checkInferred: "operation",
  errorFieldsAt: "errors",
  int64EventReader: "int64-calls",
  int64Failure: "int64-calls",
  int64Parameter: "int64-calls",
  int64Reader: "int64-calls",
  int64Writer: "int64-calls",
  prepareAtOwn: "servers",
  readAny: "readers",
  readBlob: "readers",
  readByStatus: "readers",
  readEvents: "streams",
  readJson: "readers",
  readLines: "streams",
  readString: "readers",
  readText: "readers",
  readTypedEvents: "streams",
  readTypelessJson: "readers",
  writeEncodedForm: "body",
  writeForm: "body",
  writeLines: "body",
  writeParameter: "serialize",
  writeRaw: "body",
  writeStyledParameter: "serialize",
} as const;

type Part = keyof typeof parts;

function errorFieldsAt(place: readonly string[]): Reference {
  return new Reference(`$errorFieldsAt([${place.map(toStringLiteral).join(", ")}])`);
}

function use(part: Part): Reference {
  return new Reference(`$${part}`);
}

/**
 * A part that keeps 64-bit integers, around the usual one. A bundler may leave out a descriptor
 * that nobody uses, if it is told that a call in it does nothing by itself.
 */
function useInt64(
  part: Part,
  { int64 }: Api,
  places: unknown,
  usual?: Reference | undefined,
): Reference {
  const given = [toStringLiteral(int64), toLiteral(places, "  "), ...(usual ? [usual.name] : [])];
  return new Reference(`/* @__PURE__ */ $${part}(${given.join(", ")})`);
}

/** Imports of the parts that are mentioned. Each under a name that no operation can have. */
function importParts(descriptors: readonly string[]): StatementStructures[] {
  const used = Object.entries(parts).filter(([part]) =>
    descriptors.some((text) => mentions(text, part)),
  );
  const modules = new Set(used.map(([, module]) => module));
  return [...modules].sort().map((module) => ({
    kind: StructureKind.ImportDeclaration,
    namedImports: used
      .filter(([, home]) => home === module)
      .map(([name]) => ({ name, alias: `$${name}` })),
    moduleSpecifier: `./runtime/${module}.js`,
  }));
}

/** Behind a key, a comment or another argument; a text of the spec stands in quotes. */
function mentions(text: string, part: string): boolean {
  return [": ", "*/ ", ", "].some((before) => text.includes(`${before}$${part}`));
}
