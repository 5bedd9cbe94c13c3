import { type Diagnostic, DiagnosticError, diagnose } from "../diagnostics/index.js";
import { readFileAt, reasonOf } from "../disk/index.js";
import { isFields } from "../openapi/index.js";
import type { Exchange } from "./exchange.js";
import { harReader } from "./har.js";
import { ndjsonReader } from "./ndjson.js";
import { postmanReader } from "./postman.js";
import type {
  Recording,
  RecordingContent,
  RecordingReader,
  SkippedEntry,
} from "./recording-reader.js";

export {
  type Body,
  type Exchange,
  type ExchangePlace,
  type ExchangeRequest,
  type ExchangeResponse,
  type Header,
  headerOf,
  isEmptyBody,
  type Message,
} from "./exchange.js";
export { placeholderIn } from "./placeholders.js";

/** All readers, in order of precedence. */
const readers: readonly RecordingReader[] = [harReader, postmanReader, ndjsonReader];

/** Browsers export whole sessions, with every picture in them. */
const maxBytes = 500_000_000;

export interface Recordings {
  /** In the order of the files, and in each as recorded. */
  readonly exchanges: readonly Exchange[];
  /** A line for each file and reason, for what was not used. */
  readonly warnings: readonly Diagnostic[];
}

/** Whether a source is the file of a recording, by its name; an OpenAPI document is none. */
export function isRecording(source: string): boolean {
  if (!/\.(har|ndjson|jsonl|json)$/i.test(source) || /^https?:/i.test(source)) return false;
  return !/\.json$/i.test(source) || !isOpenApi(source);
}

function isOpenApi(file: string): boolean {
  try {
    const { json } = contentOf(readFileAt(file, { isLinkFollowed: true, maxBytes }));
    return (
      isFields(json) && ["openapi", "swagger"].some((field) => typeof json[field] === "string")
    );
  } catch {
    // What cannot be read is reported where it is read as a recording.
    return false;
  }
}

/**
 * Reads recordings of HTTP exchanges: HAR 1.2, Postman collections with saved answers, and
 * NDJSON.
 *
 * @throws DiagnosticError `recording-unreadable` for a file that is none of these, or that has no
 *   exchange
 */
export function readRecordings(files: readonly string[]): Recordings {
  const recordings = files.map((file) => readRecording(file));
  return {
    exchanges: recordings.flatMap(({ exchanges }) => exchanges),
    warnings: recordings.flatMap(({ skipped }) => warningsOf(skipped)),
  };
}

function readRecording(file: string): Recording {
  try {
    const content = contentOf(readFileAt(file, { isLinkFollowed: true, maxBytes }));
    const reader = readers.find((each) => each.recognizes(content));
    if (!reader) throw new Error(whyUnknown(content, file));
    const recording = reader.read(content, file);
    if (recording.exchanges.length > 0) return recording;
    const [first] = recording.skipped;
    throw new Error(
      first
        ? `no entry can be used; the first: ${first.because}`
        : `this ${reader.name} has no entries`,
    );
  } catch (error) {
    if (error instanceof TypeError || error instanceof RangeError) throw error;
    const why = reasonOf(error);
    throw new DiagnosticError([diagnose("recording-unreadable", { file, why })]);
  }
}

function contentOf(bytes: Buffer): RecordingContent {
  const text = bytes.toString("utf8").replace(/^\uFEFF/, "");
  try {
    return { text, json: JSON.parse(text) };
  } catch {
    return { text, json: undefined };
  }
}

function whyUnknown({ json, text }: RecordingContent, file: string): string {
  if (json !== undefined) {
    return "it is JSON, but neither HAR (`log.entries`), nor a Postman collection 2.1, nor a line of NDJSON with `schemaVersion`";
  }
  if (text.trim() === "") return "it is empty";
  return /\.ndjson$|\.jsonl$/i.test(file)
    ? "its first line is not a JSON object with `schemaVersion`"
    : "it is not valid JSON; a file that was cut off while it was saved has to be exported again";
}

/** One line for each reason: a browser's recording has hundreds of entries of the same kind. */
function warningsOf(skipped: readonly SkippedEntry[]): Diagnostic[] {
  const byReason = new Map<string, SkippedEntry[]>();
  for (const entry of skipped) {
    byReason.set(entry.because, [...(byReason.get(entry.because) ?? []), entry]);
  }
  return [...byReason.values()].flatMap((entries) => {
    const [first] = entries;
    if (!first) return [];
    const { file, because, index } = first;
    const others = entries.length - 1;
    const which = others > 0 ? `entry ${index} and ${others} more` : `entry ${index}`;
    return [diagnose("recording-entry-skipped", { file, which, because })];
  });
}
