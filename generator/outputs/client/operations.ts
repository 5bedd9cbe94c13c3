import type { Api, Content, Operation, Outcome, Pagination, Parameter } from "../../model/index.js";
import {
  docs,
  guessOf,
  importTypes,
  printModule,
  Reference,
  type StatementStructures,
  StructureKind,
  toLiteral,
  toStringLiteral,
} from "../../typescript/index.js";

/**
 * `operations.ts`: what the runtime has to know of each operation, as data. Each descriptor is a
 * constant of its own, so that a bundler can leave out those that are not used.
 */
export function emitOperations(api: Api): string {
  const inferred = api.operations.filter(({ isInferred }) => isInferred);
  // As text, because ts-morph would indent the inside of an initializer once more.
  const descriptors = api.operations.map((operation) => {
    const type = operation.pagination ? "PagedDescriptor" : "OperationDescriptor";
    return `export const ${operation.names.function}: ${type} = ${toLiteral(describe(operation))};`;
  });
  return printModule([
    ...(api.operations.some(({ pagination }) => !pagination)
      ? [importTypes("./runtime/operation.js", ["OperationDescriptor"])]
      : []),
    ...(api.operations.some(({ pagination }) => pagination)
      ? [importTypes("./runtime/pagination.js", ["PagedDescriptor"])]
      : []),
    ...importParts(descriptors),
    ...descriptors,
    {
      kind: StructureKind.TypeAlias,
      isExported: true,
      name: "InferredOperationId",
      type: union(inferred.map(({ id }) => id)),
      docs: docs(["Ids of the operations whose method or path no source documents."]),
    },
  ]);
}

function union(texts: readonly string[]): string {
  return texts.length > 0 ? texts.map(toStringLiteral).join(" | ") : "never";
}

function describe(operation: Operation): unknown {
  const { id, method, path, body, security, pagination } = operation;
  const inferred = guessOf(operation);
  const accept = acceptOf(operation);
  const query: string[] = [];
  const parameters: [string, object][] = [];
  for (const parameter of operation.parameters) {
    const { argument, in: place } = parameter;
    const more = describeParameter(parameter);
    const isPlain = Object.values(more).every((value) => value === undefined);
    if (!isPlain) parameters.push([argument, { in: place, ...more }]);
    // The runtime finds those of the path in its template; in other places nothing is plain.
    else if (place === "query") query.push(argument);
  }
  return {
    id,
    method,
    path: sentPath(path),
    query: query.length > 0 ? query : undefined,
    parameters: parameters.length > 0 ? Object.fromEntries(parameters) : undefined,
    body: body && {
      type: sentType(body.content),
      required: body.required || undefined,
      write: bodyWriter(body.content),
      encoding: body.content.encoding,
    },
    accept: accept === "" || accept === "application/json" ? undefined : accept,
    read: answerReader(operation),
    redirects: redirectsOf(operation),
    alternatives: describeAlternatives(operation),
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

function describeAlternatives({ body, responses, accepts }: Operation): unknown {
  const bodies = body?.isChoice ? body.contents : [];
  const successes = responses.filter(({ success }) => success).flatMap(({ contents }) => contents);
  if (bodies.length === 0 && accepts.length === 0) return undefined;
  return {
    bodies: entriesOf(bodies, (content) => ({
      write: bodyWriter(content),
      encoding: content.encoding,
    })),
    responses:
      accepts.length === 0
        ? undefined
        : entriesOf(successes, ({ form }) => ({ read: readerOf([form]) })),
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

function successOf({ responses }: Operation, form: Content["form"]): Content | undefined {
  return responses.find(({ success, content }) => success && content?.form === form)?.content;
}

/**
 * What the operation answers with. Servers refuse a file's type if they only know how they write
 * data.
 */
function acceptOf(operation: Operation): string {
  const types = operation.responses.flatMap(({ success, content }) =>
    success && content ? [content.mediaType] : [],
  );
  const listed = [...new Set(types)].join(", ");
  return successOf(operation, "binary") ? `${listed}, */*;q=0.1` : listed;
}

/** The reader of successes that are not JSON. */
function answerReader({ responses }: Operation): Reference | undefined {
  const successes = responses.filter(({ success }) => success);
  return readerOf(successes.map(({ content }) => content?.form));
}

function readerOf(forms: readonly (Content["form"] | undefined)[]): Reference | undefined {
  if (forms.includes("events")) return use("readEvents");
  if (forms.includes("lines")) return use("readLines");
  if (forms.includes("binary")) return use("readBlob");
  return forms.includes("text") ? use("readText") : undefined;
}

function bodyWriter({ form, encoding }: Content): Reference | undefined {
  if (form === "json") return undefined;
  if (form !== "form") return use("writeRaw");
  return use(encoding ? "writeEncodedForm" : "writeForm");
}

/** What differs from the defaults of its place. */
function describeParameter(parameter: Parameter): Record<string, unknown> {
  return {
    name: parameter.name === parameter.argument ? undefined : parameter.name,
    required: (parameter.in !== "path" && parameter.required) || undefined,
    option: parameter.option,
    style: parameter.style,
    explode: parameter.explode,
    allowReserved: parameter.allowReserved || undefined,
    json: parameter.json || undefined,
    write: parameterWriter(parameter),
  };
}

/** The runtime itself writes single values in path and query. */
function parameterWriter({ in: place, styled, json, allowReserved }: Parameter) {
  if (styled && !json) return use("writeStyledParameter");
  const isCommon = (place === "path" || place === "query") && !json && !allowReserved;
  return isCommon ? undefined : use("writeParameter");
}

/** The parts of the runtime that descriptors refer to, and where they are. */
const parts = {
  checkInferred: "operation",
  readBlob: "response",
  readEvents: "streams",
  readLines: "streams",
  readText: "response",
  writeEncodedForm: "body",
  writeForm: "body",
  writeParameter: "serialize",
  writeRaw: "body",
  writeStyledParameter: "serialize",
} as const;

function use(part: keyof typeof parts): Reference {
  return new Reference(`$${part}`);
}

/** Imports of the parts that are mentioned. Each under a name that no operation can have. */
function importParts(descriptors: readonly string[]): StatementStructures[] {
  const used = Object.entries(parts).filter(([part]) =>
    descriptors.some((text) => text.includes(`: $${part}`)),
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
