import { stat } from "node:fs/promises";
import { join, relative, resolve } from "node:path";
import { defaultLimits } from "../config-fields.js";
import { DiagnosticError, diagnose } from "../diagnostics/index.js";
import { readAtMost } from "../disk/index.js";
import { isRemote, type Location, loginOf, toLocation } from "./document-location.js";
import { type Commit, openCommit, specNames } from "./git-commit.js";
import { globOf } from "./glob.js";
import { joinDocuments } from "./join-documents.js";
import type { LoadOptions } from "./load-options.js";
import { loadSpec, readSource } from "./load-spec.js";
import { matchingFiles, mostFiles, splitPattern } from "./matching-files.js";
import { tooLarge } from "./read-spec-file.js";
import { parseSource } from "./source-file.js";
import type { Spec } from "./spec.js";

interface OpenOptions extends Pick<LoadOptions, "fileMegabytes"> {
  /** The base of relative paths, and the folder to run git in; default: the current folder. */
  readonly folder?: string;
  /** For `-`; default: standard input. */
  readonly input?: AsyncIterable<Buffer>;
}

/** A version of a spec that is named but not read yet. */
export interface SpecVersion {
  /** Its document: an absolute path, in a commit or on the disk, or a URL. */
  readonly entry: Location;
  /** Its commit; undefined for the current state. */
  readonly commit: Commit | undefined;
  load(options?: LoadOptions): Promise<Spec>;
}

/**
 * Finds a version of a spec by its name: a file, a folder with an `openapi.yaml`, an http(s) URL,
 * `-` for standard input, or `GITREF:path`, which is read from that commit with all files that it
 * refers to, and `:path` from the index. A path with stars is all files that match it, as one API. A
 * file that exists is always read as a file.
 *
 * @throws DiagnosticError if there is no such version
 */
export async function openVersion(
  name: string,
  { folder = process.cwd(), input = process.stdin, fileMegabytes }: OpenOptions = {},
): Promise<SpecVersion> {
  if (name === "-") return openInput(folder, input);
  if (isRemote(name)) return openUrl(name);
  const path = resolve(folder, name);
  const kind = await stat(path).catch(() => undefined);
  if (kind?.isDirectory()) return onDisk(await specIn(path, name));
  const [, version, inside] = /^([^:]*):(.*)$/s.exec(name) ?? [];
  // One letter before the colon is a Windows drive.
  const isOther = version === undefined || inside === undefined || /^[a-z]$/i.test(version);
  if (kind || (isOther && !name.includes("*"))) return onDisk(path);
  if (isOther) return joinedOnDisk(path, name);
  const refuse = (why: string) => new DiagnosticError([diagnose("version-invalid", { name, why })]);
  if (version.startsWith("-")) throw refuse("a git version cannot start with a hyphen");
  if (/[\0\n\r]/.test(name)) throw refuse("it contains a line break");
  const commit = await openCommit(version, folder, { ...(fileMegabytes && { fileMegabytes }) });
  // As in git, a path starts at the root of the repository, unless it begins with a dot.
  const start = /^\.\.?\//.test(inside) ? folder : commit.root;
  if (inside.includes("*")) return joinedIn(commit, resolve(start, inside), name);
  return inCommit(await commit.specAt(resolve(start, inside)), commit);
}

/** Several files as one API: those that match a pattern. */
function joinedOnDisk(pattern: string, name: string): SpecVersion {
  const { folder, below } = splitPattern(pattern.replaceAll("\\", "/"));
  const list = async () => (await matchingFiles(folder, below))?.map((file) => join(folder, file));
  return {
    entry: pattern,
    commit: undefined,
    load: (options = {}) =>
      loadJoined(pattern, name, list, (path, place) => readSource(path, place, options), options),
  };
}

function joinedIn(commit: Commit, pattern: string, name: string): SpecVersion {
  const { folder, below } = splitPattern(pattern.replaceAll("\\", "/"));
  const matches = globOf(below);
  const list = async () =>
    (await commit.filesIn(folder))
      ?.filter((file) => matches(relative(folder, file).replaceAll("\\", "/")))
      .sort();
  return {
    entry: pattern,
    commit,
    load: async (options = {}) => {
      const { fileMegabytes } = options;
      const limits = fileMegabytes === undefined ? {} : { fileMegabytes };
      const read: Read = (path, referrer) => commit.read(path, { referrer, ...limits });
      try {
        return await loadJoined(pattern, name, list, read, options);
      } finally {
        commit.close();
      }
    },
  };
}

type Read = NonNullable<LoadOptions["readFile"]>;

