import { countOf } from "../../diagnostics/index.js";
import type { Api, ClientParameter, Group, SecurityScheme } from "../../model/index.js";
import {
  docs,
  importTypes,
  importTypesOf,
  knownFrom,
  markOf,
  Reference,
  type Statement,
  type StatementStructures,
  StructureKind,
  toLiteral,
  toPropertyKey,
  toStringLiteral,
  withLongTypes,
} from "../../typescript/index.js";
import { declareAddedOptions, importAdded, madeClient } from "./added-options.js";
import type { ClientAdditions } from "./additions.js";
import { importCallOptions, ownCallOptions } from "./call-options.js";
import { describeOperation, hasProvenance } from "./documentation.js";
import { importGroups } from "./import-groups.js";
import {
  configOf,
  declareServers,
  declareTemplates,
  describeServers,
  importServers,
  typeOfConfig,
} from "./servers.js";
import { callType, parameterType, signatureOf } from "./signature.js";

/** `client.ts`: the client's options, and the facade that has all operations as methods. */
export function emitFacade(api: Api, additions: ClientAdditions): readonly Statement[] {
  const facade = api.name;
  const options = `${facade}Options`;
  const named = ownCallOptions(additions);
  const own = named === undefined ? "" : `, ${named}`;
  const tree = buildTree(api.groups);
  const used = new Set(
    api.clientParameters.flatMap(({ parameter }) => [...parameterType(parameter, api).names]),
  );
  return [
    ...imports(api, used, additions),
    {
      kind: "constant",
      name: "config",
      type: typeOfConfig(api),
      value: toLiteral(describeClient(api)),
    },
    ...declareTemplates(api),
    withLongTypes({
      kind: StructureKind.Interface,
      isExported: true,
      name: options,
      extends: ["ClientOptions"],
      docs: docs([`Options of \`create${facade}\` and \`create${facade}Client\`.`]),
      properties: declareOptions(api, additions),
    }),
    ...api.groups.map((group) => declareGroup(group, tree, api)),
    {
      kind: StructureKind.Interface,
      isExported: true,
      name: facade,
      docs: docs([api.title]),
      properties: childrenOf(tree, []).map((node) => declareChild(node, tree)),
    },
    {
      kind: StructureKind.Function,
      isExported: true,
      name: `create${facade}Client`,
      parameters: [{ name: "options", type: clientOptionsType(api) }],
      returnType: "Client",
      statements: [
        `return ${madeClient(
          configOf(api),
          `{ ${api.security.schemes
            .map(({ key, option }) => `${toPropertyKey(key)}: options[${toLiteral(option)}]`)
            .join(", ")} }`,
          additions,
        )};`,
      ],
      docs: docs(
        [
          `Creates a client for the standalone functions, such as \`${api.operations[0]?.names.function ?? "operation"}(client)\`. A bundler keeps only the operations that are used.`,
        ],
        [["throws", "InvalidArgumentError that names the option, if one is missing or invalid"]],
      ),
    },
    {
      kind: StructureKind.Function,
      isExported: true,
      name: `create${facade}`,
      parameters: [{ name: "options", type: clientOptionsType(api) }],
      returnType: facade,
      statements: [
        `return $bind($createCheckedClient(create${facade}Client, options, ${printOwnOptions(api, additions)}, descriptors${own}), ${printFacade(api)});`,
      ],
      docs: docs(
        [
          `Creates a client that has every operation as a method. It also refuses ${hasProvenance(api) ? "options, arguments and ids in `inferred`" : "options and arguments"} that there are not, for callers whom no compiler tells.`,
        ],
        [["throws", "InvalidArgumentError that names the option, if one is missing or invalid"]],
      ),
    },
  ];
}

