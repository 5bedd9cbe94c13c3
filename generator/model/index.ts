import { type Diagnostic, DiagnosticError, diagnose } from "../diagnostics/index.js";
import type { Spec } from "../load/index.js";
import { kindOfSection, walk } from "../openapi/index.js";
import type {
  Api,
  ClientParameter,
  Group,
  NamedSchema,
  Operation,
  OperationNames,
  Statement,
} from "./api.js";
import { Circles } from "./circles.js";
import { readInnerEnums } from "./enums.js";
import { buildGroups, nameEverything } from "./groups.js";
import { leaveOut, leaveOutAll } from "./left-out.js";
import { followIdentities, presentThings, toNamesLock } from "./lock.js";
import { operationNodes } from "./methods.js";
import { reportNameChanges } from "./name-changes.js";
import { Namer, type Names } from "./namer.js";
import { runtimeExports, runtimeTypes, toIdentifier } from "./names.js";
import { reportInexact } from "./numbers.js";
import { type OperationDraft, readOperations } from "./operations.js";
import { readStatement } from "./provenance.js";
import { isObject, Reader } from "./reader.js";
import { enumOf } from "./schema.js";
import { readSecurity } from "./security.js";
import { readStatements } from "./statements.js";
import { readWebhooks } from "./webhooks.js";

export type * from "./api.js";
export { fromNamesLock } from "./lock.js";
export type { Names } from "./namer.js";

/** What else the model is made of. */
export interface ModelOptions {
  /** What was found wrong with the spec before; it is thrown with what is found here. */
  readonly problems?: readonly Diagnostic[] | undefined;
  /** The client's name; default: from the spec's title. */
  readonly name?: string | undefined;
  /** The package's name; default: the client's. */
  readonly package?: string | undefined;
  /** The names of the last run; what has one keeps it. */
  readonly before?: Names | undefined;
  /** Whether names give way where the spec now suggests others. */
  readonly rename?: boolean | undefined;
  /** Whether enums without a name of their own get lists of their values, too; default: false. */
  readonly innerEnums?: boolean | undefined;
}

/**
 * Makes the model of an API.
 *
 * @returns the model, and warnings about what is left out of it
 * @throws DiagnosticError with every error found
 */
