import { stat } from "node:fs/promises";
import { join, resolve } from "node:path";
import { DiagnosticError, diagnose, type Place } from "../diagnostics/index.js";
import { openCommit, specNames } from "./git.js";
import { loadSpec, readSource } from "./index.js";
import { parseSource, type Source } from "./source.js";
import type { Spec } from "./spec.js";

/** Larger documents are refused. */
const maxBytes = 100_000_000;

interface Surroundings {
  /** Where paths start, and where git is asked; default: the current folder. */
  readonly folder?: string;
  /** For `-`; default: standard input. */
  readonly input?: AsyncIterable<Buffer>;
}

/**
 * Loads a version of a spec by its name: a file, a folder that holds an `openapi.yaml`, an http(s)
 * URL, `-` for standard input, or `GITREF:path`, which is read from that commit with all that it
 * refers to. A file that exists is never taken for anything else.
 *
 * @throws DiagnosticError if there is no such version or it cannot be read
 */
export async function loadVersion(
  name: string,
  { folder = process.cwd(), input = process.stdin }: Surroundings = {},
): Promise<Spec> {
  if (name === "-") return loadInput(folder, input);
  if (/^https?:\/\//i.test(name)) return loadUrl(name);
  const path = resolve(folder, name);
  const kind = await stat(path).catch(() => undefined);
  if (kind?.isDirectory()) return loadFolder(path, name);
  if (kind) return loadSpec(path);
  const [, version, inside] = /^([^:]*):(.*)$/s.exec(name) ?? [];
  // One letter before the colon is a drive of Windows.
  if (version === undefined || inside === undefined || /^[a-z]$/i.test(version)) {
    return loadSpec(path);
  }
  const refuse = (why: string) => new DiagnosticError([diagnose("version-invalid", { name, why })]);
  if (version === "") throw refuse("there is nothing before the colon");
  if (version.startsWith("-")) throw refuse("no git version starts with a hyphen");
  if (/[\0\n\r]/.test(name)) throw refuse("it holds a line end");
  const { entry, read } = await openCommit({ version, path: inside }, folder);
  return loadSpec(entry, { read });
}

async function loadFolder(path: string, name: string): Promise<Spec> {
  for (const file of specNames) {
    const isThere = await stat(join(path, file)).then(
      (found) => found.isFile(),
      () => false,
    );
    if (isThere) return loadSpec(join(path, file));
  }
  const why = `the folder has no ${specNames.join(", ")}`;
  throw new DiagnosticError([diagnose("version-invalid", { name, why })]);
}

/** What standard input refers to is looked for from the current folder. */
async function loadInput(folder: string, input: AsyncIterable<Buffer>): Promise<Spec> {
  const text = await collect(input, () => {
    throw new DiagnosticError([diagnose("version-invalid", { name: "-", why: tooLarge })]);
  });
  return loadText(resolve(folder, "standard-input"), "standard input", text);
}

/**
 * Loads a spec whose text is at hand; what it refers to is read from files around `path`.
 *
 * @param shown the name of the text in messages
 */
export function loadText(path: string, shown: string, text: string): Promise<Spec> {
  const read = (wanted: string, referrer?: Place): Promise<Source> =>
    wanted === path
      ? Promise.resolve(parseSource(path, shown, text))
      : readSource(wanted, referrer);
  return loadSpec(path, { read });
}

/** Read as a spec that a config names is; a login in the address becomes a header. */
async function loadUrl(name: string): Promise<Spec> {
  const shown = shownName(name);
  const refuse = (why: string) =>
    new DiagnosticError([diagnose("version-invalid", { name: shown, why })]);
  if (!URL.canParse(name)) throw refuse("the URL is malformed");
  const { username, password } = new URL(name);
  let login: Buffer;
  try {
    login = Buffer.from(`${decodeURIComponent(username)}:${decodeURIComponent(password)}`);
  } catch {
    throw refuse("the login in the URL is malformed");
  }
  return loadSpec(shown, {
    headers: username ? { authorization: `Basic ${login.toString("base64")}` } : {},
  });
}

const tooLarge = `it is larger than ${maxBytes / 1_000_000} MB`;

async function collect(
  chunks: AsyncIterable<Uint8Array> | Iterable<Uint8Array>,
  refuse: () => never,
): Promise<string> {
  const parts: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of chunks) {
    size += chunk.length;
    if (size > maxBytes) refuse();
    parts.push(chunk);
  }
  return Buffer.concat(parts).toString("utf8");
}

/** A version's name as messages show it: an address without the login that it may hold. */
export function shownName(name: string): string {
  return name === "-" ? "standard input" : name.replace(/^(https?:\/\/)[^/?#]*@/i, "$1");
}
