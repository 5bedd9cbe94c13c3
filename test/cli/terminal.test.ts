import { describe, expect, test } from "vitest";
import { createTerminal } from "../../generator/cli/terminal.js";
import { diagnose } from "../../generator/diagnostics/index.js";

interface Given {
  readonly tty?: boolean;
  readonly env?: Readonly<Record<string, string>>;
  readonly quiet?: boolean;
}

/** What a short run writes to standard error; `|` stands for going back to the line's start and wiping it. */
function errorsOf({ tty = false, env = {}, quiet = false }: Given): string {
  let text = "";
  const stderr = { isTTY: tty, columns: 12, write: (part: string) => (text += part) };
  const stdout = { isTTY: tty, write: () => true };
  const terminal = createTerminal(quiet, { stdout, stderr, env });
  terminal.progress("one");
  terminal.progress("a long step");
  terminal.diagnostics([diagnose("not-openapi", { found: "x" })]);
  terminal.result("done");
  return text.replaceAll("\r\u001b[K", "|").replace(/\n {2}help.*/, "");
}

const message = "error[not-openapi]: neither an OpenAPI 3 nor a Swagger 2.0 document: x\n";
const coloured =
  "\u001b[1;31merror[not-openapi]\u001b[0m: neither an OpenAPI 3 nor a Swagger 2.0 document: x\n";
const lines = "tether: one\ntether: a long step\n";
const replaced = "tether: one|tether: a l|";

describe("standard error of a run", () => {
  const cases: readonly { name: string; given: Given; want: string }[] = [
    { name: "in a pipe: plain lines", given: {}, want: lines + message },
    { name: "on a terminal", given: { tty: true }, want: replaced + coloured },
    {
      name: "on a terminal of CI: lines that stay",
      given: { tty: true, env: { CI: "true" } },
      want: lines + coloured,
    },
    {
      name: "on a terminal that can do nothing",
      given: { tty: true, env: { TERM: "dumb" } },
      want: lines + message,
    },
    {
      name: "with NO_COLOR",
      given: { tty: true, env: { NO_COLOR: "1", FORCE_COLOR: "1" } },
      want: replaced + message,
    },
    {
      name: "with an empty NO_COLOR",
      given: { tty: true, env: { NO_COLOR: "" } },
      want: replaced + coloured,
    },
    { name: "with FORCE_COLOR", given: { env: { FORCE_COLOR: "1" } }, want: lines + coloured },
    {
      name: "with FORCE_COLOR=0",
      given: { tty: true, env: { FORCE_COLOR: "0" } },
      want: replaced + message,
    },
    { name: "when quiet", given: { tty: true, quiet: true }, want: coloured },
  ];
  test.each(cases)("$name", ({ given, want }) => {
    expect(errorsOf(given)).toBe(want);
  });
});

test.each([
  ["a terminal's", { columns: 132 }, { COLUMNS: "70" }, 132],
  ["what the environment says, without a terminal", {}, { COLUMNS: "70" }, 70],
  ["80 otherwise", {}, {}, 80],
  ["80 if the environment says nonsense", {}, { COLUMNS: "wide" }, 80],
  ["at least as many as labels need", { columns: 10 }, {}, 40],
])("the width of standard output is %s", (_, stream, env, want) => {
  const stdout = { ...stream, write: () => true };
  expect(createTerminal(false, { stdout, stderr: stdout, env }).columns).toBe(want);
});
