import { unreachable } from "../../narrowing.js";
import type { Forge } from "./forge.js";
import type { Environment, ForgeName } from "./forge-environment.js";
import { openGithub } from "./github.js";
import { openGitlab } from "./gitlab.js";
import type { Secrets } from "./secrets.js";

export type { Forge, Issue, PullRequest } from "./forge.js";
export {
  detectForge,
  type Environment,
  type ForgeName,
  forgeNames,
  missing,
} from "./forge-environment.js";
export { Secrets } from "./secrets.js";

/**
 * The forge that the environment describes; undefined for `none`. Its credentials are added to the
 * secrets.
 *
 * @throws DiagnosticError `forge-unusable` if the environment lacks something
 */
export function openForge(name: ForgeName, env: Environment, secrets: Secrets): Forge | undefined {
  switch (name) {
    case "github":
      return openGithub(env, secrets);
    case "gitlab":
      return openGitlab(env, secrets);
    case "none":
      return undefined;
    default:
      return unreachable(name);
  }
}
