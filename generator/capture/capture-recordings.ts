import { readConfig } from "../config/index.js";
import { writeCaptured } from "./capture-pages.js";
import { mergeRecordings, type RecordingReport } from "./observed/index.js";

/** Which recordings to capture, and into what. Paths are relative to the current folder. */
export interface RecordingOptions {
  /**
   * Files of recordings: HAR 1.2, Postman collections 2.1 with saved answers, or NDJSON.
   */
  readonly recordings: readonly string[];
  /** The spec to extend; default: that of the config file. */
  readonly spec?: string;
  /** The config file; default: `tether.config.yaml`, if it exists and `spec` is not given. */
  readonly config?: string;
  /**
   * A file for a document of what the recordings show alone. No spec and no config file is read
   * then, and none is changed. Default: none.
   */
  readonly out?: string;
  /** Whether to write what changes; default: true. Without it, the report says what would. */
  readonly write?: boolean;
}

/**
 * Extends a spec by what recordings of calls show, like `tether capture FILE.har`: every file that
 * changes is written, or none. No value of a recording is written.
 *
 * @example
 * const { changes } = await captureRecordings({ recordings: ["session.har"], write: false });
 * if (changes.length > 0) throw new Error(`the spec lacks ${changes.map(({ what }) => what)}`);
 * @throws DiagnosticError with nothing written: `recording-unreadable` if a recording cannot be used
 *   or shows no call that succeeded, `capture-unmergeable` if the spec cannot be edited,
 *   `output-unwritable`, or what is wrong with the config file or the spec
 */
export async function captureRecordings(options: RecordingOptions): Promise<RecordingReport> {
  const { recordings, spec, config, out, write = true } = options;
  const input = { ...(config !== undefined && { config }), ...(spec !== undefined && { spec }) };
  const target = out ?? (await readConfig(input)).spec;
  const captured = mergeRecordings({ recordings, target, isNew: out !== undefined });
  if (write) writeCaptured(captured);
  return captured;
}
