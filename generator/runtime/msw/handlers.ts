import type { OperationDescriptor } from "../operation.js";
import { type Reply, type Successes, toResponse } from "../test-replies.js";
import type { MockedApi, MockedOperation } from "./mocked-api.js";
import { respond, usualAnswer } from "./usual-answer.js";

// Only the client's `msw.ts` imports this module: no bundle of an application holds it.

/** A request whose body is read as its operation promises it. */
export interface MockedRequest<Body> extends Request {
  json(): Promise<Body>;
  clone(): MockedRequest<Body>;
}

/** A response whose JSON has the type of the operation's data. */
export interface UsualResponse<Data> extends Response {
  json(): Promise<Data>;
}

/** What a function that answers is given. */
export interface AnsweredCall<Path, Body, Usual, Failure extends number> {
  /** Its body can still be read. */
  readonly request: MockedRequest<Body>;
  /** Values of path parameters, decoded. */
  readonly path: Path;
  readonly query: URLSearchParams;
  /**
   * What would be answered otherwise: the data of the mock, as a response.
   *
   * @param status a failure that the spec declares, instead of a success
   */
  readonly usual: (status?: Failure) => Promise<UsualResponse<Usual>>;
}

type Answered<Data> = Data | Reply | Response | undefined;

/** JSON of which the spec says nothing. */
type AnyJson =
  | string
  | number
  | boolean
  | null
  | readonly unknown[]
  | { readonly [name: string]: unknown };

/** The data of a success, `reply` for anything else, a Response, or a function that gives one of these. */
export type Answer<Path, Body, Data, Failure extends number, Usual = Data> =
  | Answered<unknown extends Data ? AnyJson : Data>
  | ((
      call: AnsweredCall<Path, Body, Usual, Failure>,
    ) => Answered<Data> | PromiseLike<Answered<Data>>);

/** Makes what MSW calls a handler; the generated code knows that package, and this folder does not. */
export type MakeHandler<Handler, Options> = (
  method: string,
  path: RegExp,
  resolver: (info: { readonly request: Request }) => Promise<Response | undefined>,
  options: Options | undefined,
) => Handler;

/** Handlers for one API at one address. */
export interface MockedHandlers<Answers, Handler> {
  /** A handler for each operation, by its function. */
  readonly answer: Answers;
  /** Those of all operations with the data of the mock, concrete paths first. */
  readonly handlers: readonly Handler[];
}

/** What the generated code knows of the API. */
export interface AnsweredApi extends MockedApi {
  readonly descriptors: Readonly<Record<string, OperationDescriptor>>;
  /** Of those whose successes have others than the usual. */
  readonly statuses: Readonly<Record<string, Successes>>;
}

/**
 * @param baseUrl where the API is called, in place of its servers: `http://localhost:3000/api`, or
 *   with `*` for any origin; a path is one of the page
 * @throws Error if that is neither
 */
export function mockApi<Answers, Handler, Options>(
  api: AnsweredApi,
  makeHandler: MakeHandler<Handler, Options>,
  baseUrl?: string,
): MockedHandlers<Answers, Handler> {
  const own = baseUrl === undefined ? undefined : [absolute(baseUrl)];
  const makers = Object.keys(api.operations).map((name) => {
    const make = (answer?: unknown, options?: Options) => {
      const { method, path, resolver } = resolverOf(api, name, own, answer);
      return makeHandler(method, path, resolver, options);
    };
    return [name, make] as const;
  });
  return {
    answer: Object.fromEntries(makers) as Answers,
    handlers: makers.map(([, make]) => make()),
  };
}

function resolverOf(
  api: AnsweredApi,
  name: string,
  own: readonly string[] | undefined,
  answer: unknown,
) {
  const operation = api.operations[name] as MockedOperation;
  const { method, path, failures = {} } = operation;
  const servers = own ?? operation.servers ?? api.servers;
  const parameters = [...path.matchAll(/\{([^{}]*)\}/g)].map(([, parameter = ""]) => parameter);
  const source = (value: string) =>
    `^(?:${servers.map(serverSource).join("|")})${pathSource(path, value)}$`;
  const withValues = new RegExp(source("([^/]+)"));
  const [, fixedQuery = ""] = path.split("#", 1)[0]?.split("?") ?? [];
  const resolver = async ({ request }: { readonly request: Request }) => {
    const url = new URL(request.url);
    // Some paths have a query of their own. MSW goes on to the next handler.
    const fixed = [...new URLSearchParams(fixedQuery)];
    if (fixed.some(([key, value]) => !url.searchParams.getAll(key).includes(value)))
      return undefined;
    const [, ...values] = withValues.exec(url.origin + url.pathname) ?? [];
    const call = {
      url,
      path: Object.fromEntries(
        parameters.map((parameter, index) => [parameter, decoded(values[index] ?? "")]),
      ),
    };
    const usual = async (status?: number) => {
      if (status === undefined)
        return usualAnswer(api, operation, { ...call, sent: await jsonOf(request.clone()) });
      const failure = failures[status];
      if (!failure) throw new Error(`${name} declares no answer ${status}`);
      return respond(failure);
    };
    if (answer === undefined) return usual();
    const given =
      typeof answer === "function"
        ? await answer({ request, path: call.path, query: url.searchParams, usual })
        : answer;
    if (given instanceof Response) return given;
    return toResponse(given, api.descriptors[name] as OperationDescriptor, api.statuses[name]);
  };
  return { method, path: new RegExp(source("[^/]+")), resolver };
}

function absolute(baseUrl: string): string {
  const page = (globalThis as { location?: { href?: string } }).location?.href;
  const isWild = baseUrl.startsWith("*");
  if (!isWild && !URL.canParse(baseUrl, page))
    throw new Error(`${baseUrl} is no absolute URL, and there is no page that it could belong to`);
  return (isWild ? baseUrl : new URL(baseUrl, page).href).replace(/(?<!\/)\/+$/, "");
}

const escaped = (text: string) => text.replace(/[\\^$.*+?()[\]{}|]/g, "\\$&");

function serverSource(server: string): string {
  const [, wild = "", rest = ""] = /^(\*?)(.*)$/.exec(server) ?? [];
  const parts = rest.replace(/(?<!\/)\/+$/, "").split(/\{[^{}]*\}/);
  return (wild && "[a-z][a-z\\d+.-]*://[^/]+") + parts.map(escaped).join("[^/]*");
}

/** The path as a URL writes it. */
function pathSource(path: string, value: string): string {
  return path
    .split(/(\{[^{}]*\})/)
    .map((part, index) => (index % 2 === 1 ? value : escaped(written(part))))
    .join("");
}

/** Text of a path as `URL` writes it; it would take a backslash for a slash. */
function written(text: string): string {
  return text === "" ? "" : new URL(`http://x/${text.replaceAll("\\", "%5C")}`).pathname.slice(1);
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

async function jsonOf(request: Request): Promise<unknown> {
  try {
    return await request.json();
  } catch {
    return undefined;
  }
}
