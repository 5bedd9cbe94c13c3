import type { Files } from "../support/generator.js";
import { fieldsOf, listOf } from "../support/provenance.js";
import { commentsOf, guessesOf } from "./comments.js";
import { type Expected, inOneLine } from "./expected.js";

/** A comment that does not say what the spec says, and why. */
export interface Problem {
  readonly key: string;
  readonly why: string;
}

/** Holds every comment of a client to what it has to say, and sees that all of that is there. */
export function problemsOf(
  expected: ReadonlyMap<string, Expected>,
  client: Files,
): readonly Problem[] {
  const comments = commentsOf(client);
  for (const [descriptor, guess] of guessesOf(client["operations.ts"] ?? "")) {
    // A descriptor is data; what is documented says nothing there.
    comments.set(
      `operations.ts ${descriptor}`,
      guess === undefined ? "" : `**Inferred:** ${guess}`,
    );
  }
  const problems = [...comments].flatMap(([key, text]) =>
    faultsOf(text, expected.get(key) ?? { marks: [] }, key).map((why) => ({ key, why })),
  );
  const absent = [...expected.keys()].filter((key) => !comments.has(key));
  return [...problems, ...absent.map((key) => ({ key, why: "is not there" }))];
}

function faultsOf(text: string, expected: Expected, key: string): string[] {
  const { marks, aspects, sources } = expected;
  const found = [...text.matchAll(/\*\*(Inferred:|Undocumented\.)\*\*\s?/g)];
  const faults: string[] = [];
  if (found.length !== marks.length) {
    faults.push(`has ${found.length} marks in place of ${marks.length}: ${text}`);
  }
  found.slice(0, marks.length).forEach((match, index) => {
    const because = marks[index];
    const rest = text.slice(match.index + match[0].length);
    const isRight =
      because === undefined
        ? match[1] === "Undocumented."
        : match[1] === "Inferred:" && rest.startsWith(because);
    if (!isRight) faults.push(`lacks ${because ?? "Undocumented."}: ${text}`);
  });
  if (sources !== undefined && !text.includes(`Documented (${sources}).`)) {
    faults.push(`does not name ${sources}: ${text}`);
  }
  if (aspects && !(key.startsWith("operations.ts ") && expected.guess === undefined)) {
    faults.push(...faultsOfAspects(text, aspects));
  } else if (saidAspects(text).length > 0) faults.push(`speaks of aspects: ${text}`);
  return faults;
}

/** `The title and method are documented`: each name with its level. */
function saidAspects(text: string): [name: string, level: string][] {
  const said =
    /\bThe ((?:title|method|path|request|response|, | and )+) (?:is|are) (documented|inferred|observed|undocumented)\b/g;
  return [...text.matchAll(said)].flatMap(([, names = "", level = ""]) =>
    names.split(/, | and /).map((name): [string, string] => [name, level]),
  );
}

function faultsOfAspects(text: string, aspects: Readonly<Record<string, unknown>>): string[] {
  const said = saidAspects(text);
  const faults = said.flatMap(([name]) =>
    name in aspects ? [] : [`speaks of ${name}, which the spec does not: ${text}`],
  );
  for (const [name, value] of Object.entries(aspects)) {
    const { level, because, sources, seen, of } = fieldsOf(value);
    const levels = said.filter(([other]) => other === name).map(([, each]) => each);
    if (levels.join() !== level) {
      faults.push(`says ${levels.join() || "nothing"} of ${name}, which is ${level}: ${text}`);
    }
    if (level === "inferred" && !text.includes(` inferred: ${inOneLine(String(because))}`)) {
      faults.push(`lacks the reason of ${name}: ${text}`);
    }
    if (level === "observed" && !text.includes(` observed in ${seen} of ${of} recorded call`)) {
      faults.push(`lacks the calls of ${name}: ${text}`);
    }
    if (level === "documented" && !text.includes(` documented (${listOf(sources).join(", ")}).`)) {
      faults.push(`lacks the sources of ${name}: ${text}`);
    }
  }
  return faults;
}
