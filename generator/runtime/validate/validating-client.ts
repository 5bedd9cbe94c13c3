import type { Client } from "../client.js";
import { refuse } from "../errors.js";
import type { OperationDescriptor } from "../operation.js";
import type { CallOptions } from "../options.js";
import { type Reader, readJson } from "../readers.js";
import { isJson } from "../serialize.js";
import type { Issue } from "./check.js";
import {
  type AnswerIssue,
  type InvalidAnswer,
  InvalidAnswerError,
  type Validation,
} from "./invalid-answer.js";
import type { StandardSchema } from "./standard.js";

/** What a client that can check its answers is told besides. */
export interface ValidationOptions {
  readonly validate?: Validation | undefined;
  readonly onInvalid?: ((answer: InvalidAnswer) => void) | undefined;
}

/** Options of one call of a client that can check its answers. */
export interface ValidatedCallOptions extends CallOptions {
  /**
   * Whether the data of the answer is checked against its schema, over what the client says.
   * InvalidArgumentError if it is "report", and the client has no `onInvalid`.
   */
  readonly validate?: Validation;
}

/** The schemas of an operation's data. */
export interface AnswerSchemas {
  /** By status, class of statuses or `default`; false for an answer that has none. */
  readonly answers?: Readonly<Record<string, StandardSchema<unknown> | false>>;
}

/**
 * A client that can check the data of its answers: what `await` gives. Streams, files and the bodies
 * of failures are as they came.
 *
 * @throws InvalidArgumentError naming the option that cannot be used
 */
export function validating(client: Client, options: ValidationOptions): Client {
  refuseMode(options.validate, options);
  return {
    ...client,
    call: (operation, args, given: ValidatedCallOptions | undefined) => {
      const mode = given?.validate ?? options.validate ?? "off";
      if (mode === "off") return client.call(operation, args, given);
      const check: OperationDescriptor["check"] = (own, allowed) => {
        operation.check?.(own, allowed);
        refuseMode(mode, options);
      };
      const read = checkedReader(operation, mode, options.onInvalid);
      return client.call({ ...operation, check, read }, args, given);
    },
  };
}

function refuseMode(mode: unknown, { onInvalid }: ValidationOptions): void {
  if (![undefined, "off", "report", "strict"].includes(mode as string | undefined)) {
    refuse("validate", 'must be "off", "report" or "strict"');
  }
  if (mode === "report" && !onInvalid) refuse("onInvalid", 'is needed where validate is "report"');
}

function checkedReader(
  { read = readJson, answers = {} }: OperationDescriptor & AnswerSchemas,
  mode: Validation,
  onInvalid: ValidationOptions["onInvalid"],
): Reader {
  return async (response, context) => {
    const data = await read(response, context);
    const { status } = response;
    const schema =
      answers[status] ?? answers[`${Math.floor(status / 100)}XX`] ?? answers["default"];
    const isData = !context.type || isJson(context.type);
    if (!schema || !isData || Symbol.asyncIterator in Object(data)) return data;
    const { issues = [] } = schema["~standard"].validate(data);
    if (issues.length === 0) return data;
    const { operationId, method } = context.request.info;
    const invalid = { operationId, method, status, issues: issues.map(shown) };
    // The spec may just be older than the service, and a caller has a branch for what it cannot know.
    const isNewer = issues.every(
      ({ keyword, path }) => keyword === "enum" && typeof valueAt(data, path) === "string",
    );
    if (mode === "strict" && !isNewer) throw new InvalidAnswerError(context.request.info, invalid);
    try {
      onInvalid?.(invalid);
    } catch {
      // As with hooks: it must not change the outcome of a call.
    }
    return data;
  };
}

function valueAt(data: unknown, path: Issue["path"]): unknown {
  return path.reduce<unknown>((value, step) => Object(value)[step], data);
}

function shown({ path, schemas, keyword, message }: Issue): AnswerIssue {
  const names = new Set(schemas.flatMap(namesIn));
  const steps = path.map((step) =>
    typeof step === "number" ? step : names.has(step) ? escaped(step) : "*",
  );
  return { pointer: steps.map((step) => `/${step}`).join(""), keyword, message };
}

/** The names of members that a schema itself lists. */
function namesIn(schema: object): readonly string[] {
  const { properties = {}, required = [] } = schema as {
    properties?: object;
    required?: readonly string[];
  };
  return [...Object.keys(properties), ...required];
}

const escaped = (name: string) => name.replaceAll("~", "~0").replaceAll("/", "~1");
