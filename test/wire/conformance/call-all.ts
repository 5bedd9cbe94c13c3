import { loadSpec } from "../../../generator/load/index.js";
import { type Api, buildApi, type Operation } from "../../../generator/model/index.js";
import {
  argumentsOf,
  credentialOptions,
  credentialsOf,
  type LoadedClient,
  loadClient,
  type Result,
} from "./client.js";
import { judge, type Outcome, type PlainAnswer, readPlain, sendPlain } from "./compare.js";
import { type Described, describe } from "./described.js";
import { plainRequest } from "./plain-request.js";
import { startPrism } from "./prism.js";
import { Samples } from "./samples.js";

/** A call, and whose its refusal is. */
export interface Judged {
  readonly operation: string;
  readonly outcome: Outcome;
}

/**
 * Makes the calls of a spec, one after the other.
 *
 * @param path absolute
 * @param tell is told of what did not go as it should, and how far the calls are
 * @throws Error if the spec gives no client, or Prism cannot be had or ends
 */
export async function callAll(
  path: string,
  tell: (line: string) => void,
): Promise<readonly Judged[]> {
  const spec = await loadSpec(path);
  const { api } = buildApi(spec, { name: "Wire" });
  const samples = new Samples(spec.document);
  const client = await loadClient(path);
  const prism = await startPrism(path);
  try {
    const judged: Judged[] = [];
    for (const operation of api.operations) {
      for (const extent of ["least", "most"] as const) {
        const described = describe(spec.document, samples, operation, extent);
        if (!described) continue;
        // What a server that has gone leaves unanswered says nothing of the client.
        prism.checkRuns();
        const outcome = await callOne({ api, client, url: prism.url, operation, described, tell });
        if (judged.length % 50 === 0) tell(`${judged.length} calls`);
        judged.push({ operation: `${operation.method} ${operation.path} (${extent})`, outcome });
      }
    }
    return judged;
  } finally {
    await prism.stop();
  }
}

interface OneCall {
  readonly api: Api;
  readonly client: LoadedClient;
  readonly url: string;
  readonly operation: Operation;
  readonly described: Described;
  tell(line: string): void;
}

async function callOne({
  api,
  client,
  url,
  operation,
  described,
  tell,
}: OneCall): Promise<Outcome> {
  let seen: PlainAnswer | undefined;
  const recorded: typeof fetch = async (input, init) => {
    const response = await fetch(input, init);
    seen = await readPlain(response.clone());
    return response;
  };
  const instance = client.create({
    ...credentialOptions(api),
    ...Object.fromEntries(api.clientParameters.map(({ option }) => [option, undefined])),
    baseUrl: url,
    fetch: recorded,
    maxRetries: 0,
    timeoutMs: 600_000, // Prism takes minutes for schemas that lead back to themselves
    inferred: "allow",
  });
  const call = client.function(operation.names.function);
  if (!call) throw new Error(`the client has no ${operation.names.function}`);
  const args = argumentsOf(operation, described);
  let result: Result;
  try {
    result = await call(instance, args).result();
    if (result.ok) await drain((result as { data?: unknown }).data);
  } catch (error) {
    result = { ok: false, status: undefined, error: error as Error };
  }
  const request = plainRequest(described, credentialsOf(api, operation));
  const outcome = await judge(result, seen, () => sendPlain(url, request));
  if (outcome.kind !== "parsed") {
    tell(`${operation.method} ${operation.path}: ${outcome.why}; ${result.error?.message}`);
    tell(`  by hand: ${JSON.stringify(request)}`);
    tell(`  answer:  ${seen?.text.slice(0, 500)}`);
  }
  return outcome;
}

/** Reads a stream to its end, because only then it is read. */
async function drain(data: unknown): Promise<void> {
  if (typeof data !== "object" || data === null || !(Symbol.asyncIterator in data)) return;
  for await (const _ of data as AsyncIterable<unknown>);
}
