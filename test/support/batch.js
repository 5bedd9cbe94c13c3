/** Several command lines in one process, because starting it takes far longer than running one. */
import { main } from "./dist/cli/main.js";

for (const { folder, args } of JSON.parse(process.argv[2] ?? "[]")) {
  process.chdir(folder);
  const code = await main(args);
  process.stdout.write(`\0${code}\0`);
  process.stderr.write("\0");
}
