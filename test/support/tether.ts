/** The command line as a program, for tests that run it in a process of its own. */
import { main } from "../../generator/cli/main.js";

process.exitCode = await main(process.argv.slice(2));
