/** What a page shows: a file to save, or commands with what they print. */
export type Block =
  | { readonly kind: "file"; readonly path: string; readonly text: string }
  | { readonly kind: "commands"; readonly commands: readonly Shown[] };

export interface Shown {
  readonly command: string;
  /** The lines below it; empty if the page shows nothing. */
  readonly output: readonly string[];
}

/**
 * The blocks of a page that a reader follows: those of `console`, and those of any language whose
 * head has `file=PATH`.
 */
export function blocksOf(page: string): Block[] {
  return [...page.matchAll(/^```(\w+)(?: file=(\S+))?\n([\s\S]*?)^```$/gm)].flatMap(
    ([, language, path, text = ""]): Block[] => {
      if (path !== undefined) return [{ kind: "file", path, text }];
      return language === "console" ? [{ kind: "commands", commands: commandsOf(text) }] : [];
    },
  );
}

function commandsOf(text: string): Shown[] {
  const [before = "", ...commands] = text.split(/^\$ /m);
  if (before.trim() !== "") throw new Error(`a block starts without a command: ${before}`);
  return commands.map((each) => {
    const [command = "", ...output] = each.trimEnd().split("\n");
    return { command: command.replace(/ +#.*$/, ""), output };
  });
}

/**
 * Whether output is what a page shows. There, a line `…` stands for any lines, `…` in a line for any
 * text, and seconds are those of another machine.
 */
export function isAsShown(shown: readonly string[], printed: string): boolean {
  const literally = (text: string) => text.replaceAll(/[.*+?^${}()|[\]\\]/g, "\\$&");
  const pattern = shown
    .map((line) =>
      line === "…"
        ? "(?:.*\\n)*"
        : `${literally(line.trimEnd())
            .replaceAll("…", ".*")
            .replaceAll(/\d+\\\.\d s/g, "\\d+\\.\\d s")}\\s*?\\n`,
    )
    .join("");
  return new RegExp(`^${pattern}$`).test(`${printed.trimEnd()}\n`);
}
