import { readConfig } from "../config/index.js";
import { DiagnosticError, diagnose } from "../diagnostics/index.js";
import type { LoadOptions } from "../load/index.js";
import { isRecording } from "../recordings/index.js";
import { type CaptureReport, capturePages, writeCaptured } from "./capture-pages.js";
import { defaultCacheFolder } from "./sources/index.js";

/** What to capture, and into what. Paths are relative to the current folder. */
export interface CaptureOptions {
  /**
   * Documentation pages: URLs of sites or of single pages, folders, files, or `-` for the standard
   * input. For each operation, an earlier source takes precedence over a later one.
   */
  readonly sources: readonly string[];
  /** The spec to bring up to date; default: that of the config file. */
  readonly spec?: string;
  /** The config file; default: `tether.config.yaml`, if it exists and `spec` is not given. */
  readonly config?: string;
  /**
   * A file for a document of the captured facts alone. No spec is read or changed then, and of a
   * config file only `refs`, if `config` names one. Default: none.
   */
  readonly out?: string;
  /**
   * Whether to enter operations that a navigation lists and the spec lacks: with their title and
   * method, and an inferred path. Default: false, and they are reported. Not with `out`.
   */
  readonly addListed?: boolean;
  /** Whether to write what changes; default: true. Without it, the report says what would. */
  readonly write?: boolean;
  /** Where fetched pages are kept; default: the user's cache folder. */
  readonly cacheFolder?: string;
  /** Called with each step of the run, for a person who waits. */
  readonly onProgress?: (step: string) => void;
}

/**
 * Reads documentation pages into a spec, like `tether capture`: every file that changes is written,
 * or none.
 *
 * @example
 * const { drift, missing } = await capture({ sources: ["https://docs.example.com/"], write: false });
 * if (missing > 0) throw new Error(`${missing} pages could not be read`);
 * if (drift.length > 0) throw new Error(drift.join("\n"));
 * @throws DiagnosticError with nothing written: `source-unusable` if a source cannot be read or no
 *   page shows an operation, `capture-unmergeable` if the spec cannot be edited or would be unusable
 *   afterwards, `output-unwritable`, or what is wrong with the config file or the spec
 */
export async function capture(options: CaptureOptions): Promise<CaptureReport> {
  const { sources, spec, config, out, write = true, cacheFolder, onProgress, addListed } = options;
  if (sources.some(isRecording)) {
    const why = "`capture()` reads pages; `captureRecordings()` reads recordings of calls";
    throw new DiagnosticError([diagnose("config-invalid", { why })]);
  }
  // A config file that is only there for its `refs` need not name a spec.
  const given = spec ?? out;
  const input = {
    ...(config !== undefined && { config }),
    ...(given !== undefined && { spec: given }),
  };
  const isRead = out === undefined || config !== undefined;
  const configured = isRead ? await readConfig(input) : undefined;
  const captured = await capturePages({
    sources,
    target: out ?? configured?.spec ?? "",
    isNew: out !== undefined,
    ...(addListed && { addsListed: true }),
    // How a document is read must not decide what is in another one.
    ...(configured && (out === undefined ? { reading: configured } : limitsOf(configured))),
    cacheFolder: cacheFolder ?? defaultCacheFolder(),
    ...(onProgress && { onProgress }),
  });
  if (write) writeCaptured(captured);
  return captured;
}

function limitsOf({ allowHosts = [], allowPrivate = false, ...more }: LoadOptions) {
  const { fileMegabytes, seconds } = more;
  const limits = { ...(fileMegabytes && { fileMegabytes }), ...(seconds && { seconds }) };
  return { documents: { allowHosts, allowPrivate, ...limits } };
}
