/** A call of a generated client, and by hand what must be sent and what must come of it. */
export type Call = {
  /** A promise, as a program writes it: `api` is a client without credentials, `as` makes others. */
  readonly call: string;
  /**
   * The requests as they arrive: method and target, headers, and after an empty line the body. Left
   * out are `accept: application/json` and what fetch sends by itself (`ofFetch`). A boundary is
   * written as `BOUNDARY`, the end of a line as `\n`. Undefined if nothing may be sent.
   */
  readonly sent: string | readonly string[] | undefined;
  /** Only in these versions of the framework; its documents differ. */
  readonly only?: string;
} & ( // What the promise gives, as an expression of its type,
  | { readonly came: string }
  // or what it is rejected with.
  | { readonly fails: Readonly<Record<string, unknown>> }
);

/** A request as a server wrote it down. */
export interface Arrival {
  readonly method: string;
  readonly target: string;
  readonly headers: readonly (readonly [string, string])[];
  /** In base64. */
  readonly body: string;
}

/** Headers that say nothing of the client under test; the caching ones come with `If-Match`. */
const ofFetch = new Set([
  "accept-encoding",
  "accept-language",
  "cache-control",
  "connection",
  "content-length",
  "host",
  "pragma",
  "sec-fetch-mode",
  "transfer-encoding",
  "user-agent",
]);

/** A request in the form of `sent`. */
export function written({ method, target, headers, body }: Arrival): string {
  const shown = headers
    .map(([name, value]) => [name.toLowerCase(), value] as const)
    .filter(
      ([name, value]) => !ofFetch.has(name) && `${name}: ${value}` !== "accept: application/json",
    )
    .map(([name, value]) => `${name}: ${value}`)
    .sort();
  const text = Buffer.from(body, "base64").toString();
  const all = [`${method} ${target}`, ...shown, ...(text === "" ? [] : ["", text])].join("\n");
  const [, boundary] = /^content-type: multipart\/form-data; boundary=(.+)$/m.exec(all) ?? [];
  const named = boundary === undefined ? all : all.replaceAll(boundary, "BOUNDARY");
  return named.replaceAll("\r\n", "\n").trimEnd();
}

/** What the program of `programOf` exports for a call. */
export interface Runnable {
  run(): Promise<unknown>;
  readonly came?: () => unknown;
}

/**
 * A program that makes the calls. The compiler checks each `came` against the type that the call
 * promises.
 *
 * @param create the name of the client's factory
 */
export function programOf(calls: readonly Call[], create: string): string {
  const entries = calls.map((call, index) => {
    const run = `    const run${index} = async () => ${call.call};`;
    if (!("came" in call)) return [run, `    all.push({ run: run${index} });`].join("\n");
    const promised = `Awaited<ReturnType<typeof run${index}>>`;
    return [
      run,
      `    const came${index} = (): ${promised} => (${call.came});`,
      `    all.push({ run: run${index}, came: came${index} });`,
    ].join("\n");
  });
  return `import { ${create} } from "./index.js";

export const file = (type: string, ...parts: (string | Uint8Array<ArrayBuffer>)[]): Blob =>
  new Blob(parts, { type });
export const named = (name: string, type: string, text: string): File =>
  new File([text], name, { type });
export async function* stream<T>(...items: T[]): AsyncGenerator<T, undefined> {
  yield* items;
  return undefined;
}
export async function list<T>(items: AsyncIterable<T>): Promise<T[]> {
  const all: T[] = [];
  for await (const item of items) all.push(item);
  return all;
}

export function load(baseUrl: string): { run(): Promise<unknown>; came?: () => unknown }[] {
  const as = (options: Omit<Parameters<typeof ${create}>[0], "baseUrl">) =>
    ${create}({ ...options, baseUrl });
  const api = as({});
  const all: { run(): Promise<unknown>; came?: () => unknown }[] = [];
  {
${entries.join("\n")}
  }
  return all;
}
`;
}
