/**
 * `npm run new -- rule|output|reader|command NAME`: the files of a new one, its place in the list
 * of its kind, and a test. What is written compiles. The tests of an output, a reader and a command
 * pass as they are; that of a rule fails until a comparison reports its kind. Exit codes: 0
 * written, 2 refused.
 */
import { fileURLToPath } from "node:url";
import { begin, Refused } from "./scaffolds/begin.js";

try {
  const root = fileURLToPath(new URL("..", import.meta.url));
  for (const line of begin(root, process.argv.slice(2))) console.log(line);
} catch (error) {
  if (!(error instanceof Refused)) throw error;
  console.error(`new: ${error.message}`);
  process.exitCode = 2;
}
