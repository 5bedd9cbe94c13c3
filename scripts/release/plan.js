// Says whether there is something to release: a version that the registry does not have, or that has
// no tag because a run has failed in the middle. Changes nothing.
import { appendFileSync } from "node:fs";
import { commitOf, readNotes, readPackages, readPublished } from "./packages.js";

const open = readPackages().filter((each) => !readPublished(each) || !commitOf(each.tag));
for (const each of open) {
  // Before any time is spent on it.
  readNotes(each);
  console.log(`to be released: ${each.tag}`);
}
if (open.length === 0) console.log("nothing to release");
if (process.env.GITHUB_OUTPUT)
  appendFileSync(process.env.GITHUB_OUTPUT, `needed=${open.length > 0}\n`);
