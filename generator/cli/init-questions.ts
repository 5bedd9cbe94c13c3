import { statSync } from "node:fs";
import type { Conversation } from "./conversation.js";

/** What a person decides; a flag answers before anybody is asked. */
export interface Answers {
  /** A path or a URL; undefined if there is none yet. */
  readonly spec: string | undefined;
  readonly out: string;
  /** Outputs to turn on or off. */
  readonly outputs: Readonly<Record<string, boolean>>;
  /** Whether to install what the outputs need and the project lacks. */
  readonly install: boolean;
}

/** What is known before the first question. */
export interface Known {
  readonly specs: readonly string[];
  readonly spec: string | undefined;
  readonly out: string | undefined;
  readonly defaultOut: string;
  readonly outputs: Readonly<Record<string, boolean>> | undefined;
  readonly install: boolean | undefined;
  /** What an output folder is told about, once it is known: a line each. */
  readonly describe: (out: string) => readonly string[];
  /** How packages that outputs need would be installed; undefined if none is missing. */
  readonly lack: (
    out: string,
    outputs: Readonly<Record<string, boolean>>,
  ) => { readonly packages: readonly string[]; readonly manager: string | undefined } | undefined;
}

/** At most three questions: the spec unless it is obvious, the folder, and what to generate. */
export async function askAll({ say, ask }: Conversation, known: Known): Promise<Answers> {
  say("Nothing is written before the last answer; Ctrl-C stops.");
  const { install } = known;
  const spec = known.spec ?? (await askSpec({ say, ask }, known.specs));
  const out =
    known.out ?? ((await ask(`Output folder (${known.defaultOut}):`)) || known.defaultOut);
  for (const line of known.describe(out)) say(line);
  if (known.outputs) {
    const lack = known.lack(out, known.outputs);
    const mayInstall = install ?? (lack?.manager !== undefined && (await askInstall(ask, lack)));
    return { spec, out, outputs: known.outputs, install: mayInstall };
  }
  const withFetch = { fetch: true };
  const lack = known.lack(out, withFetch);
  const also =
    lack?.manager !== undefined && install !== false
      ? `; ${lack.manager} installs ${lack.packages.join(", ")}`
      : "";
  const chosen = await askNumber<Answers["outputs"]>({ say, ask }, "What to generate", [
    { label: "the client", value: {} },
    { label: `the client, and openapi-fetch's API over it${also}`, value: withFetch },
    { label: "types only", value: { client: false } },
  ]);
  return { spec, out, outputs: chosen, install: install ?? chosen === withFetch };
}

async function askSpec(
  { say, ask }: Conversation,
  found: readonly string[],
): Promise<string | undefined> {
  const [only, ...others] = found;
  if (only !== undefined && others.length === 0) {
    say(`Spec: ${only}`);
    return only;
  }
  for (const [index, path] of found.entries()) say(`  ${index + 1}  ${path}`);
  const question =
    only === undefined
      ? "Path or URL of the OpenAPI document (Enter if there is none yet):"
      : "OpenAPI document: number, path or URL (1):";
  for (;;) {
    const answer = await ask(question);
    if (answer === "") return only;
    const listed = found[Number(answer) - 1];
    if (listed !== undefined) return listed;
    if (isUrl(answer) || statSync(answer, { throwIfNoEntry: false })?.isFile()) return answer;
    say(`There is no file ${answer}.`);
  }
}

const isUrl = (spec: string): boolean => /^https?:/i.test(spec);

async function askNumber<T>(
  { say, ask }: Conversation,
  title: string,
  choices: readonly { readonly label: string; readonly value: T }[],
): Promise<T> {
  say(title);
  for (const [index, { label }] of choices.entries()) say(`  ${index + 1}  ${label}`);
  for (;;) {
    const answer = (await ask("Number (1):")) || "1";
    const choice = /^\d+$/.test(answer) ? choices[Number(answer) - 1] : undefined;
    if (choice) return choice.value;
    say(`Answer with a number from 1 to ${choices.length}.`);
  }
}

async function askInstall(
  ask: Conversation["ask"],
  { packages, manager }: NonNullable<ReturnType<Known["lack"]>>,
): Promise<boolean> {
  for (;;) {
    const answer = await ask(`Install ${packages.join(", ")} with ${manager}? (yes):`);
    if (/^(?:y|yes|)$/i.test(answer)) return true;
    if (/^(?:n|no)$/i.test(answer)) return false;
  }
}