export function buildApi(
  spec: Spec,
  options: ModelOptions = {},
): { api: Api; warnings: readonly Diagnostic[] } {
  const problems = new Map<string, Diagnostic>();
  const report = (problem: Diagnostic) => {
    // A shared parameter is read by each operation that uses it, and wrong only once.
    problems.set(JSON.stringify([problem.code, problem.message, problem.place]), problem);
  };
  for (const problem of options.problems ?? []) report(problem);
  const document = new Reader(spec, report, [], spec.document);

  const info = document.at("info");
  const title = info.at("title").prose() ?? "API";
  const version = info.at("version").prose() ?? "";
  leaveOut(document.at("$self"), "`$self`", "references start from where the document was read");
  leaveOut(
    document.at("jsonSchemaDialect"),
    "`jsonSchemaDialect`",
    "schemas are read as OpenAPI's own",
  );
  const tags = document.at("tags").items();
  const ofTags = ["a tag", "tags"] as const;
  leaveOutAll(tags, "parent", ofTags, "`x-client` of an operation makes sub-groups");
  leaveOutAll(tags, "kind", ofTags, "the first tag of an operation is its group, of whatever kind");
  const components = document.at("components");
  reportNameless(components);
  reportInexact(spec, report);
  const schemaNodes = components.at("schemas").fields();
  leaveOutAll(
    // A schema may be `true` or `false`.
    schemaNodes.flatMap(([, node]) => (isObject(node.value) ? [node.at("discriminator")] : [])),
    "defaultMapping",
    ["a discriminator", "discriminators"],
    "what has none of the tags fits none of the types",
  );
  const circles = readCircles(components.at("schemas"));
  const nodes = operationNodes(document);
  const before = followIdentities(options.before ?? new Map(), presentThings(nodes, schemaNodes));
  const namer = new Namer(before, options.rename ?? false);

  const clientName = nameClient(options.name, title, namer);
  const { statements, provenances } = readStatements(spec, report, nodes);
  const { security, known } = readSecurity(document, namer, statements);
  const drafts = readOperations(nodes, security, known, statements).map((draft): OperationDraft => {
    const group = namer.keep(`owner ${draft.identity}`, draft.facade.group);
    return { ...draft, facade: { ...draft.facade, group } };
  });
  leaveOutOfOperations(nodes.map(({ node }) => node));
  const why = "the client calls the first server of the document, or its option `baseUrl`";
  leaveOutAll(
    [...new Set(nodes.map(({ pathItem }) => pathItem))],
    "servers",
    ["a path", "paths"],
    why,
  );
  leaveOutAll(
    nodes.map(({ node }) => node),
    "servers",
    ["an operation", "operations"],
    why,
  );
  const webhooks = readWebhooks(document);
  const byIdentity = new Map(nodes.map((node) => [node.identity, node]));
  const enums = options.innerEnums
    ? readInnerEnums(components, drafts, byIdentity, statements)
    : [];

  const naming = nameEverything(
    clientName,
    drafts,
    schemaNodes.map(([key]) => key),
    schemaNodes.filter(([, node]) => enumOf(node.value) !== undefined).map(([key]) => key),
    enums,
    webhooks,
    namer,
  );
  reportNameChanges(namer.changes, document, byIdentity);
  const operations = drafts.map(
    ({ node, identity, facade: _, called: __, ...draft }): Operation => ({
      ...draft,
      names: naming.operations.get(identity) as OperationNames,
      pointer: node.pointer,
    }),
  );
  const schemaTypes = new Set(naming.schemas.values());
  const api: Api = {
    name: clientName,
    title,
    version,
    userAgent: toUserAgent(options.package ?? clientName, version),
    hash: spec.hash,
    baseUrl: readBaseUrl(document),
    server: readServer(document),
    security,
    tags: tags.flatMap((tag) => tag.at("name").text() ?? []),
    groups: buildGroups(drafts, operations, naming, readGroupTags(tags)),
    operations,
    clientParameters: readClientParameters(operations),
    schemas: schemaNodes.map(
      ([key, node]): NamedSchema => ({
        key,
        type: naming.schemas.get(key) as string,
        description: isObject(node.value) ? node.at("description").prose() : undefined,
        statement: statements.get(node.value),
        values: toValues(naming.values.get(key), enumOf(node.value)),
      }),
    ),
    innerEnums: enums.map(({ identity, of, statement, list }) => ({
      of,
      statement,
      values: { name: naming.innerEnums.get(identity) as string, list },
    })),
    webhooks: webhooks && {
      discriminator: webhooks.discriminator,
      names: naming.webhooks,
      events: webhooks.events.map((event) => ({
        ...event,
        type: naming.webhookEvents.get(event.key) as string,
      })),
    },
    sharedNames: runtimeExports
      .filter((name) => schemaTypes.has(name))
      .map((name) => ({ name, isType: runtimeTypes.includes(name) })),
    hasVisibility: mentionsVisibility(spec.document),
    circles,
    names: toNamesLock(namer.given),
    statements,
    provenances,
    document: spec.document,
  };

  const all = [...problems.values()];
  const errors = all.filter(({ severity }) => severity === "error");
  if (errors.length > 0) throw new DiagnosticError(errors);
  return { api, warnings: all };
}

function leaveOutOfOperations(operations: readonly Reader[]): void {
  const resolvedIn = (node: Reader) => node.fields().map(([, each]) => each.resolved());
  const bodies = operations.map((node) => node.at("requestBody").resolved());
  const forms = bodies.flatMap((body) => resolvedIn(body.at("content")));
  const responses = operations.flatMap((node) => resolvedIn(node.at("responses")));
  leaveOutAll(
    operations,
    "callbacks",
    ["an operation", "operations"],
    "the client receives nothing",
  );
  for (const field of ["prefixEncoding", "itemEncoding"]) {
    const why = "the fields of a form have names";
    leaveOutAll(forms, field, ["a form", "forms"], why);
  }
  const why = "a call follows none; give what they name as arguments";
  leaveOutAll(responses, "links", ["a response", "responses"], why);
}

