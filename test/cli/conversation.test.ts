import { PassThrough } from "node:stream";
import { text } from "node:stream/consumers";
import { expect, test } from "vitest";
import { type Conversation, converse, Stopped } from "../../generator/cli/conversation.js";
import { createTerminal } from "../../generator/cli/terminal.js";

/** What is said in a conversation whose input is this, and ends unless it is open; and how it ends. */
async function talk<T>(
  typed: string,
  hold: (conversation: Conversation) => Promise<T>,
  isOpen = false,
) {
  const [input, output] = [new PassThrough(), new PassThrough()];
  input.write(typed);
  if (!isOpen) input.end();
  const result = await converse({ input, output }, hold).catch((error: unknown) => error);
  output.end();
  return { result, said: await text(output) };
}

test("answers are lines without the blanks around them", async () => {
  const { result, said } = await talk(
    "  one \r\n\ntwo\n",
    async ({ say, ask }) => {
      const answers = [await ask("a? ")];
      say("between");
      return [...answers, await ask("b? "), await ask("c? ")];
    },
    true,
  );
  expect(result).toEqual(["one", "", "two"]);
  expect(said).toBe("a? between\nb? c? ");
});

test("an answer that was typed before its question is not lost", async () => {
  const { result } = await talk("one\ntwo\n", async ({ ask }) => {
    const first = await ask("a? ");
    await new Promise((resolve) => setImmediate(resolve));
    return [first, await ask("b? ")];
  });
  expect(result).toEqual(["one", "two"]);
});

test.each(["", "one\n"])("the end of the input stops it: %j", async (typed) => {
  const { result } = await talk(typed, async ({ ask }) => [await ask("a? "), await ask("b? ")]);
  expect(result).toBeInstanceOf(Stopped);
});

test("an error of whoever asks stays what it is", async () => {
  const { result } = await talk("", () => Promise.reject(new TypeError("mine")));
  expect(result).toEqual(new TypeError("mine"));
});

test.each([
  [{ stdin: true, stderr: true }, true],
  [{ stdin: false, stderr: true }, false],
  [{ stdin: true, stderr: false }, false],
  [{ stdin: true, stderr: true, env: { CI: "true" } }, false],
  [{ stdin: true, stderr: true, quiet: true }, false],
])("whether there is somebody to ask: %j", (given, want) => {
  const { stdin, stderr, env = {}, quiet = false } = { env: {}, quiet: false, ...given };
  const stream = (isTTY: boolean) => ({ isTTY, write: () => true });
  const streams = { stdin: { isTTY: stdin }, stdout: stream(false), stderr: stream(stderr) };
  expect(createTerminal(quiet, { ...streams, env }).canAsk).toBe(want);
});
