import type { Api, Operation, Server } from "../../model/index.js";
import {
  docs,
  knownFrom,
  Reference,
  type Statement,
  type StatementStructures,
  StructureKind,
  toLiteral,
  toPropertyKey,
  toStringLiteral,
} from "../../typescript/index.js";

/** The servers of the API, as the facade and its options have them. */

/** Whether a client cannot do without the option `baseUrl`. */
export function needsBaseUrl({ servers, operations }: Api): boolean {
  return servers.length === 0 && !operations.some((operation) => operation.servers);
}

const hasVariables = ({ variables }: Server) => Object.keys(variables).length > 0;

/** Whether the default base URL depends on options. */
const isVariable = ({ servers }: Api) => servers.some(hasVariables);

/** The type of what is known of the API as a whole. */
export function typeOfConfig(api: Api): string {
  return isVariable(api) ? 'Omit<$ClientConfig, "servers">' : "$ClientConfig";
}

/** Of that, the base URLs, if they are always the same. */
export function describeServers(api: Api): { readonly servers?: readonly string[] } {
  if (isVariable(api)) return {};
  const { servers, operations } = api;
  if (servers.length > 0 || needsBaseUrl(api)) return { servers: servers.map(({ url }) => url) };
  // No operation uses it, because each has its own.
  return {
    servers: operations
      .flatMap((each) => each.servers ?? [])
      .slice(0, 1)
      .map(toDefault),
  };
}

function toDefault({ url, variables }: Server): string {
  return url.replaceAll(/{([^{}]+)}/g, (braces, name) => variables[name]?.default ?? braces);
}

/** The templates of base URLs that depend on options. */
export function declareTemplates(api: Api): Statement[] {
  if (!isVariable(api)) return [];
  const value = toLiteral(api.servers.map(describeTemplate));
  return [{ kind: "constant", name: "$servers", type: "readonly $ServerTemplate[]", value }];
}

/** The expression for what is known of the API as a whole. */
export function configOf(api: Api): string {
  return isVariable(api)
    ? "{ ...config, servers: $fillServers($servers, options.serverVariables) }"
    : "config";
}

/** Each under a name that no operation can have. */
export function importServers(api: Api): StatementStructures[] {
  if (!isVariable(api)) return [];
  return [
    {
      kind: StructureKind.ImportDeclaration,
      namedImports: [
        { name: "ServerTemplate", alias: "$ServerTemplate", isTypeOnly: true },
        { name: "fillServers", alias: "$fillServers" },
      ],
      moduleSpecifier: "./runtime/servers.js",
    },
  ];
}

/** What the descriptor of an operation says of its own servers. */
export function describeOwnServers({ servers }: Operation, { security }: Api): unknown {
  if (!servers) return undefined;
  const headers = security.schemes
    .filter((scheme) => scheme.in === "header")
    .map(({ name }) => name.toLowerCase())
    .filter((name) => name !== "authorization");
  const isHeld = headers.length > 0 && servers.some(({ isOther }) => isOther);
  return {
    list: servers.map(describeTemplate),
    credentialHeaders: isHeld ? [...new Set(headers)] : undefined,
    prepare: new Reference("$prepareAtOwn"),
  };
}

function describeTemplate(server: Server): unknown {
  return {
    url: server.url,
    variables: hasVariables(server) ? server.variables : undefined,
    other: server.isOther || undefined,
  };
}

/** What the docblock of an operation with servers of its own says of them. */
export function describeDestination({ servers }: Operation): string | undefined {
  const [server] = servers ?? [];
  if (!server) return undefined;
  const sent = `Sent to a server of its own, \`${server.url}\`, unless \`baseUrl\` says otherwise.`;
  if (!server.isOther) return sent;
  return `${sent} Credentials go there only if \`credentialOrigins\` lists its origin.`;
}

/**
 * The options that say where requests go. The runtime declares `baseUrl` for all APIs; here it
 * stands if there is something to say of this one's.
 */
export function declareServers(api: Api) {
  const others = api.operations
    .flatMap(({ servers }) => servers ?? [])
    .filter(({ isOther }) => isOther);
  return [
    ...declareBaseUrl(api),
    ...declareVariables(api),
    ...(others.length > 0 ? [declareOrigins(others)] : []),
  ];
}

function declareBaseUrl(api: Api) {
  const { servers, server } = api;
  const isNeeded = needsBaseUrl(api);
  const known = knownFrom(server.statement);
  if (!isNeeded && (servers[0] === undefined || known === undefined)) return [];
  const about =
    "Absolute http or https URL that every path is appended to, or a function that gives it for each operation.";
  const otherwise = servers[0]
    ? ` Default: \`${servers[0].url}\`.`
    : " The spec names no server that can be used.";
  return [
    {
      name: "baseUrl",
      type: 'NonNullable<ClientOptions["baseUrl"]>',
      hasQuestionToken: !isNeeded,
      isReadonly: true,
      docs: docs([`${about}${otherwise}`, server.description, known]),
    },
  ];
}

function declareVariables({ serverVariables }: Api) {
  if (serverVariables.length === 0) return [];
  const members = serverVariables.map(({ name, values }) => {
    const type = values ? values.map(toStringLiteral).join(" | ") : "string";
    return `readonly ${toPropertyKey(name)}?: ${type} | undefined`;
  });
  const defaults = serverVariables.map(({ name, default: text }) => `\`${name}\`: \`${text}\``);
  return [
    {
      name: "serverVariables",
      type: `{ ${members.join("; ")} }`,
      hasQuestionToken: true,
      isReadonly: true,
      docs: docs([
        `Values of the variables in URLs of servers, where \`baseUrl\` is not given. Defaults: ${defaults.join(", ")}. \`InvalidArgumentError\` for a value that the server does not have, or that would lead to another host or path.`,
      ]),
    },
  ];
}

function declareOrigins(others: readonly Server[]) {
  const listed = [...new Set(others.map(({ url }) => `\`${url}\``))].join(", ");
  return {
    name: "credentialOrigins",
    type: "readonly string[]",
    hasQuestionToken: true,
    isReadonly: true,
    docs: docs([
      `Origins such as \`https://api.example.com\` that credentials may go to, besides those of the document's servers and of \`baseUrl\`. Default: none. Operations have servers of other origins: ${listed}.`,
    ]),
  };
}
