import {
  type Contract,
  type Operation as ContractOperation,
  descriptionsField,
  enumValuesOf,
  hasMismatchedNames,
  isWrittenInt64,
  lintDocument,
  namedValuesOf,
  nameFields,
  type Reader,
  readContract,
  readStatement,
  valueDescriptionsOf,
} from "../contract/index.js";
import { type Diagnostic, DiagnosticError, diagnose } from "../diagnostics/index.js";
import type { Spec } from "../load/index.js";
import { must } from "../narrowing.js";
import { type Int64Type, isFields, kindOfSection } from "../openapi/index.js";
import type { Api, ClientParameter, Group, NamedSchema, Operation, Statement } from "./api.js";
import { buildInnerEnums } from "./build-enums.js";
import { buildGroups, nameEverything } from "./build-groups.js";
import { callable, draftOperations, identityOf, type OperationDraft } from "./build-operations.js";
import { nameSecurity } from "./build-security.js";
import { buildServers } from "./build-servers.js";
import { draftWebhooks } from "./build-webhooks.js";
import { isClientName, runtimeExports, runtimeTypes, toIdentifier } from "./identifiers.js";
import { type GivenNames, Namer } from "./namer.js";
import { currentThings, followRenames, toNamesLock } from "./names-lock-format.js";
import { reportNameChanges } from "./report-name-changes.js";
import { reportUnsupported, reportUnsupportedOnce } from "./unsupported-features.js";

export type * from "./api.js";
export { requiredSchemes } from "./build-security.js";
export { toIdentifier } from "./identifiers.js";
export type { GivenNames } from "./namer.js";
export { fromNamesLock } from "./names-lock-format.js";

/** What else the model is made of. */
export interface ModelOptions {
  /** What was found wrong with the spec before; it is thrown with what is found here. */
  readonly problems?: readonly Diagnostic[] | undefined;
  /** The client's name; default: from the spec's title. */
  readonly name?: string | undefined;
  /** The package's name; default: the client's. */
  readonly package?: string | undefined;
  /** The names of the last run; what has one keeps it. */
  readonly before?: GivenNames | undefined;
  /** Whether names give way where the spec now suggests others. */
  readonly rename?: boolean | undefined;
  /** Whether enums without a name of their own get lists of their values, too; default: false. */
  readonly innerEnums?: boolean | undefined;
  /** Origins that credentials may go to besides those of the document's servers; default: none. */
  readonly credentialOrigins?: readonly string[] | undefined;
  /** What integers of 64 bits are, in types and values; default: number. */
  readonly int64?: Int64Type | undefined;
  /**
   * Whether it is a version that nobody can mend any more: its errors become warnings, and the
   * model has what could be read. Default: false.
   */
  readonly isReleased?: boolean | undefined;
  /** Names that nothing of the API is called, beside those of the client; default: none. */
  readonly claims?: ((contract: Contract) => readonly string[]) | undefined;
}

/** What was made of a spec. */
export interface Built {
  readonly api: Api;
  /** What the model was made of. */
  readonly contract: Contract;
  /** What is left out of it. */
  readonly warnings: readonly Diagnostic[];
}

/**
 * Makes the model of an API.
 *
 * @throws DiagnosticError with every error found
 */
