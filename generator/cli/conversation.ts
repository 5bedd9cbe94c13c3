import type { Interface } from "node:readline";

/** Questions to a person, one after the other. */
export interface Conversation {
  /** A line that is no question. */
  say(line: string): void;
  /** The answer without blanks around it; throws {@link Stopped} if there will be none. */
  ask(question: string): Promise<string>;
}

/** Ctrl-C, Ctrl-D, or the end of the input: whoever was asked does not want to go on. */
export class Stopped extends Error {
  override readonly name = "Stopped";
}

/** Where questions are asked; a terminal, or any two streams. */
export interface Ends {
  readonly input: NodeJS.ReadableStream;
  readonly output: NodeJS.WritableStream;
}

/** Holds a conversation; afterwards, nothing reads the input any more. */
export async function converse<T>(
  { input, output }: Ends,
  hold: (conversation: Conversation) => Promise<T>,
): Promise<T> {
  // Only those who are asked wait for it.
  const { createInterface } = await import("node:readline");
  const lines = createInterface({ input, output });
  try {
    return await hold({ say: (line) => void output.write(`${line}\n`), ask: asker(lines) });
  } finally {
    lines.close();
  }
}

/** Lines that were typed before their question are its answer, so none may be lost. */
function asker(lines: Interface): Conversation["ask"] {
  const early: string[] = [];
  let waiting: { answer: (line: string) => void; stop: () => void } | undefined;
  let isOver = false;
  const stop = () => {
    isOver = true;
    waiting?.stop();
  };
  lines.on("line", (line) => {
    // Several lines may arrive at once, and whoever waits takes only one.
    const whoever = waiting;
    waiting = undefined;
    if (whoever) whoever.answer(line);
    else early.push(line);
  });
  lines.on("SIGINT", stop);
  lines.on("close", stop);
  return async (question) => {
    lines.setPrompt(question);
    // A closed interface takes no prompt, but its last lines still count.
    if (!isOver) lines.prompt();
    const known = early.shift();
    if (known !== undefined) return known.trim();
    if (isOver) throw new Stopped();
    return new Promise<string>((resolve, reject) => {
      waiting = { answer: (line) => resolve(line.trim()), stop: () => reject(new Stopped()) };
    });
  };
}
