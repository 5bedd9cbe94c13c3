import type { Diagnostic } from "../diagnostics/index.js";
import type { Verdict } from "../diff/index.js";
import type { Environment, ForgeName } from "./forge/index.js";

/** What to watch, and how to tell of it. Paths are relative to the current folder. */
export interface MonitorOptions {
  /** The spec in the repository that the API is compared with. */
  readonly baseline: string;
  /**
   * The document of the API as it is now, a URL; default: the configured spec, if it is on a server
   * and there are no `sources`.
   */
  readonly spec?: string;
  /** Documentation pages to capture instead: URLs, folders or files. */
  readonly sources?: readonly string[];
  /** Default: `tether.config.yaml` in the current folder, if it exists. */
  readonly config?: string;
  /** Default: the one whose CI this is, otherwise none. */
  readonly forge?: ForgeName;
  /** Whether to keep one issue about what is new; default: false. */
  readonly issue?: boolean;
  /** Whether to keep a pull request with the updated client while nothing breaks; default: false. */
  readonly pullRequest?: boolean;
  /** How many percent of its operations an API can lose in one change; default: 30. */
  readonly maxLost?: number;
  /** Whether to write the first baseline, and nothing else; default: false. */
  readonly init?: boolean;
  /** Severities in place of those of rules, by id. */
  readonly severity?: Readonly<Record<string, string>>;
  /** The list of accepted findings; default: `.tether-allow.yaml`, if it exists. */
  readonly allow?: string;
  /** The current day for the allow list; default: today, in UTC. */
  readonly today?: string;
  /** Where fetched pages are kept; default: the user's cache folder. */
  readonly cacheFolder?: string;
  /** Default: the environment of the process. Tokens are read from nowhere else. */
  readonly env?: Environment;
  /** Called with each step of the run, for a person who waits. */
  readonly onProgress?: (step: string) => void;
}

/** What is new in an API, and what was done about it. */
export interface MonitorReport {
  /** What this run found; `unknown` if that could not be told. */
  readonly outcome: "initialized" | "nothing-new" | "findings" | "unknown";
  /** Identifies what is watched: it is in the marker of the issue and the name of the branch. */
  readonly key: string;
  /** The baseline, as messages name it. */
  readonly baseline: string;
  /** What it was compared with, as messages name it; without credentials. */
  readonly source: string;
  /** What is new, by the diff; undefined with `init`. */
  readonly verdict: Verdict | undefined;
  /** What the pages state and the baseline does not, one line each; empty without `sources`. */
  readonly pages: readonly string[];
  /** What was done with the issue; undefined without one. */
  readonly issue: Kept | undefined;
  /** What was done with the pull request; undefined without one. */
  readonly pullRequest: Kept | undefined;
  /** About the document or the pages. */
  readonly warnings: readonly Diagnostic[];
  /** What kept the run from its end: what is new is not told, or nobody was told of it. */
  readonly problems: readonly Diagnostic[];
}

/** What was done with the issue or the pull request; undefined if there is none and need not be. */
export interface Kept {
  /** What this run did with it. */
  readonly did: "created" | "edited" | "unchanged" | "reopened" | "closed";
  /** Its number in the repository. */
  readonly number: number;
  /** Where people read it. */
  readonly url: string;
}
