import { type ApiCall, SentCall } from "./call.js";
import { createCheckedClient } from "./check-names.js";
import type { Client } from "./client.js";
import { closestName } from "./closest-name.js";
import type { OperationDescriptor } from "./operation.js";
import type { CallOptions, ClientOptions } from "./options.js";
import { type Reply, type Successes, toResponse } from "./test-replies.js";

// Only the client's `testing.ts` imports this module: no bundle of an application holds it.

/**
 * Answers the calls of one operation in place of a server: with the data of a success, or with
 * `reply` for anything else. What it throws is a connection that fails: ConnectionError, with a
 * copy of it as `cause`.
 *
 * @param params what the call was given; `{}` if nothing
 */
export type TestHandler<Params, Data> = (
  params: Params,
  options: CallOptions,
) => TestAnswer<Data> | PromiseLike<TestAnswer<Data>>;

/** What a handler answers with; nothing at all, where the operation promises no data. */
// biome-ignore lint/suspicious/noConfusingVoidType: what a function without a return statement gives
type TestAnswer<Data> = Data | Reply | (undefined extends Data ? void : never);

/** A call that a handler was asked to answer. */
export type TestCall<Handlers> = {
  readonly [Operation in keyof Handlers]-?: {
    readonly operation: Operation;
    readonly params: Parameters<HandlerOf<Handlers[Operation]>>[0];
    /** Those of the call; `{}` if it has none. */
    readonly options: CallOptions;
  };
}[keyof Handlers];

type HandlerOf<Handler> = Extract<Handler, (params: never, options: CallOptions) => unknown>;

/** What a test client has beside the operations. No name of an API begins with `$`. */
export interface TestMembers<Handlers> {
  /** Each call that a handler was asked to answer, once, in the order in which they were sent. */
  readonly $calls: readonly TestCall<Handlers>[];
  /** The client alone. */
  readonly $client: Client;
}

/** No handler is given for the operation of a call. The call rejects, however it is read. */
export class MissingHandlerError extends Error {
  override readonly name = "MissingHandlerError";
  /** The operation, as handlers name it. */
  readonly operation: string;

  constructor(operation: string, given: readonly string[]) {
    super(
      `${operation} has no handler: createTestClient({ ${operation}: () => … }). ` +
        `Handlers are given for ${given.length > 0 ? given.join(", ") : "no operation"}.`,
    );
    this.operation = operation;
  }
}

/** What the generated code knows of the API. */
export interface TestedApi {
  /** `create<Name>Client`. */
  readonly createClient: (options: never) => Client;
  /** What it cannot be made without. */
  readonly options: object;
  /** The facade over a client. */
  readonly bind: (client: Client) => object;
  /** Names of the options that clients of this API have and others have not. */
  readonly ownOptions: readonly string[];
  /** The same of calls. */
  readonly ownCallOptions?: readonly string[];
  readonly operations: Readonly<Record<string, OperationDescriptor>>;
  /** Of those whose successes have others than the usual. */
  readonly statuses: Readonly<Record<string, Successes>>;
}

type AnyHandler = (params: object, options: CallOptions) => unknown;

/**
 * The client itself, with a fetch that asks the handlers: requests and responses fare as those of a
 * server.
 *
 * @throws Error naming a handler of no operation; InvalidArgumentError as the client does
 */
export function createTestClient(
  api: TestedApi,
  handlers: object = {},
  options: object = {},
): never {
  // By ids, because a call may have its own descriptor: of a media type, or of a next page.
  const names = new Map(Object.entries(api.operations).map(([name, { id }]) => [id, name]));
  const given = new Map<string, AnyHandler>();
  for (const [name, handler] of Object.entries(handlers)) {
    if (!Object.hasOwn(api.operations, name)) {
      const closest = closestName(name, Object.keys(api.operations));
      throw new Error(`${name} is no operation${closest ? `; did you mean ${closest}?` : ""}`);
    }
    if (handler !== undefined) given.set(name, handler);
  }
  const calls: { operation: string; params: object; options: CallOptions }[] = [];
  const clientWith = (fetch: NonNullable<ClientOptions["fetch"]>): Client =>
    api.createClient({ ...retryless, ...api.options, ...options, fetch } as never);
  const call = (
    operation: OperationDescriptor,
    args: object = {},
    callOptions: CallOptions = {},
  ): ApiCall<never, never> => {
    const name = names.get(operation.id) ?? operation.id;
    const handler = given.get(name);
    if (!handler) {
      return new SentCall(Promise.reject(new MissingHandlerError(name, [...given.keys()])));
    }
    const params = argumentsOf(api.operations[name] ?? operation, operation, args);
    let isNew = true;
    // A client for each call, whose fetch therefore knows which one it serves.
    const client = clientWith(async () => {
      if (isNew) calls.push({ operation: name, params, options: callOptions });
      isNew = false;
      return toResponse(await handler(params, callOptions), operation, api.statuses[name]);
    });
    return client.call(operation, args, callOptions);
  };
  const fetch = () => {
    throw new Error("a test client sends nothing by itself");
  };
  const create = () => ({ ...clientWith(fetch), call });
  const { ownOptions, operations, ownCallOptions } = api;
  const client = createCheckedClient(create, options, ownOptions, operations, ownCallOptions);
  return { ...client, ...api.bind(client), $client: client, $calls: calls } as never;
}

/** A test asks once for what it asks for, and waits for nothing. */
const retryless = { maxRetries: 0, retryDelayMs: 0, dangerouslyAllowBrowser: true };

/**
 * The arguments of a call under the operation's own names. Where a page's link decides the query,
 * the call has a descriptor with parameters of its own in the place of those of the query.
 */
function argumentsOf(own: OperationDescriptor, sent: OperationDescriptor, args: object): object {
  const inQuery = (argument: string) =>
    own.query?.includes(argument) || own.parameters?.[argument]?.in === "query";
  const isSent = (argument: string) =>
    sent.query?.includes(argument) || sent.parameters?.[argument] !== undefined;
  const params: [string, unknown][] = [];
  for (const [argument, value] of Object.entries(args)) {
    const replacing = !own.parameters?.[argument] && sent.parameters?.[argument];
    if (replacing) params.push([argumentFor(own, replacing.name ?? argument), value]);
    else if (!inQuery(argument) || isSent(argument)) params.push([argument, value]);
  }
  return Object.fromEntries(params);
}

/** The argument that goes into the query under a name; the name itself if there is none. */
function argumentFor({ parameters = {} }: OperationDescriptor, name: string): string {
  const found = Object.entries(parameters).find(
    ([argument, parameter]) => parameter.in === "query" && (parameter.name ?? argument) === name,
  );
  return found?.[0] ?? name;
}
