import { catalogue } from "../diagnostics/index.js";
import { keysOf } from "../narrowing.js";
import { command } from "./define-command.js";

export const explainCommand = command({
  arguments: "[CODE]",
  count: [0, 1],
  flags: {},
  async run(_, [code], terminal) {
    if (code === undefined) {
      const width = Math.max(...codes.map((each) => each.length));
      for (const each of codes) {
        terminal.result(`${each.padEnd(width)}  ${catalogue[each].title}`);
      }
      return 0;
    }
    const known = codes.find((each) => each === code);
    if (known === undefined) {
      terminal.problem(
        `tether: there is no code "${code}". \`npx spec-tether explain\` lists them.`,
      );
      return 2;
    }
    const { severity, title, cause, help } = catalogue[known];
    for (const line of [`${severity}[${known}]: ${title}`, "", cause, "", help])
      terminal.result(line);
    return 0;
  },
});

const codes = keysOf(catalogue).sort();