/** The options that the runtime does not declare, or not with these words. */
function declareOptions(api: Api, additions: ClientAdditions) {
  return [
    ...api.security.schemes.map((scheme) => ({
      name: toPropertyKey(scheme.option),
      type: credentialType(scheme),
      hasQuestionToken: !scheme.required,
      isReadonly: true,
      docs: docs([scheme.description, describeCredential(scheme), knownFrom(scheme.statement)]),
    })),
    ...api.clientParameters.map((each) => ({
      name: toPropertyKey(each.option),
      type: `${parameterType(each.parameter, api).text} | undefined`,
      hasQuestionToken: true,
      isReadonly: true,
      docs: docs([
        each.description,
        describeOption(each),
        ...each.statements.map((statement) => knownFrom(statement)),
      ]),
    })),
    ...declareServers(api),
    ...(hasProvenance(api) ? [inferredOption] : []),
    ...declareAddedOptions(additions),
  ];
}

/** Only where the spec says how its operations are known, so that nobody else has to read of it. */
const inferredOption = {
  name: "inferred",
  type: `"allow" | readonly InferredOperationId[]`,
  hasQuestionToken: true,
  isReadonly: true,
  docs: docs([
    'Operations that may be called although no source documents their method or path: `"allow"` for all, or a list of operation ids. Default: none; calling one throws `InferredOperationError`.',
  ]),
};

/** The names of these options, as source text. */
export function printOwnOptions(api: Api, additions: ClientAdditions): string {
  // Those that are no identifiers are text already.
  const names = declareOptions(api, additions).map(({ name }) =>
    name.startsWith('"') ? name : `"${name}"`,
  );
  return `[${names.join(", ")}]`;
}

function describeOption({ parameter, functions }: ClientParameter): string {
  return `Sent in the ${parameter.in} as \`${parameter.name}\` by ${listOperations(functions)}, unless the call passes its own value.`;
}

/** An object of the facade; it has no group if it only holds other objects. */
interface Node {
  readonly path: readonly string[];
  group?: Group;
  readonly children: Node[];
}

/** The objects by their path, joined by dots; the facade itself has none. */
type Tree = ReadonlyMap<string, Node>;

function buildTree(groups: readonly Group[]): Tree {
  const tree = new Map<string, Node>([["", { path: [], children: [] }]]);
  for (const group of groups) {
    for (let length = 1; length <= group.path.length; length++) {
      const path = group.path.slice(0, length);
      const key = path.join(".");
      const node = tree.get(key) ?? { path, children: [] };
      if (!tree.has(key)) tree.get(path.slice(0, -1).join("."))?.children.push(node);
      tree.set(key, node);
      if (length === group.path.length) node.group = group;
    }
  }
  return tree;
}

const nodeAt = (tree: Tree, path: readonly string[]) => tree.get(path.join("."));

const childrenOf = (tree: Tree, parent: readonly string[]): readonly Node[] =>
  nodeAt(tree, parent)?.children ?? [];

const nameOf = (node: Node): string => node.path.at(-1) as string;

function declareChild(node: Node, tree: Tree) {
  return {
    name: toPropertyKey(nameOf(node)),
    type: node.group ? node.group.type : inlineType(node, tree),
    isReadonly: true,
    docs: describeGroup(node.group),
  };
}

const describeGroup = (group: Group | undefined) =>
  docs([group?.description, markOf(group?.statement)]);

/** The type of an object that has no operation of its own. */
function inlineType(node: Node, tree: Tree): string {
  const members = childrenOf(tree, node.path).map((child) => {
    const { name, type } = declareChild(child, tree);
    return `readonly ${name}: ${type}`;
  });
  return `{ ${members.join("; ")} }`;
}

