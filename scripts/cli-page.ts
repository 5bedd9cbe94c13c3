/** docs/cli.md: the table of commands as a page, in the words of `help`. */
import { describeCommands } from "../generator/cli/main.js";
import { toTable } from "./markdown-table.js";

type Flags = Awaited<ReturnType<typeof describeCommands>>["common"];

export async function describeCommandLine(): Promise<string> {
  const { commands, common } = await describeCommands();
  const sections = commands.map(
    ({ name, summary, usage, flags }) =>
      `## ${name}\n\n${sentence(summary)}\n\n\`\`\`console\n$ ${usage}\n\`\`\`\n${flags.length > 0 ? `\n${tableOf(flags)}` : ""}`,
  );
  return `# The command line

<!-- npm run docs -->

\`npx spec-tether help\` lists the commands, \`npx spec-tether help COMMAND\` shows the same as this
page. Where spec-tether is installed, \`tether\` is the same command. Flags of a command stand behind
it.

| Exit code | Meaning |
| --- | --- |
| 0 | success |
| 1 | a finding: \`check\` found the client stale, \`diff\` a change that fails the run, \`capture\` or \`monitor\` something new |
| 2 | the run could not start or finish; a message says why |

Results go to standard output; steps, warnings and errors to standard error. With \`--json\`, standard
output is one document, errors included, and no step is printed.

Every command has these flags:

${tableOf(common)}
\`--debug\` prints each phase of a run, each file that is read or written, each address that is fetched
and each call of git, with sizes and times, to standard error. It shows no header, no content, no
login and no query of an address, so its output may be attached to a report of a fault.

${sections.join("\n")}
The script of \`completion\` completes commands, flags, their values, clients of the config file, rules
and codes, files and folders:

\`\`\`sh
source <(tether completion bash)     # in ~/.bashrc
source <(tether completion zsh)      # in ~/.zshrc, after compinit
tether completion fish | source      # in ~/.config/fish/config.fish
\`\`\`
`;
}

const sentence = (text: string) => `${text.charAt(0).toUpperCase()}${text.slice(1)}.`;

function tableOf(flags: Flags): string {
  return toTable(
    ["Flag", "Meaning"],
    flags.map(({ spelling, about }) => [`\`${spelling}\``, about.replaceAll("<", "&lt;")]),
  );
}
