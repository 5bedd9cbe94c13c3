/** `npm run check`: fails if generated/ is not what spec/ gives. */
import { main } from "../generator/cli/main.js";

process.exitCode = await main(["check", ...process.argv.slice(2)]);
