// Whose code breaks: what `impact` is asked, and what is taken from its report.
import { readFileSync } from "node:fs";
import { join } from "node:path";

/** Levels of the input `fail-on` that are about call sites; the others are about findings. */
const levels = ["breaks", "may-break"];

/** What each of the two commands fails on. */
export function failLevels(failOn) {
  if (levels.includes(failOn)) return { diff: "never", impact: failOn };
  return { diff: failOn, impact: failOn === "never" ? "never" : "breaks" };
}

/** Why the inputs do not go together; undefined if they do. */
export function complaint(project, failOn) {
  return levels.includes(failOn) && projectsOf(project).length === 0
    ? `\`fail-on: ${failOn}\` is about call sites, so it needs the input \`project\`.`
    : undefined;
}

/** The tsconfig.json files of the input `project`, one a line or with commas between them. */
export function projectsOf(project) {
  return project
    .split(/[\n,]/)
    .map((name) => name.trim())
    .filter((name) => name !== "");
}

/**
 * What the report of `impact` says, as far as it is of the form that outputs may have; undefined if
 * it is none.
 *
 * @param folder where impact.json and impact.md are
 * @returns how many call sites break, those in tests included, and the report as Markdown
 */
export function readImpact(folder) {
  try {
    const whole = JSON.parse(readFileSync(join(folder, "impact.json"), "utf8"));
    // Of several clients or projects, each has a report.
    const counts = (whole.reports ?? [whole]).map(({ summary: { breaks, mayBreak } }) => [
      breaks.callSites + breaks.testSites,
      mayBreak.callSites + mayBreak.testSites,
    ]);
    if (counts.length === 0 || !counts.flat().every(Number.isSafeInteger)) return undefined;
    const sum = (index) => counts.reduce((total, each) => total + each[index], 0);
    const summary = readFileSync(join(folder, "impact.md"), "utf8");
    return { breaks: sum(0), mayBreak: sum(1), summary };
  } catch {
    // Its text would be somebody's, so nothing of it is told.
    return undefined;
  }
}