function readCircles(schemas: Reader): Api["circles"] {
  const circles = new Circles(isObject(schemas.value) ? schemas.value : {});
  for (const key of circles.ofThemselves()) {
    const node = schemas.at(key);
    node.report(diagnose("schema-of-itself", { key }, node.place));
  }
  for (const keys of circles.endless()) {
    const node = schemas.at(keys[0] as string);
    node.report(diagnose("schema-endless", { keys }, node.place));
  }
  return { opened: circles.opened, nested: circles.nested() };
}

/** The name that a person chose, else that of the last run, else one made of the title. */
function nameClient(chosen: string | undefined, title: string, namer: Namer): string {
  const identity = "client name";
  if (chosen === undefined) {
    const claim = { identity, text: title, style: "pascal", rank: 0 } as const;
    return namer.settle([claim], new Set()).get(identity) as string;
  }
  const name = toIdentifier(chosen, "pascal");
  namer.given.set(identity, name);
  return name;
}

function toValues(
  name: string | undefined,
  list: ReturnType<typeof enumOf>,
): NamedSchema["values"] {
  return name !== undefined && list ? { name, list } : undefined;
}

/** Nothing can refer to a component that has no name. */
function reportNameless(components: Reader): void {
  for (const [section, entries] of components.fields()) {
    if (!kindOfSection(section) || !isObject(entries.value)) continue;
    const nameless = entries.at("");
    if (!nameless.exists) continue;
    const args = { what: `a name in components/${section}`, expected: "text", found: "empty" };
    nameless.report(diagnose("wrong-shape", args, nameless.place));
  }
}

function readBaseUrl(document: Reader): string | undefined {
  const url = document.at("servers").items()[0]?.at("url").text();
  return url !== undefined && /^https?:\/\/[^{}]+$/i.test(url) ? url : undefined;
}

function readServer(document: Reader): Api["server"] {
  const [server] = document.at("servers").items();
  if (!server) return { description: undefined, statement: undefined };
  return { description: server.at("description").prose(), statement: readStatement(server) };
}

/** A header takes no more than these characters in a name or a version. */
function toUserAgent(name: string, version: string): string {
  const token = (text: string) => text.replaceAll(/[^\w.+@/-]+/g, "-") || "0";
  return `${token(name)}/${token(version)}`;
}

/** The options that stand for a parameter, each as the first operation has it that has it. */
function readClientParameters(operations: readonly Operation[]): ClientParameter[] {
  const byOption = new Map<string, ClientParameter>();
  for (const { names, parameters } of operations) {
    for (const parameter of parameters) {
      const { option, description, statement } = parameter;
      if (option === undefined) continue;
      const known = byOption.get(option) ?? {
        ...{ option, description, parameter },
        ...{ statements: [], functions: [] },
      };
      byOption.set(option, {
        ...known,
        statements: withStatement(known.statements, statement),
        functions: [...known.functions, names.function],
      });
    }
  }
  return [...byOption.values()];
}

function withStatement(
  known: readonly Statement[],
  added: Statement | undefined,
): readonly Statement[] {
  const isSame = (each: Statement) => JSON.stringify(each) === JSON.stringify(added);
  return added === undefined || known.some(isSame) ? known : [...known, added];
}

/** What a tag says is said of the group that stands for it. */
function readGroupTags(
  tags: readonly Reader[],
): Map<string, Pick<Group, "description" | "statement">> {
  const entries = tags.flatMap((tag) => {
    const group = tag.at("x-client").at("group").text() ?? tag.at("name").text();
    const texts = [tag.at("summary").prose(), tag.at("description").prose()];
    const description = [...new Set(texts.filter((text) => text !== undefined))].join("\n\n");
    const statement = readStatement(tag);
    if (group === undefined || (description === "" && !statement)) return [];
    return [[group, { description, statement }] as const];
  });
  return new Map(entries);
}

/** Whether a schema of the document says that something is only read or only written. */
function mentionsVisibility(document: unknown): boolean {
  let found = false;
  walk(document, (node, kind) => {
    if (kind === "schema") found ||= node["readOnly"] === true || node["writeOnly"] === true;
    return !found;
  });
  return found;
}
