import { existsSync } from "node:fs";
import { dirname, relative } from "node:path";
import { type GenerateOptions, generateAll } from "../generate/index.js";
import { type Difference, writeFolder } from "../write/index.js";
import { Checkout } from "./checkout.js";
import type { Forge } from "./forge/index.js";
import type { Kept } from "./monitor-report.js";
import { isSameText, type News, pullRequestBody, pullRequestTitle } from "./report-text.js";
import type { Settings } from "./settings.js";

export interface WantedPullRequest {
  readonly news: News;
  /** The texts with which the baseline says what the API is now, by absolute path. */
  readonly edits: ReadonlyMap<string, string>;
  /** The number of the issue that it resolves. */
  readonly issue: number | undefined;
}

/**
 * Keeps one pull request with the updated baseline and client.
 *
 * @throws DiagnosticError if git, the generator or the forge fails; the folder is then as it was
 */
export async function keepPullRequest(
  settings: Settings,
  forge: Forge,
  wanted: WantedPullRequest,
): Promise<Kept | undefined> {
  const { key, names } = settings;
  const branch = branchOf(key);
  const subject = `Follow the API: ${names.baseline}`;
  const checkout = await Checkout.open({
    folder: dirname(settings.baseline),
    forge,
    secrets: settings.secrets,
  });
  const into = checkout.branch();
  const paths = await checkout.committable([...wanted.edits.keys(), ...outputsOf(settings)]);
  const commit = await checkout.commitOf(paths, { subject, key }, () => update(settings, wanted));
  // Other differences than those of files, such as a page that is gone, are for the issue.
  if (commit === undefined) return closePullRequest(settings, forge, unneeded);
  const isNew = await checkout.publish(commit, branch, key);
  const rest = [
    forge.aboutChecks,
    ...(wanted.issue === undefined ? [] : [`Closes #${wanted.issue}.`]),
  ];
  const body = pullRequestBody(settings, wanted.news, rest, forge.maxBody);
  const known = await forge.findPullRequest(branch);
  if (!known) {
    const title = pullRequestTitle(settings);
    const { number, url } = await forge.createPullRequest({ branch, into, title, body });
    return { did: "created", number, url };
  }
  const { number, url } = known;
  const isSame = isSameText(known.body, body);
  if (!isSame) await forge.editPullRequest(known, { body });
  return { did: isNew || !isSame ? "edited" : "unchanged", number, url };
}

export const unneeded = "Nothing is left to bring up to date, so this is closed.";
export const breaking =
  "The API has changed again, and now something in it breaks callers, so this is closed: nobody should merge it without looking. The report of the run has what breaks.";

/** Closes our pull request, if there is one. */
export async function closePullRequest(
  { key }: Settings,
  forge: Forge,
  why: string,
): Promise<Kept | undefined> {
  const known = await forge.findPullRequest(branchOf(key));
  if (!known) return undefined;
  await forge.commentOnPullRequest(known, why);
  await forge.editPullRequest(known, { isClosed: true });
  return { did: "closed", number: known.number, url: known.url };
}

function branchOf(key: string): string {
  return `tether/monitor-${key}`;
}

/** The folders of the clients, if one of them is made of what changes: one run makes all of them. */
function outputsOf({ configs, baseline, entry }: Settings): string[] {
  const isMadeOfIt = configs.some(({ spec }) => spec === baseline || spec === entry);
  return isMadeOfIt ? configs.map(({ output }) => output) : [];
}

async function update(
  settings: Settings,
  { edits }: Pick<WantedPullRequest, "edits">,
): Promise<void> {
  writeEdits(settings.baseline, edits);
  const { options } = settings;
  if (outputsOf(settings).length === 0) return;
  const input: GenerateOptions = {
    ...(options.config !== undefined && { config: options.config }),
    ...(options.onProgress && { onProgress: options.onProgress }),
  };
  for (const { error } of await generateAll(input)) if (error) throw error;
}

/** Writes the texts: all of them, or none. */
export function writeEdits(baseline: string, edits: ReadonlyMap<string, string>): void {
  const folder = dirname(baseline);
  const differences = [...edits].map(([path, after]): Difference => {
    const isThere = existsSync(path);
    return {
      path: relative(folder, path).replaceAll("\\", "/"),
      kind: isThere ? "changed" : "added",
      // Only whether there is a text matters to the writer.
      before: isThere ? "" : undefined,
      after,
    };
  });
  writeFolder(folder, { differences, unchanged: 0 });
}