async function loadJoined(
  pattern: string,
  name: string,
  list: () => Promise<readonly string[] | undefined>,
  read: Read,
  options: LoadOptions,
): Promise<Spec> {
  const refuse = (why: string) => new DiagnosticError([diagnose("version-invalid", { name, why })]);
  const paths = await list();
  if (!paths || paths.length > mostFiles) throw refuse(`more than ${mostFiles} files match`);
  if (paths.length === 0) throw refuse("no file matches");
  const files = await Promise.all(paths.map((path) => read(path)));
  const { root, parts, warnings } = joinDocuments(pattern, name, files);
  const readFile: Read = async (path, referrer) =>
    path === pattern ? root : (parts.get(path) ?? read(path, referrer));
  const spec = await loadSpec(pattern, { ...options, readFile });
  return { ...spec, warnings: [...warnings, ...spec.warnings] };
}

/**
 * Loads a version of a spec by its name, like {@link openVersion}.
 *
 * @throws DiagnosticError if there is no such version or it cannot be read
 */
export async function loadVersion(
  name: string,
  { folder, input, ...options }: OpenOptions & LoadOptions = {},
): Promise<Spec> {
  const { fileMegabytes } = options;
  const version = await openVersion(name, {
    ...(folder !== undefined && { folder }),
    ...(input && { input }),
    ...(fileMegabytes !== undefined && { fileMegabytes }),
  });
  return version.load(options);
}

function onDisk(entry: Location): SpecVersion {
  return { entry, commit: undefined, load: (options) => loadSpec(entry, options) };
}

/**
 * A spec in a commit, with the files that it refers to; overlays in the repository are read from
 * that commit too.
 */
export function inCommit(entry: string, commit: Commit): SpecVersion {
  return {
    entry,
    commit,
    async load(options = {}) {
      const { fileMegabytes } = options;
      const limits = fileMegabytes === undefined ? {} : { fileMegabytes };
      const then: LoadOptions = {
        ...options,
        readFile: (path, referrer) =>
          commit.read(path, { referrer, ...limits, isNamed: path === entry }),
        readOverlay: async (path, referrer) => {
          if (!commit.covers(path)) return readSource(path, referrer, options);
          // An overlay that did not exist did not apply.
          if (!(await commit.has(path))) return undefined;
          return commit.read(path, { referrer, ...limits });
        },
      };
      try {
        return await loadSpec(entry, then);
      } finally {
        commit.close();
      }
    },
  };
}

async function specIn(path: string, name: string): Promise<string> {
  for (const file of specNames) {
    const isThere = await stat(join(path, file)).then(
      (found) => found.isFile(),
      () => false,
    );
    if (isThere) return join(path, file);
  }
  const why = `the folder has none of ${specNames.join(", ")}`;
  throw new DiagnosticError([diagnose("version-invalid", { name, why })]);
}

/** References in standard input are relative to the current folder. It can only be read once. */
function openInput(folder: string, input: AsyncIterable<Buffer>): SpecVersion {
  const entry = resolve(folder, "standard-input");
  let read: Promise<Buffer | undefined> | undefined;
  return {
    entry,
    commit: undefined,
    load: async (options = {}) => {
      const { fileMegabytes } = { ...defaultLimits, ...options };
      const maxBytes = fileMegabytes * 1_000_000;
      read ??= readAtMost(input, maxBytes);
      const bytes = await read;
      if (!bytes || bytes.length > maxBytes) throw tooLarge("standard input", maxBytes);
      return loadText(entry, "standard input", bytes.toString("utf8"), options);
    },
  };
}

/**
 * Loads a spec from a text; its references are relative to `path`, a file or a URL.
 *
 * @param shown the name of the text in messages
 */
export async function loadText(
  path: string,
  shown: string,
  text: string,
  options: LoadOptions = {},
): Promise<Spec> {
  return loadSpec(path, { ...options, root: parseSource(path, shown, text) });
}

/** Read like a spec that a config names; credentials in the URL become a header. */
function openUrl(name: string): SpecVersion {
  toLocation(name, process.cwd());
  const login = loginOf(new URL(name)) ?? ":";
  const authorization = `Basic ${Buffer.from(login).toString("base64")}`;
  const own = login === ":" ? {} : { authorization };
  const shown = displayName(name);
  return {
    entry: toLocation(shown, process.cwd()),
    commit: undefined,
    load: (options = {}) =>
      loadSpec(shown, { ...options, headers: { ...options.headers, ...own } }),
  };
}

/** The name of a version in messages: a URL without its credentials. */
export function displayName(name: string): string {
  return name === "-" ? "standard input" : name.replace(/^(https?:\/\/)[^/?#]*@/i, "$1");
}
