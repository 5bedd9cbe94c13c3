import type { Client } from "./client.js";
import { closestName } from "./closest-name.js";
import { InvalidArgumentError, refuse } from "./errors.js";
import type { OperationDescriptor } from "./operation.js";
import type { CallOptions, ClientOptions, SendOptions } from "./options.js";

// For callers whom no compiler tells. Only facades and test clients hold it.

// By name, so that a compiler asks for an option that is added.

const sendOptions: Record<keyof SendOptions, true> = {
  maxRetries: true,
  retryDelayMs: true,
  maxRetryDelayMs: true,
  maxRetryAfterMs: true,
  timeoutMs: true,
  deadlineMs: true,
  maxResponseBytes: true,
  auth: true,
  fetchOptions: true,
};

const clientOptions: Record<keyof ClientOptions, true> = {
  ...sendOptions,
  baseUrl: true,
  inferred: true,
  headers: true,
  sign: true,
  fetch: true,
  parseJson: true,
  hooks: true,
  maxConcurrency: true,
  dangerouslyAllowBrowser: true,
};

const callOptions: Record<keyof CallOptions, true> = {
  ...sendOptions,
  baseUrl: true,
  signal: true,
  headers: true,
  idempotencyKey: true,
};

/**
 * Creates a client whose calls reject if they are given an argument or an option that there is not.
 * What is undefined counts as left out.
 *
 * @param ownOptions names of the options that clients of this API have and others have not
 * @param operations all descriptors of the API
 * @param ownCallOptions as `ownOptions`, of calls
 * @throws InvalidArgumentError naming an option, or an id in `inferred`, that there is not
 */
export function createCheckedClient<Options extends object>(
  create: (options: Options) => Client,
  options: Options,
  ownOptions: readonly string[],
  operations: Readonly<Record<string, OperationDescriptor>>,
  ownCallOptions: readonly string[] = [],
): Client {
  const ofCalls = [...Object.keys(callOptions), ...ownCallOptions];
  const unknown = findUnknown(
    options,
    [...Object.keys(clientOptions), ...ownOptions],
    "an option of the client",
  );
  if (unknown) throw unknown;
  const all = Object.values(operations);
  checkIds(
    (options as ClientOptions).inferred,
    all.map(({ id }) => id),
  );
  // By ids, because a call may have a descriptor of its own: of a media type, or of a next page.
  const known = new Map(all.map((operation) => [operation.id, argumentsOf(operation)]));
  const client = create(options);
  return {
    ...client,
    call: (operation, args, given) => {
      const { id, parameters = {} } = operation;
      const problem =
        findUnknown(args, known.get(id) ?? [], `an argument of ${id}`, parameters) ??
        findUnknown(given, ofCalls, "an option of a call");
      if (!problem) return client.call(operation, args, given);
      // Thrown by the call, and behind its gate, like all that is wrong with one.
      const check: OperationDescriptor["check"] = (_, allowed) => {
        operation.check?.(operation, allowed);
        throw problem;
      };
      return client.call({ ...operation, check }, args, undefined);
    },
  };
}

/** The names that a call can have in its arguments. */
function argumentsOf(operation: OperationDescriptor): readonly string[] {
  const { path, query = [], parameters = {}, body, alternatives } = operation;
  const inPath = [...path.matchAll(/{([^{}]+)}/g)].map(([, name = ""]) => name);
  const described = Object.entries(parameters);
  return [
    ...inPath.filter((name) => !described.some(([, of]) => of.in === "path" && of.name === name)),
    ...described.map(([name]) => name),
    ...query,
    ...(body ? ["body"] : []),
    ...(alternatives?.bodies ? ["contentType"] : []),
    ...(alternatives?.responses ? ["accept"] : []),
  ];
}

function checkIds(inferred: unknown, ids: readonly string[]): void {
  if (inferred === undefined || inferred === "allow") return;
  if (!Array.isArray(inferred)) refuse("inferred", 'must be "allow" or a list of operation ids');
  for (const id of inferred) {
    if (!ids.includes(id)) refuse("inferred", `names no operation: ${id}${suggest(`${id}`, ids)}`);
  }
}

/**
 * The error of the first member whose name is not known; undefined if there is none.
 *
 * @param what what its name is not: `an option of a call`
 * @param more what else is known, by name
 */
function findUnknown(
  given: object | undefined,
  known: readonly string[],
  what: string,
  more: object = {},
): InvalidArgumentError | undefined {
  // What is no object has no names; the call itself says what it lacks.
  if (typeof given !== "object" || Array.isArray(given)) return undefined;
  for (const [name, value] of Object.entries(given ?? {})) {
    if (value === undefined || known.includes(name) || Object.hasOwn(more, name)) continue;
    return new InvalidArgumentError(name, `is not ${what}${suggest(name, known)}`);
  }
  return undefined;
}

/** More names than this say too little. */
const maxListed = 16;

function suggest(name: string, known: readonly string[]): string {
  const closest = closestName(name, known);
  if (closest !== undefined) return `; did you mean ${closest}?`;
  return known.length > 0 && known.length <= maxListed ? `; there are ${known.join(", ")}` : "";
}
