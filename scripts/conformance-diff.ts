/**
 * `npm run conformance:diff -- DIR [--json]`: how far the diff engine agrees with the cases of a
 * folder laid out like oasdiff's. Exits 1 below 0.97, passing or deliberately different, or if more
 * than 5 % differ deliberately, but for what record 19 decides.
 */
import { type Outcome, scoreAll } from "../test/diff/conformance/score.js";

const [folder] = process.argv.slice(2).filter((argument) => !argument.startsWith("--"));
if (folder === undefined) {
  console.error("usage: npm run conformance:diff -- DIR [--json]");
  process.exit(2);
}

const outcomes = await scoreAll(folder);
const of = (verdict: Outcome["verdict"]) =>
  outcomes.filter((outcome) => outcome.verdict === verdict);
const [passed, deliberate, failed] = [of("passed"), of("deliberate"), of("failed")];
const undecided = deliberate.filter(({ isDecided }) => !isDecided);
const total = outcomes.length;
const score = (passed.length + deliberate.length) / total;

if (process.argv.includes("--json")) {
  console.log(
    JSON.stringify(
      {
        total,
        passed: passed.length,
        deliberate: deliberate.length,
        failed: failed.length,
        score,
        cases: outcomes,
      },
      undefined,
      2,
    ),
  );
} else {
  for (const { id, missing, extra } of failed) {
    console.log(`failed: ${id}`);
    for (const item of missing) console.log(`  not found: ${item}`);
    for (const item of extra) console.log(`  not expected: ${item}`);
  }
  for (const { id, reasons } of deliberate) console.log(`different: ${id}: ${reasons.join(" ")}`);
  console.log(
    `${total} cases: ${passed.length} pass, ${deliberate.length} differ deliberately (${deliberate.length - undecided.length} as record 19 decides), ` +
      `${failed.length} fail; ${score.toFixed(3)}`,
  );
}
process.exitCode = score >= 0.97 && undecided.length <= 0.05 * total ? 0 : 1;