function declareGroup(group: Group, tree: Tree, api: Api): StatementStructures {
  return {
    kind: StructureKind.Interface,
    isExported: true,
    name: group.type,
    docs: describeGroup(group),
    properties: childrenOf(tree, group.path).map((node) => declareChild(node, tree)),
    methods: group.operations.map((operation) => {
      const { names } = operation;
      const signature = signatureOf(operation, api);
      const { declared, used } = signature.accept;
      return {
        name: toMethodKey(names.method),
        typeParameters: declared === "" ? [] : [declared],
        parameters: [
          {
            name: "params",
            type: `${group.binding}.${names.params}${used}`,
            hasQuestionToken: !signature.needsParams,
          },
          { name: "options", type: "CallOptions", hasQuestionToken: true },
        ],
        returnType: callType(operation, signature, `${group.binding}.`),
        docs: docs(...describeOperation(operation, api)),
      };
    }),
  };
}

/** Without quotes, `new(…)` in an interface is what `new` calls, and no method of that name. */
const toMethodKey = (name: string): string => (name === "new" ? '"new"' : toPropertyKey(name));

/** The functions of all operations as the facade has them, as source text. */
export function printFacade(api: Api): string {
  return objectLiteral(buildTree(api.groups), [], "");
}

function objectLiteral(tree: Tree, path: readonly string[], indentation: string): string {
  const node = nodeAt(tree, path);
  const inner = `${indentation}  `;
  const members = [
    ...(node?.group?.operations ?? []).map(
      ({ names }) => `${toPropertyKey(names.method)}: ${node?.group?.binding}.${names.function},`,
    ),
    ...childrenOf(tree, path).map(
      (child) => `${toPropertyKey(nameOf(child))}: ${objectLiteral(tree, child.path, inner)},`,
    ),
  ];
  return `{\n${members.map((member) => `${inner}${member}\n`).join("")}${indentation}}`;
}

function imports(
  api: Api,
  used: ReadonlySet<string>,
  additions: ClientAdditions,
): StatementStructures[] {
  const calls = new Set(api.operations.map(({ names }) => (names.item ? "PagedCall" : "ApiCall")));
  const hasCalls = calls.size > 0;
  const ofCalls = hasCalls ? [...calls, ...(additions.validates ? [] : ["CallOptions"])] : [];
  const runtime = [...ofCalls, "Client", "ClientOptions"];
  const credentials = new Set(
    api.security.schemes.flatMap((scheme) => [
      credentialType(scheme),
      ...(scheme.required ? ["WithoutCredential"] : []),
    ]),
  );
  return [
    importTypes("./runtime/index.js", [...runtime, ...credentials].sort()),
    ...(hasCalls ? importCallOptions("./", additions) : []),
    ...importAdded(additions),
    {
      kind: StructureKind.ImportDeclaration,
      namedImports: [
        { name: "ClientConfig", alias: "$ClientConfig", isTypeOnly: true },
        { name: "bind", alias: "$bind" },
        { name: "createClient", alias: "$createClient" },
      ],
      moduleSpecifier: "./runtime/client.js",
    },
    {
      kind: StructureKind.ImportDeclaration,
      namedImports: [{ name: "createCheckedClient", alias: "$createCheckedClient" }],
      moduleSpecifier: "./runtime/check-names.js",
    },
    {
      kind: StructureKind.ImportDeclaration,
      namespaceImport: "descriptors",
      moduleSpecifier: "./operations.js",
    },
    ...importCredentialWriters(api),
    ...importServers(api),
    ...(hasProvenance(api) ? [importTypes("./operations.js", ["InferredOperationId"])] : []),
    ...importTypesOf(used, api, "./types.js"),
    ...importGroups(api),
  ];
}

/** Each under a name that no operation can have. */
function importCredentialWriters(api: Api): StatementStructures[] {
  const used = Object.entries(credentialWriters).filter(([place]) =>
    api.security.schemes.some((scheme) => scheme.in === place),
  );
  const encoders = api.security.schemes.some(isBasic) ? ["encodeBasic"] : [];
  if (used.length + encoders.length === 0) return [];
  const importOf = (module: string, names: readonly string[]): StatementStructures => ({
    kind: StructureKind.ImportDeclaration,
    namedImports: names.map((name) => ({ name, alias: `$${name}` })),
    moduleSpecifier: `./runtime/${module}.js`,
  });
  const hasCookie = used.some(([place]) => place === "cookie");
  return [
    importOf("auth", [
      ...encoders,
      ...used.map(([, name]) => name),
      ...(hasCookie ? ["isInCookie"] : []),
    ]),
    ...(hasCookie ? [importOf("serialize", ["isCookieValue"])] : []),
  ];
}