export function buildApi(spec: Spec, options: ModelOptions = {}): Built {
  const problems = new Map<string, Diagnostic>();
  const report = (problem: Diagnostic) => {
    // A shared parameter is read by each operation that uses it, and wrong only once.
    problems.set(JSON.stringify([problem.code, problem.message, problem.place]), problem);
  };
  for (const problem of options.problems ?? []) report(problem);
  const contract = readContract(spec, report);
  const { document } = contract;
  reportNameless(document.get("components"));
  lintDocument(spec, report);
  reportCycles(contract);
  reportLeftOut(contract);

  const schemaNodes = document.get("components").get("schemas").fields();
  const sources = callable(contract);
  const byIdentity = new Map(sources.map((source) => [identityOf(source), source]));
  const present = currentThings(byIdentity.keys(), contract.components.keys());
  const namer = new Namer(
    followRenames(options.before ?? new Map(), present),
    options.rename ?? false,
  );
  const title = contract.title ?? "API";
  const version = contract.version ?? "";
  const clientName = nameClient(options.name, title, namer);
  const security = nameSecurity(contract, namer);
  const drafts = draftOperations(sources, contract).map((draft): OperationDraft => {
    const group = namer.keep(`owner ${draft.identity}`, draft.facade.group);
    return { ...draft, facade: { ...draft.facade, group } };
  });
  const servers = buildServers(contract, sources, options.credentialOrigins ?? []);
  reportLeftOutOf(sources);
  const webhooks = draftWebhooks(contract);
  const enums = options.innerEnums ? buildInnerEnums(contract, drafts) : [];

  const naming = nameEverything(
    clientName,
    drafts,
    schemaNodes.map(([key]) => key),
    schemaNodes.filter(([, node]) => enumValuesOf(node.value) !== undefined).map(([key]) => key),
    schemaNodes.filter(([, node]) => namedValuesOf(node.value) !== undefined).map(([key]) => key),
    enums,
    webhooks,
    namer,
    options.claims?.(contract) ?? [],
  );
  reportNameChanges(namer.changes, document, byIdentity);
  const operations = drafts.map(
    ({ source, identity, facade: _, called: __, ...draft }): Operation => ({
      ...draft,
      servers: servers.ownOf(source),
      names: must(naming.operations.get(identity), `${identity} has no names`),
    }),
  );
  const schemaTypes = new Set(naming.schemas.values());
  const api: Api = {
    contract,
    name: clientName,
    title,
    version,
    userAgent: toUserAgent(options.package ?? clientName, version),
    int64: options.int64 ?? "number",
    hash: spec.hash,
    servers: servers.servers,
    server: servers.server,
    serverVariables: servers.serverVariables,
    security,
    tags: [...contract.tags.keys()],
    groups: buildGroups(drafts, operations, naming, readGroupTags([...contract.tags.values()])),
    operations,
    clientParameters: readClientParameters(operations),
    schemas: schemaNodes.map(
      ([key, node]): NamedSchema => ({
        key,
        type: must(naming.schemas.get(key), `schema ${key} has no name`),
        description: isFields(node.value) ? node.get("description").prose() : undefined,
        statement: contract.statementOf(node),
        values: toValues(naming.values.get(key), naming.valueNames.get(key), {
          list: enumValuesOf(node.value),
          isInt64: isWrittenInt64(node.value),
          named: namedValuesOf(node.value),
          descriptions: valueDescriptionsOf(node.value),
        }),
      }),
    ),
    innerEnums: enums.flatMap(({ identity, of, statement, ...found }) => {
      const { innerEnums, innerEnumNames } = naming;
      const values = toValues(innerEnums.get(identity), innerEnumNames.get(identity), found);
      return values ? [{ identity, of, statement, values }] : [];
    }),
    webhooks: webhooks && {
      discriminator: webhooks.discriminator,
      names: must(naming.webhooks, "the webhooks have no names"),
      events: webhooks.events.map((event) => ({
        ...event,
        type: must(naming.webhookEvents.get(event.key), `webhook ${event.key} has no name`),
      })),
    },
    sharedNames: runtimeExports
      .filter((name) => schemaTypes.has(name))
      .map((name) => ({ name, isType: runtimeTypes.includes(name) })),
    names: toNamesLock(namer.given),
  };

  const all = [...problems.values()];
  const errors = all.filter(({ severity }) => severity === "error");
  if (errors.length > 0 && !options.isReleased) throw new DiagnosticError(errors);
  return { api, contract, warnings: all };
}

/** Tells what the document says beside its operations and the client has nothing of. */
function reportLeftOut({ document, tags, survey }: Contract): void {
  reportUnsupported(
    document.get("jsonSchemaDialect"),
    "`jsonSchemaDialect`",
    "schemas are read in OpenAPI's own dialect",
  );
  const declared = [...tags.values()];
  const ofTags = ["a tag", "tags"] as const;
  reportUnsupportedOnce(
    declared,
    "parent",
    ofTags,
    "use `x-client` of an operation for sub-groups",
  );
  const why = "the first tag of an operation is its group, whatever its kind";
  reportUnsupportedOnce(declared, "kind", ofTags, why);
  const schemas = document.get("components").get("schemas").fields();
  reportUnsupportedOnce(
    // A schema may be `true` or `false`.
    schemas.flatMap(([, node]) => (isFields(node.value) ? [node.get("discriminator")] : [])),
    "defaultMapping",
    ["a discriminator", "discriminators"],
    "a value with none of the tags fits none of the types",
  );
  const ofSchemas = ["a schema", "schemas"] as const;
  for (const field of ["unevaluatedProperties", "propertyNames"]) {
    const open = "the type accepts properties of any name and value";
    reportUnsupportedOnce(survey.looselyNamed, field, ofSchemas, open);
  }
  for (const field of [...nameFields, descriptionsField]) {
    const unfit = survey.enumsInWords.filter(({ raw }) => hasMismatchedNames(raw, field));
    const isOfNames = field !== descriptionsField;
    const wanted = `it needs one string for each value${isOfNames ? ", without duplicates" : ""}`;
    reportUnsupportedOnce(unfit, field, ["an enum", "enums"], wanted);
  }
}

