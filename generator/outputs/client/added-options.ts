import { docs, type StatementStructures } from "../../typescript/index.js";
import type { ClientAdditions } from "./additions.js";
import { importPrivately } from "./import-privately.js";

/** The options of the client that other outputs add. */
export function declareAddedOptions({ validates, observes }: ClientAdditions) {
  return [...(validates ? [validate, onInvalid] : []), ...(observes ? [observe] : [])];
}

const validate = {
  name: "validate",
  type: "$Validation",
  hasQuestionToken: true,
  isReadonly: true,
  docs: docs([
    'Whether the data of answers is checked against its schema: "report" tells `onInvalid` of what does not match, "strict" makes the call fail with `InvalidAnswerError`. Default: "off". A text that an enum does not list passes, and is only told.',
  ]),
};

const onInvalid = {
  name: "onInvalid",
  type: "(answer: $InvalidAnswer) => void",
  hasQuestionToken: true,
  isReadonly: true,
  docs: docs([
    "Is told of answers that do not match their schema and are handed over all the same, without their values. What it throws is ignored. Default: nothing is told.",
  ]),
};

const observe = {
  name: "observe",
  type: "$Observer | readonly $Observer[]",
  hasQuestionToken: true,
  isReadonly: true,
  docs: docs([
    "Sees calls and answers without having a part in them: what `createObserver` of `observe.ts` and `recordTo` of `record.ts` make. Default: nothing.",
  ]),
};

/** What the client is made with besides, each under a name that no operation can have. */
export function importAdded({ validates, observes }: ClientAdditions): StatementStructures[] {
  return [
    ...(validates
      ? [
          importPrivately(
            "./runtime/validate/invalid-answer.js",
            ["InvalidAnswer", "Validation"],
            true,
          ),
          importPrivately("./runtime/validate/validating-client.js", ["validating"]),
        ]
      : []),
    ...(observes
      ? [
          importPrivately("./runtime/observe/observer.js", ["Observer"], true),
          importPrivately("./runtime/observe/observed-options.js", ["observed"]),
        ]
      : []),
  ];
}

/** What makes the client, as source text. */
export function madeClient(
  config: string,
  credentials: string,
  { validates, observes }: ClientAdditions,
): string {
  const options = observes ? "$observed(options)" : "options";
  const client = `$createClient(${config}, ${options}, ${credentials})`;
  return validates ? `$validating(${client}, options)` : client;
}
