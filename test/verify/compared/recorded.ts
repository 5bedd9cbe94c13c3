import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

/** What `verify` is expected to find in a recording, written by hand. */
export interface Expected {
  readonly level: "finding" | "note";
  readonly rule: string;
  /** In the spec; null if the spec says nothing about it. */
  readonly pointer: string | null;
  readonly count: number;
}

/** A recording with all that may be found in it; each is a folder. */
export interface Recorded {
  /** Of the folder: `unknown-field`. */
  readonly name: string;
  /** The path of the HAR file. */
  readonly recording: string;
  /** The path of its spec. */
  readonly spec: string;
  readonly expected: readonly Expected[];
}

/** Recordings with one deviation each, and of what is none. */
export const sets = ["one-each", "noise"] as const;
export type RecordedSet = (typeof sets)[number];

/** All recordings of a set. */
export function recordedIn(set: RecordedSet): readonly Recorded[] {
  const home = fileURLToPath(new URL(`../${set}`, import.meta.url));
  const folders = readdirSync(home, { withFileTypes: true }).filter((each) => each.isDirectory());
  return folders.map(({ name }) => ({
    name,
    recording: join(home, name, "recording.har"),
    spec: join(home, "openapi.yaml"),
    expected: JSON.parse(readFileSync(join(home, name, "expected.json"), "utf8")),
  }));
}
