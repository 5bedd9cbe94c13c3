import type { JsonSchema } from "../schemas/schema.js";
import type { Keywords } from "../validate/check.js";
import type { AnsweredOperation, DeclaredAnswer } from "./judge-answer.js";
import { createMemberCheck } from "./member-check.js";
import { tryPattern, withPatterns } from "./patterns.js";

/** What the generator knows of an API's answers. */
export interface ObservedApi {
  /** Those that its schemas have. */
  readonly keywords: Keywords;
  readonly definitions: Readonly<Record<string, JsonSchema>>;
  /** By the id of the operation. */
  readonly operations: Readonly<Record<string, ObservedOperation>>;
}

export interface ObservedOperation {
  /** Upper case. */
  readonly method: string;
  /** Path template, exactly as in the spec. */
  readonly path: string;
  /** By status, class of statuses (`4XX`) or `default`. */
  readonly answers: Readonly<Record<string, ObservedAnswer>>;
}

export interface ObservedAnswer {
  /** Whether its status allows of no body. */
  readonly isBodiless?: true;
  /** By media type, in lower case: the schema of JSON, null for what is no JSON. */
  readonly content?: Readonly<Record<string, JsonSchema | null>>;
}

/**
 * The operations of an API as answers are judged by them. What checks a schema is made when an answer
 * needs it for the first time.
 */
export function answeredBy(
  api: ObservedApi,
): (operationId: string) => AnsweredOperation<undefined> | undefined {
  const keywords = withPatterns(api.keywords, tryPattern);
  const made = new Map<string, AnsweredOperation<undefined>>();
  return (operationId) => {
    const table = Object.hasOwn(api.operations, operationId) && api.operations[operationId];
    if (!table) return undefined;
    const known = made.get(operationId) ?? answeredOf(table, api.definitions, keywords);
    made.set(operationId, known);
    return known;
  };
}

function answeredOf(
  { answers }: ObservedOperation,
  definitions: ObservedApi["definitions"],
  keywords: Keywords,
): AnsweredOperation<undefined> {
  const made = new Map<string, DeclaredAnswer<undefined>>();
  return {
    at: undefined,
    answerOf: (status) => {
      const key = [`${status}`, `${Math.floor(status / 100)}XX`, "default"].find((each) =>
        Object.hasOwn(answers, each),
      );
      if (key === undefined) return undefined;
      const known = made.get(key) ?? declaredOf(answers[key] ?? {}, definitions, keywords);
      made.set(key, known);
      return known;
    },
  };
}

function declaredOf(
  { isBodiless, content = {} }: ObservedAnswer,
  definitions: ObservedApi["definitions"],
  keywords: Keywords,
): DeclaredAnswer<undefined> {
  const contents = new Map(
    Object.entries(content).map(([type, schema]) => {
      const root = Object(schema) === schema ? { ...(schema as object), $defs: definitions } : true;
      const check = createMemberCheck(schema === false ? schema : root, keywords);
      return [type, { at: undefined, isJson: schema !== null, complaints: check }] as const;
    }),
  );
  return {
    at: undefined,
    mayHaveBody: !isBodiless,
    hasContent: contents.size > 0,
    contentOf: (mediaType = "") => {
      const type = mediaType.toLowerCase().replaceAll(/[\s"]/g, "");
      const [essence = ""] = type.split(";", 1);
      const [range = ""] = essence.split("/", 1);
      if (type === "") return contents.size === 1 ? [...contents.values()][0] : undefined;
      return [type, essence, `${range}/*`, "*/*"]
        .map((each) => contents.get(each))
        .find((each) => each !== undefined);
    },
  };
}
