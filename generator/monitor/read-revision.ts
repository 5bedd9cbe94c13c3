import { extname, relative, resolve } from "node:path";
import { capturePages, defaultCacheFolder } from "../capture/index.js";
import { readContract } from "../contract/index.js";
import { type Diagnostic, DiagnosticError, diagnose } from "../diagnostics/index.js";
import { compareSpecs } from "../diff/index.js";
import {
  type LoadOptions,
  loadSpec,
  loadText,
  openVersion,
  parseSource,
  readSource,
  type Spec,
  toYaml,
} from "../load/index.js";
import { must } from "../narrowing.js";
import type { Settings } from "./settings.js";

/** The API as it is now. */
export interface Revision {
  readonly spec: Spec;
  /** What the pages state and the baseline does not. */
  readonly pages: readonly string[];
  /** Operations whose page the site does not list any more. */
  readonly gone: readonly string[];
  /** Pages that could not be read. */
  readonly unread: number;
  readonly warnings: readonly Diagnostic[];
  /** The texts with which the baseline says what the API is now, by absolute path. */
  edits(): Promise<ReadonlyMap<string, string>>;
}

/**
 * Fetches the document, or captures the pages into a copy of the baseline.
 *
 * @throws DiagnosticError if there is no API to see: a login page, an empty document, no page
 */
export async function readRevision(settings: Settings): Promise<Revision> {
  const revision =
    settings.spec === undefined
      ? await captureRevision(settings)
      : await fetchRevision(settings, settings.spec);
  if (readContract(revision.spec).operations.length > 0) return revision;
  throw new DiagnosticError([diagnose("api-empty", { source: settings.names.source })]);
}

async function fetchRevision(settings: Settings, name: string): Promise<Revision> {
  const { loading, secrets, names } = settings;
  const version = await openVersion(name, loading);
  const texts = new Map<string, string>();
  const onRead = (location: string, bytes: Uint8Array) =>
    void texts.set(location, new TextDecoder().decode(bytes));
  const spec = await version.load({ ...loading, onRead }).catch((error: unknown) => error);
  // First, because a message about the document may show a line of it.
  if ([...texts.values()].some((text) => secrets.areIn(text))) {
    throw new DiagnosticError([diagnose("document-has-secret", { source: names.source })]);
  }
  const written = texts.get(version.entry);
  if (spec instanceof DiagnosticError && written !== undefined) {
    const what = webPageIn(written);
    if (what !== undefined) {
      const args = { source: names.source, what };
      throw new DiagnosticError([diagnose("page-instead-of-spec", args)]);
    }
  }
  if (spec instanceof Error) throw spec;
  const loaded = spec as Spec;
  return {
    spec: loaded,
    ...{ pages: [], gone: [], unread: 0, warnings: loaded.warnings },
    edits: async () =>
      new Map([[settings.baseline, await textFor(settings, loaded, name, written)]]),
  };
}

/** What a text is, if it is a page for people. */
function webPageIn(text: string): string | undefined {
  if (!/^<(?:!doctype html|html|head|body)\b/i.test(withoutProlog(text))) return undefined;
  const isLogin = /type=["']?password\b|\b(?:log|sign)[ -]?(?:in|on)\b/i.test(text);
  return isLogin ? "a login page" : "a web page";
}

/** A page may have comments and an XML declaration before its first element. */
function withoutProlog(text: string): string {
  let rest = text.trimStart();
  for (;;) {
    const closing = rest.startsWith("<!--") ? "-->" : rest.startsWith("<?") ? "?>" : undefined;
    const end = closing === undefined ? -1 : rest.indexOf(closing);
    if (closing === undefined || end < 0) return rest;
    rest = rest.slice(end + closing.length).trimStart();
  }
}

/**
 * The text of a baseline: the document as it was sent, if it is one file; otherwise the linked
 * document. Whichever it is, it must mean the same when it is read from the disk.
 */
async function textFor(
  settings: Settings,
  spec: Spec,
  name: string,
  written: string | undefined,
): Promise<string> {
  const { baseline, loading, names } = settings;
  const isSame = async (text: string) => {
    const read = loadText(baseline, names.baseline, text, loading);
    const stored = await read.catch(() => undefined);
    return (
      stored !== undefined && compareSpecs(locatedAs(stored, spec), spec).findings.length === 0
    );
  };
  if (written !== undefined && spec.files.length === 1 && (await isSame(written))) return written;
  // Overlays and filter apply whenever the baseline is read.
  const { overlays: _, filter: __, ...plain } = loading;
  const { document } = await (await openVersion(name, loading)).load(plain);
  const linked =
    extname(baseline) === ".json" ? JSON.stringify(document, null, 2) : toYaml(document);
  if (await isSame(`${linked}\n`)) return `${linked}\n`;
  throw new DiagnosticError([diagnose("baseline-unfaithful", { source: names.source })]);
}

/**
 * A stored document, as it was where it came from: its relative servers are those of the URL that
 * it was read from.
 */
export function locatedAs(stored: Spec, { publicUrl }: Pick<Spec, "publicUrl">): Spec {
  return { ...stored, publicUrl };
}

async function captureRevision(settings: Settings): Promise<Revision> {
  const { baseline, loading, options, sources, config } = settings;
  const { init = false, cacheFolder = defaultCacheFolder(), onProgress } = options;
  const report = await capturePages({
    sources,
    target: baseline,
    isNew: init,
    keepsSnapshots: true,
    cacheFolder,
    ...(config && { reading: config }),
    ...(onProgress && { onProgress }),
  });
  const edits = new Map(
    report.differences.map(({ path, after }) => [
      resolve(report.folder, path),
      must(after, "a capture removes no file"),
    ]),
  );
  return {
    spec: await loadEdited(baseline, edits, loading),
    pages: init ? [] : report.drift,
    gone: report.gone.map(({ method, path }) => `${method} ${path}`),
    unread: report.missing,
    warnings: report.warnings,
    edits: async () => edits,
  };
}

/** Reads a spec as if its edited files were on the disk. */
function loadEdited(
  entry: string,
  edits: ReadonlyMap<string, string>,
  loading: LoadOptions,
): Promise<Spec> {
  return loadSpec(entry, {
    ...loading,
    readFile: async (path, referrer) => {
      const text = edits.get(path);
      if (text === undefined) return readSource(path, referrer, loading);
      return parseSource(path, relative(process.cwd(), path).replaceAll("\\", "/"), text);
    },
  });
}
