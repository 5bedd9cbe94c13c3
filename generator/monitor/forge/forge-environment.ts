import { DiagnosticError, diagnose } from "../../diagnostics/index.js";

/** The variables that a forge gives to what runs in its CI. */
export type Environment = Readonly<Record<string, string | undefined>>;

/** Where issues and pull requests are. */
export type ForgeName = "github" | "gitlab" | "none";

export const forgeNames = ["github", "gitlab", "none"] as const satisfies readonly ForgeName[];

/** Which forge's CI this is. */
export function detectForge(env: Environment): ForgeName {
  if (env["GITHUB_ACTIONS"] === "true") return "github";
  return env["GITLAB_CI"] ? "gitlab" : "none";
}

export function missing(why: string): DiagnosticError {
  return new DiagnosticError([diagnose("forge-unusable", { why })]);
}

/** A number that a forge sent; -1, which nothing has, if it is none. */
export function numberOf(value: unknown): number {
  return Number.isSafeInteger(value) ? Number(value) : -1;
}

/** A text that a forge sent; empty if it is none, as for an issue without a description. */
export function textOf(value: unknown): string {
  return typeof value === "string" ? value : "";
}

/** The origin of a URL of the environment; empty, which no remote has, if it is malformed. */
export function originOf(url: string): string {
  return URL.canParse(url) ? new URL(url).origin : "";
}
