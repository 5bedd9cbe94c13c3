import { didYouMean } from "../diagnostics/index.js";
import { keysOf } from "../narrowing.js";
import type { CommandEntry } from "./commands.js";
import { complete } from "./complete.js";
import { completionScripts } from "./completion-scripts.js";
import { command, refuse } from "./define-command.js";

const shells = keysOf(completionScripts);

/** What the scripts call, in place of a shell's name: `completion words -- generate --ou`. */
const asked = "words";

/** @param commands every command, this one too */
export const completionOf = (commands: readonly CommandEntry[]) =>
  command({
    arguments: shells.join("|"),
    // The words of a command line, however long that is.
    count: [1, Number.POSITIVE_INFINITY],
    values: shells,
    flags: {},
    async run(_, [shell = "", ...words], terminal) {
      if (shell === asked) {
        const { paths, words: found } = await complete(words, commands);
        terminal.document([paths, ...found.flatMap(({ word, about }) => [word, about])].join("\n"));
        return 0;
      }
      if (words[0] !== undefined) throw refuse(`unexpected argument "${words[0]}"`);
      const known = shells.find((name) => name === shell);
      if (known === undefined)
        throw refuse(`there is no completion for "${shell}"${didYouMean(shell, shells)}`);
      terminal.document(completionScripts[known]);
      return 0;
    },
  });
