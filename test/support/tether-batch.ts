/** Several command lines in one process, because starting it takes far longer than running one. */
import { main } from "../../generator/cli/main.js";

interface CommandLine {
  readonly folder: string;
  readonly args: readonly string[];
}

for (const { folder, args } of JSON.parse(process.argv[2] ?? "[]") as CommandLine[]) {
  process.chdir(folder);
  const code = await main(args);
  process.stdout.write(`\0${code}\0`);
  process.stderr.write("\0");
}
