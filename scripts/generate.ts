/** `npm run generate`: brings generated/ up to date with spec/. */
import { main } from "../generator/cli/main.js";

process.exitCode = await main(["generate", ...process.argv.slice(2)]);
