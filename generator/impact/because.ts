import { type Finding, partsOf } from "../diff/index.js";
import type { Use, UseKind } from "../uses/index.js";
import { isOfAbsence } from "./meetings.js";

/** What the code does there, with the name of what it uses. */
const doing: Readonly<Record<UseKind, (name: string) => string>> = {
  call: (name) => `It calls ${name}`,
  argument: (name) => `It passes ${name}`,
  bodyField: (name) => `It sends ${name}`,
  answerField: (name) => `It reads ${name}`,
  enumValue: (name) => `It knows ${name}`,
  discriminator: (name) => `It tells ${name} apart`,
  status: (name) => `It asks for the status ${name}`,
  errorClass: (name) => `It handles ${name}`,
  webhook: (name) => `It receives ${name}`,
  type: (name) => `It names ${name}`,
};

/**
 * Why a use may break although no error is about it: a sentence, and what the rule says of it.
 *
 * @param isRejected whether the compiler rejects its statement for something else; of a call it tells
 *   only the first thing that it does not take
 */
export function becauseOf(
  { kind }: Finding,
  { kind: of, name, whole }: Use,
  rule: string,
  isRejected: boolean,
): string {
  const { aspect, verb } = partsOf(kind);
  const what = doing[of](`\`${name}\``);
  const done = ((): string => {
    if (isRejected) return `${what}, where another change is rejected that may hide this one`;
    if (isOfAbsence(kind)) return `${what}, and what it passes does not show what changed`;
    if (whole) return `${what} as a whole, so that may include what changed`;
    if (of === "enumValue" && aspect === "enum" && verb === "added")
      return `${what}, and other code may have to know the new value`;
    if (of === "status" || of === "errorClass")
      return `${what}, and the statuses that the operation answers with are others now`;
    return `${what}, and compiles with the change`;
  })();
  return `${done}. ${rule}`;
}
