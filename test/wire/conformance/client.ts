import { mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { build } from "esbuild";
import { generate } from "../../../generator/index.js";
import type { Api, Operation } from "../../../generator/model/index.js";
import type { Described, DescribedBody } from "./described.js";
import type { PlainCredential } from "./plain-request.js";
import { SampleFile } from "./samples.js";

const cache = fileURLToPath(new URL("../../../node_modules/.cache/", import.meta.url));

/** What came of a call. */
export interface Result {
  readonly ok: boolean;
  readonly status: number | undefined;
  readonly error?: Error & { readonly cause?: unknown };
}

type Call = (
  client: unknown,
  args: Readonly<Record<string, unknown>>,
) => { result(): Promise<Result> };

/** A generated client, loaded. */
export interface LoadedClient {
  /** The function of an operation, by its name in the model. */
  function(name: string): Call | undefined;
  /** Creates a client of it. */
  create(options: Readonly<Record<string, unknown>>): unknown;
}

/** Generates the client of a spec below the cache, and loads it as JavaScript. */
export async function loadClient(spec: string): Promise<LoadedClient> {
  mkdirSync(cache, { recursive: true });
  const home = mkdtempSync(join(cache, "conformance-wire-"));
  try {
    await generate({ spec, output: join(home, "client"), name: "Wire" });
    const outfile = join(home, "bundle.mjs");
    await build({
      entryPoints: [join(home, "client/index.ts")],
      bundle: true,
      format: "esm",
      platform: "node",
      outfile,
      logLevel: "silent",
    });
    const loaded = (await import(pathToFileURL(outfile).href)) as Record<string, unknown>;
    return {
      function: (name) => loaded[name] as Call | undefined,
      create: loaded["createWireClient"] as LoadedClient["create"],
    };
  } finally {
    rmSync(home, { recursive: true, force: true });
  }
}

const secret = "sample-credential";

/** A value for each credential that the client can have, by its option. */
export function credentialOptions({ security }: Api): Readonly<Record<string, unknown>> {
  return Object.fromEntries(
    security.schemes.map(({ option, kind }) => [
      option,
      kind === "basic" ? { username: "user", password: secret } : secret,
    ]),
  );
}

/** The same for a request by hand: those of the first alternative that an operation needs. */
export function credentialsOf({ security }: Api, operation: Operation): PlainCredential[] {
  const [alternative = []] = operation.security ?? security.default;
  return alternative.flatMap((key) => {
    const scheme = security.schemes.find((each) => each.key === key);
    if (!scheme) return [];
    const basic = Buffer.from(`user:${secret}`).toString("base64");
    const value = scheme.kind === "basic" ? `Basic ${basic}` : `${scheme.prefix ?? ""}${secret}`;
    return { in: scheme.in, name: scheme.name, value };
  });
}

/** The arguments of a call, by the client's names; what it has no name for is left out. */
export function argumentsOf(
  operation: Operation,
  { parameters, body }: Described,
): Readonly<Record<string, unknown>> {
  const args: Record<string, unknown> = {};
  for (const { in: place, name, value } of parameters) {
    const known = operation.parameters.find(
      (each) =>
        each.in === place &&
        (place === "header" ? each.name.toLowerCase() === name.toLowerCase() : each.name === name),
    );
    if (known) args[known.argument] = value;
  }
  if (body && operation.body) {
    args["body"] = bodyOf(body);
    if (operation.body.isChoice) args["contentType"] = contentTypeOf(operation.body, body);
  }
  return args;
}

/** The media type of the spec, or the one that a wildcard of it is sent as. */
function contentTypeOf(
  { contents }: NonNullable<Operation["body"]>,
  { mediaType }: DescribedBody,
): string {
  const isKnown = contents.some((each) => each.mediaType === mediaType);
  const type = isKnown ? mediaType : (contents[0]?.mediaType ?? mediaType);
  return type.includes("*") ? "application/octet-stream" : type;
}

function bodyOf({ mediaType, value }: DescribedBody): unknown {
  if (value instanceof SampleFile) return new Blob([value.text]);
  return /form/.test(mediaType) ? withFiles(value) : value;
}

function withFiles(value: unknown): unknown {
  if (value instanceof SampleFile) return new File([value.text], value.name);
  if (Array.isArray(value)) return value.map(withFiles);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, withFiles(one)]));
}