/** The same of operations. */
function reportLeftOutOf(operations: readonly ContractOperation[]): void {
  const nodes = operations.map(({ node }) => node);
  const ofOperations = ["an operation", "operations"] as const;
  reportUnsupportedOnce(nodes, "callbacks", ofOperations, "the client does not receive requests");
  const forms = operations.flatMap(({ body }) => [...(body?.content.values() ?? [])]);
  for (const field of ["prefixEncoding", "itemEncoding"]) {
    const why = "form fields are encoded by name";
    reportUnsupportedOnce(
      forms.map(({ node }) => node),
      field,
      ["a form", "forms"],
      why,
    );
  }
  const responses = operations.flatMap((operation) => [...operation.responses.values()]);
  reportUnsupportedOnce(
    responses.map(({ node }) => node),
    "links",
    ["a response", "responses"],
    "a call does not follow links; pass their values as arguments",
  );
}

function reportCycles({ cycles, document }: Contract): void {
  const schemas = document.get("components").get("schemas");
  for (const key of cycles.ofThemselves()) {
    const node = schemas.get(key);
    node.report(diagnose("schema-of-itself", { key }, node.place));
  }
  for (const keys of cycles.endless()) {
    const node = schemas.get(must(keys[0], "a cycle has no schema"));
    node.report(diagnose("schema-endless", { keys }, node.place));
  }
}

/** The name that a person chose, else that of the last run, else one made of the title. */
function nameClient(chosen: string | undefined, title: string, namer: Namer): string {
  const identity = "client name";
  if (chosen === undefined) {
    const text = isClientName(toIdentifier(title, "pascal")) ? title : `${title} API`;
    const claim = { identity, text, style: "pascal", rank: 0 } as const;
    return must(namer.assign([claim], new Set()).get(identity), "the client has no name");
  }
  const name = toIdentifier(chosen, "pascal");
  if (!isClientName(name)) {
    const why = `a client cannot be called "${chosen}", because its runtime exports names made of that; choose another, such as "${chosen} API"`;
    throw new DiagnosticError([diagnose("config-invalid", { why })]);
  }
  namer.given.set(identity, name);
  return name;
}

/**
 * The values of an enum under their names.
 *
 * @param called name of the object that has them by the names of the spec
 */
function toValues(
  name: string | undefined,
  called: string | undefined,
  { list, isInt64, named, descriptions = [] }: FoundValues,
): NamedSchema["values"] {
  if (name === undefined || !list) return undefined;
  const isNamed = called !== undefined && named !== undefined;
  const byName = isNamed ? { name: called, values: named } : undefined;
  return { name, list, isInt64, descriptions, named: byName };
}

interface FoundValues {
  readonly list: ReturnType<typeof enumValuesOf>;
  readonly isInt64: boolean;
  readonly named: ReturnType<typeof namedValuesOf>;
  readonly descriptions?: ReturnType<typeof valueDescriptionsOf>;
}

/** Nothing can refer to a component that has no name. */
function reportNameless(components: Reader): void {
  for (const [section, entries] of components.fields()) {
    if (!kindOfSection(section) || !isFields(entries.value)) continue;
    const nameless = entries.get("");
    if (!nameless.exists) continue;
    const args = { what: `a name in components/${section}`, expected: "a string", found: "empty" };
    nameless.report(diagnose("wrong-shape", args, nameless.place));
  }
}

/** A header takes no more than these characters in a name or a version. */
function toUserAgent(name: string, version: string): string {
  const token = (text: string, otherwise: string) => {
    const kept = text.replaceAll(/[^\w.+@/-]+/g, "-");
    // Of a name in another script only dashes are left, which name nothing.
    return /[a-z\d]/i.test(kept) ? kept : otherwise;
  };
  return `${token(name, "client")}/${token(version, "0")}`;
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
    const group = tag.get("x-client").get("group").text() ?? tag.get("name").text();
    const texts = [tag.get("summary").prose(), tag.get("description").prose()];
    const description = [...new Set(texts.filter((text) => text !== undefined))].join("\n\n");
    const statement = readStatement(tag);
    if (group === undefined || (description === "" && !statement)) return [];
    return [[group, { description, statement }] as const];
  });
  return new Map(entries);
}

export { type Coverage, coverageOf, type GroupCoverage } from "./coverage.js";
