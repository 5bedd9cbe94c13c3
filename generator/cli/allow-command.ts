import { DiagnosticError, diagnose } from "../diagnostics/index.js";
import { defaultAllowFile, withAllowance } from "../diff/index.js";
import { errorCode, readFileAt, reasonOf } from "../disk/index.js";
import { command } from "./define-command.js";
import { writeReport } from "./report-targets.js";

export const allowCommand = command({
  arguments: "FINGERPRINT",
  count: [1, 1],
  flags: {
    reason: { type: "string", value: "TEXT", help: "why the finding is accepted (required)" },
    until: {
      type: "string",
      value: "DAY",
      help: "last day on which it is accepted, such as 2027-01-31 (required)",
    },
    owner: { type: "string", value: "NAME", help: "who is responsible for it" },
    file: { type: "string", value: "FILE", help: `the allow list (default: ${defaultAllowFile})` },
  },
  async run({ reason, until, owner, file = defaultAllowFile }, [fingerprint = ""], terminal) {
    const refuse = (why: string) => new DiagnosticError([diagnose("config-invalid", { why })]);
    if (reason === undefined) throw refuse("--reason is missing");
    if (until === undefined) throw refuse("--until is missing");
    if (until < new Date().toISOString().slice(0, 10))
      throw refuse(`--until ${until} is in the past`);
    const before = readList(file, refuse);
    const text = withAllowance(before, { fingerprint, reason, until, owner });
    await writeReport(file, text);
    terminal.result(`${fingerprint} is accepted until ${until} (${file})`);
    return 0;
  },
});

/** Empty if there is no list yet. */
function readList(file: string, refuse: (why: string) => DiagnosticError): string {
  try {
    return readFileAt(file, { isLinkFollowed: true }).toString("utf8");
  } catch (error) {
    if (errorCode(error) === "ENOENT") return "";
    throw refuse(`cannot read ${file}: ${reasonOf(error)}`);
  }
}