function describeClient(api: Api): unknown {
  return {
    ...describeServers(api),
    credentials: Object.fromEntries(
      api.security.schemes.map((scheme) => [
        scheme.key,
        {
          option: scheme.option,
          in: scheme.in,
          name: scheme.name,
          prefix: isBasic(scheme) ? "Basic " : scheme.prefix,
          encode: isBasic(scheme)
            ? new Reference(`$encodeBasic(${toStringLiteral(scheme.option)})`)
            : undefined,
          write:
            scheme.in === "header" ? undefined : new Reference(`$${credentialWriters[scheme.in]}`),
          holds: scheme.in === "cookie" ? new Reference("$isCookieValue") : undefined,
          isIn: scheme.in === "cookie" ? new Reference("$isInCookie") : undefined,
        },
      ]),
    ),
    security: api.security.default,
    userAgent: api.userAgent,
    serverOnly: api.security.schemes.some(({ serverOnly }) => serverOnly) || undefined,
  };
}

/** What the runtime needs to put a credential elsewhere than into a header. */
const credentialWriters = {
  query: "writeQueryCredential",
  cookie: "writeCookieCredential",
} as const;

const isBasic = ({ kind }: SecurityScheme): boolean => kind === "basic";

const credentialType = (scheme: SecurityScheme): string =>
  isBasic(scheme) ? "BasicCredential" : "Credential";

/** What a client is made of: its options, or those without the credential that each call needs. */
function clientOptionsType(api: Api): string {
  const [only, ...others] = api.security.schemes.filter(({ required }) => required);
  // Where several are needed, one header is not enough.
  if (!only || only.in === "query" || others.length > 0) {
    return withoutCredential(api, `${api.name}Options`);
  }
  const header = only.in === "cookie" ? "Cookie" : only.name;
  return withoutCredential(api, `${api.name}Options`, header, header.toLowerCase());
}

/**
 * Options, or those without the credentials that each call needs.
 *
 * @param options name of their type
 * @param headers spellings of the header in which a caller can write the credential himself
 */
export function withoutCredential(
  { security }: Api,
  options: string,
  ...headers: readonly string[]
): string {
  const required = security.schemes.filter((scheme) => scheme.required);
  if (required.length === 0) return options;
  const union = (texts: readonly string[]) => [...new Set(texts.map(toStringLiteral))].join(" | ");
  const names = union(required.map(({ option }) => option));
  const parts = [options, names, ...(headers.length > 0 ? [union(headers)] : [])];
  return `${options} | WithoutCredential<${parts.join(", ")}>`;
}

function describeCredential(scheme: SecurityScheme): string {
  if (isBasic(scheme)) return "Sent as Basic authentication.";
  const { in: place, name, prefix, clientCredentials: flow } = scheme;
  const value = prefix ? ` as \`${prefix}<value>\`` : "";
  const asked = `Sent in the ${place} \`${name}\`${value}. A function is called for it before each request, and once more if it is rejected.`;
  if (!flow) return asked;
  const from = flow.tokenUrl ? ` from \`${toCode(flow.tokenUrl)}\`` : "";
  return `${asked} \`clientCredentials()\` gives one that fetches tokens${from}.`;
}

/** Text as it can stand between backquotes. */
const toCode = (text: string): string => text.replaceAll("`", "'");

/** A long list of names would say less than what they have in common. */
const maxListed = 3;

function listOperations(names: readonly string[]): string {
  if (names.length > maxListed)
    return `${countOf(names.length, "operation")} that have it as an argument`;
  return names.map((name) => `\`${name}\``).join(", ");
}
