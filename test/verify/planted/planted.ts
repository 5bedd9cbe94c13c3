import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";

/** A way of verifying: recorded calls, a client that observes itself, calls of the tool's own. */
export type Door = "replay" | "passive" | "active";

/** A deviation that a server of `test/servers/` shows on purpose; `planted.py` says how. */
export interface Planted {
  readonly about: string;
  readonly request: {
    /** Method and target: `GET /parts/?page=2`. */
    readonly sent: string;
    /** As JSON. */
    readonly body?: unknown;
  };
  /** The same call by the client's function of its operation; undefined if it has none. */
  readonly params?: Readonly<Record<string, unknown>>;
  /** Rule, operation, and what is found, written by hand. */
  readonly expected: string;
  /** Which doors can see it. */
  readonly doors: readonly Door[];
  readonly plant: Readonly<Record<string, unknown>>;
}

export type PlantedApp = "fastapi" | "drf";

/** The file of an app, which its `serve.py planted FILE` takes. */
export function plantedFile(app: PlantedApp): string {
  return fileURLToPath(new URL(`${app}.json`, import.meta.url));
}

export function plantedIn(app: PlantedApp): readonly Planted[] {
  return JSON.parse(readFileSync(plantedFile(app), "utf8"));
}

/** Whether its request is one that the server takes without the deviation, too. */
export function isOfAnswer({ plant }: Planted): boolean {
  return !("ask" in plant || "as" in plant);
}
