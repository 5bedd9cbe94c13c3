import type { Forge, Issue } from "./forge/index.js";
import type { Kept } from "./monitor-report.js";
import { isMarked, isOfMonitor, isSameText } from "./report-text.js";

/** The issue as it should be. */
export interface WantedIssue {
  readonly key: string;
  readonly title: string;
  /** Undefined if there is nothing to say. */
  readonly body: string | undefined;
}

/**
 * Keeps one issue true: creates it, edits its text in place, closes it, and reopens it. Of several,
 * the oldest is kept. Undefined if there is none and none is needed.
 *
 * @throws DiagnosticError `forge-failed`
 */
export async function keepIssue(forge: Forge, wanted: WantedIssue): Promise<Kept | undefined> {
  const known = await keepOldest(forge, wanted);
  const { body } = wanted;
  if (body === undefined) return known && (await close(forge, known));
  if (known) return edit(forge, known, body);
  return (await reopen(forge, wanted.key, body)) ?? (await create(forge, wanted, body));
}

/** The oldest open issue of ours; the others, which a race of two runs left, are closed. */
async function keepOldest(forge: Forge, wanted: WantedIssue): Promise<Issue | undefined> {
  const found = await findOpen(forge, wanted);
  const [oldest, ...others] = found.sort((a, b) => a.number - b.number);
  for (const issue of others) {
    await forge.commentOnIssue(issue, `The same as #${oldest?.number}, which is kept.`);
    await forge.editIssue(issue, { state: "duplicate" });
  }
  return oldest;
}

/**
 * By the marker; if a person has removed it from the text, by the title. An issue that an outsider
 * wrote is not ours, whatever it contains.
 */
async function findOpen(forge: Forge, { key, title }: WantedIssue): Promise<Issue[]> {
  const marked: Issue[] = [];
  const titled: Issue[] = [];
  for await (const issue of forge.issues("open")) {
    if (isMarked(issue.body, key)) marked.push(issue);
    else if (issue.title === title && !isOfMonitor(issue.body)) titled.push(issue);
  }
  const trusted = await keepIf(marked, (issue) => issue.isTrusted());
  return trusted.length > 0 ? trusted : keepIf(titled, (issue) => issue.isOwn());
}

async function keepIf(
  issues: readonly Issue[],
  test: (issue: Issue) => Promise<boolean>,
): Promise<Issue[]> {
  const kept: Issue[] = [];
  for (const issue of issues) if (await test(issue)) kept.push(issue);
  return kept;
}

async function edit(forge: Forge, issue: Issue, body: string): Promise<Kept> {
  if (isSameText(issue.body, body)) return keptAs("unchanged", issue);
  await forge.editIssue(issue, { body });
  return keptAs("edited", issue);
}

async function close(forge: Forge, issue: Issue): Promise<Kept> {
  await forge.commentOnIssue(issue, "Nothing is new any more: the baseline says what the API is.");
  await forge.editIssue(issue, { state: "done" });
  return keptAs("closed", issue);
}

/** The one that was closed last, by whomever: what is found is not accepted by closing it. */
async function reopen(forge: Forge, key: string, body: string): Promise<Kept | undefined> {
  for await (const issue of forge.issues("closed")) {
    if (!isMarked(issue.body, key) || !(await issue.isTrusted())) continue;
    await forge.editIssue(issue, { body, state: "open" });
    return keptAs("reopened", issue);
  }
  return undefined;
}

async function create(forge: Forge, wanted: WantedIssue, body: string): Promise<Kept> {
  const made = await forge.createIssue(wanted.title, body);
  // Another run may have done the same since this one looked.
  const oldest = (await keepOldest(forge, wanted)) ?? made;
  return oldest.number === made.number ? keptAs("created", made) : edit(forge, oldest, body);
}

function keptAs(did: Kept["did"], { number, url }: Issue): Kept {
  return { did, number, url };
}
