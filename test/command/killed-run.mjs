/**
 * A run that is killed, as by `kill -9`, after it has replaced some files: `COUNT FOLDER FILES WRITE`;
 * FILES is a JSON file with what the folder is to hold, WRITE the module that writes.
 */
import fs from "node:fs";
import { syncBuiltinESMExports } from "node:module";

const [count, folder = "", files = "", write = ""] = process.argv.slice(2);

let replaced = 0;
const rename = fs.renameSync;
fs.renameSync = (from, to) => {
  const isReplacing = String(from).endsWith(".new");
  if (isReplacing && replaced++ < Number(count)) return rename(from, to);
  // Once files are replaced, what is renamed next is the journal that says that all are.
  if (isReplacing || replaced > 0) process.kill(process.pid, "SIGKILL");
  rename(from, to);
};
syncBuiltinESMExports();

const { compareFolder, writeFolder } = await import(write);
writeFolder(folder, compareFolder(folder, JSON.parse(fs.readFileSync(files, "utf8"))));
