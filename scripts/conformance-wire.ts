/**
 * `npm run conformance:wire -- SPEC... [--verbose]`: calls every operation of a spec through Prism,
 * a mock server that checks requests against the document, once with what the operation must have
 * and once with all that it can have. The arguments are made from the schemas.
 *
 * Each call is also written by hand, as for curl, from the document alone. What Prism refuses of
 * both counts as Prism's (or as the sample's that was made for the call); what it refuses of the
 * client only is the client's, and so is an answer that the client cannot read.
 *
 * Exit code 0 if nothing is the client's, 1 if something is, 2 if it could not run.
 */
import { basename, resolve } from "node:path";
import { callAll, type Judged } from "../test/wire/conformance/call-all.js";
import type { Outcome } from "../test/wire/conformance/compare.js";

const specs = process.argv.slice(2).filter((argument) => !argument.startsWith("--"));
const tell = process.argv.includes("--verbose") ? console.error : () => {};

function report(path: string, judged: readonly Judged[]): boolean {
  const of = (kind: Outcome["kind"]) => judged.filter(({ outcome }) => outcome.kind === kind);
  const [parsed, prism, client] = [of("parsed"), of("prism"), of("client")];
  const unsent = client.filter(({ outcome }) => "why" in outcome && /^not sent/.test(outcome.why));
  console.log(
    `${basename(path)}: ${judged.length - unsent.length} of ${judged.length} calls sent, ` +
      `${parsed.length} parsed, ` +
      `${prism.length} refused also by hand, ${client.length} the client's`,
  );
  for (const [kind, list] of [
    ["by hand too", prism],
    ["client", client],
  ] as const) {
    const classes = new Map<string, Judged[]>();
    for (const one of list) {
      const why = "why" in one.outcome ? one.outcome.why : "";
      classes.set(why, [...(classes.get(why) ?? []), one]);
    }
    for (const [why, all] of [...classes].sort(([, one], [, other]) => other.length - one.length)) {
      console.log(`  ${kind}: ${all.length} × ${why}, such as ${all[0]?.operation}`);
    }
  }
  return client.length === 0;
}

if (specs.length === 0) {
  console.error("usage: npm run conformance:wire -- SPEC... [--verbose]");
  process.exit(2);
}
let isFine = true;
for (const path of specs) {
  try {
    isFine = report(path, await callAll(resolve(path), tell)) && isFine;
  } catch (error) {
    console.error(`${path}: could not run: ${error instanceof Error ? error.message : error}`);
    process.exit(2);
  }
}
process.exitCode = isFine ? 0 : 1;
