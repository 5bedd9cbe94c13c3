import type { Contract, Operation } from "../../contract/index.js";
import { globOf } from "../../load/index.js";
import { partsOfPath } from "../../openapi/index.js";

/** An operation of the spec that is not asked, and why. */
export interface Skipped {
  /** Upper case, and the path template. */
  readonly operation: { readonly method: string; readonly path: string };
  readonly why: string;
}

export interface Choice {
  /** Names of operations, or patterns of paths, that are not asked. */
  readonly exclude: readonly string[];
  /** Those that are asked although they are deprecated or sound like an action. */
  readonly include: readonly string[];
}

/** The operations of a spec that may be asked: safe by their method, and by what they are called. */
export function chooseOperations(
  contract: Contract,
  { exclude, include }: Choice,
): { readonly chosen: readonly Operation[]; readonly skipped: readonly Skipped[] } {
  const chosen: Operation[] = [];
  const skipped: Skipped[] = [];
  const isExcluded = matcherOf(exclude);
  const isIncluded = matcherOf(include);
  for (const operation of contract.operations) {
    if (operation.kind !== "path") continue;
    const why = whyNot(operation, isExcluded(operation), isIncluded(operation));
    const { method, path } = operation.name;
    if (why === undefined) chosen.push(operation);
    else skipped.push({ operation: { method, path }, why });
  }
  return { chosen, skipped };
}

function whyNot(
  operation: Operation,
  isExcluded: boolean,
  isIncluded: boolean,
): string | undefined {
  const { name, raw, ownServers } = operation;
  if (!["GET", "HEAD", "OPTIONS"].includes(name.method))
    return `${name.method} may change something`;
  if (isExcluded) return "it is excluded";
  if (ownServers.length > 0) return "it has a server of its own";
  if (isIncluded) return undefined;
  if (raw["deprecated"] === true) return "it is deprecated; name it with --include";
  const word = actionIn(operation);
  return word === undefined ? undefined : `"${word}" sounds like an action; name it with --include`;
}

/** What a GET that changes something is called by. */
const verbs = new Set(
  `abort accept acknowledge activate add apply approve archive assign buy cancel clear close complete
   confirm create deactivate decline delete deny destroy disable dismiss enable enqueue erase execute
   expire finish flush impersonate install invite invoke kill launch logoff logout notify pause publish
   purge reactivate rebuild recalculate reboot regenerate reindex reject remove renew reopen replace
   reprocess rerun resend reset resolve restart restore resubmit resume resync retry revoke rollback
   rotate send signoff signout start submit subscribe suspend sync synchronize terminate toggle trigger
   unarchive unblock uninstall unlock unpublish unregister unsubscribe update upgrade upsert wipe`.split(
    /\s+/,
  ),
);

/** Words that are things as often, as in `purchase_orders`: they count where they stand alone. */
const verbsAlone = new Set(
  `block charge clone copy email import lock mail merge move pay ping purchase refund register release
   run schedule sign stop transfer upload void`.split(/\s+/),
);

/** A word that sounds like an action, in the path, the operationId or the title. */
function actionIn({ name: { path, operationId = "" }, raw }: Operation): string | undefined {
  // The names of parameters, at odd positions, say what a value is.
  const segments = partsOfPath(path)
    .filter((_, index) => index % 2 === 0)
    .flatMap((text) => text.split(/[/:.]/))
    .map(wordsOf);
  const { summary } = raw;
  const [verb = ""] = typeof summary === "string" ? wordsOf(summary) : [];
  const found = [
    // `reset-password` and `password-reset`; of `sign-out` both words together.
    ...segments.flatMap((words) => [words[0], words.at(-1), words.join("")]),
    wordsOf(operationId)[0],
    ...[verb, verb.replace(/s$/, ""), verb.replace(/es$/, "")],
  ];
  const alone = segments.flatMap((words) => (words.length === 1 ? words : []));
  return (
    found.find((word) => word !== undefined && verbs.has(word)) ??
    alone.find((word) => verbsAlone.has(word))
  );
}

function wordsOf(text: string): string[] {
  const spaced = text.replaceAll(/([a-z\d])([A-Z])/g, "$1 $2");
  return spaced.toLowerCase().match(/[a-z]+/g) ?? [];
}

/** By operationId, by `GET /boms/`, or by a pattern of paths; the slash at the end is optional. */
function matcherOf(names: readonly string[]): (operation: Operation) => boolean {
  const matchers = names.map((name) =>
    globOf(withoutSlash(name.replace(/^[a-z]+ /i, (word) => word.toUpperCase()))),
  );
  return ({ name: { method, path, operationId } }) =>
    matchers.some((matches) =>
      [operationId, path, `${method} ${path}`].some(
        (text) => text !== undefined && matches(withoutSlash(text)),
      ),
    );
}

function withoutSlash(text: string): string {
  return text.replace(/\/$/, "");
}
