import { describe, expect, test } from "vitest";
import { compile } from "../support/compiler.js";
import { generateInto, specWith } from "../support/generator.js";

/** Responses by status; text stands for a JSON body whose one property has that name. */
interface Case {
  readonly name: string;
  readonly given: Readonly<Record<string, string | null>>;
  /** The type; in it `B<name>` for that body. */
  readonly want: string;
  /** Against `result`. Below `@ts-expect-error` stands what must not compile. */
  readonly program: string;
}

const cases: readonly Case[] = [
  {
    name: "nothing but a success",
    given: { 200: "data" },
    want: "Success<200, LookData> | Failure | Unanswered",
    program: `
      if (result.ok) result.data.data satisfies string;
      else if (result.status === 404) { result.error satisfies NotFoundError; result.error.body satisfies unknown; }
      else if (result.status === 422) result.error.fields satisfies Record<string, string[]>;
      else if (result.status === 418) result.status satisfies 418;
      else if (result.status === 503) result.error satisfies ServerError;
      else if (result.status === undefined) result.error satisfies ApiError;
      const all: 400 | 401 | 403 | 404 | 409 | 422 | 429 = {} as keyof FailureByStatus;
      void all;
      if (!result.ok) {
        // @ts-expect-error not every failure has fields
        void result.error.fields;
        // @ts-expect-error 200 is no failure
        void (result.status === 200);
      }`,
  },
  {
    name: "failures with a body of their own",
    given: { 200: "data", 404: "missing", 409: null, 418: "tea", 503: "busy" },
    want:
      "Success<200, LookData> | FailedWith<404, B<missing>> | FailedWith<409, undefined> | " +
      "FailedWith<418, B<tea>> | FailedWith<503, B<busy>> | " +
      "FailureByStatus[400 | 401 | 403 | 422 | 429] | OtherFailure<418> | OtherServerFailure<503> | Unanswered",
    program: `
      if (result.status === 404) { result.error satisfies NotFoundError; result.error.body.missing satisfies string; }
      if (result.status === 409) { result.error satisfies ConflictError; result.error.body satisfies undefined; }
      if (result.status === 418) result.error.body.tea satisfies string;
      if (result.status === 503) { result.error satisfies ServerError; result.error.body.busy satisfies string; }
      if (result.status === 429) result.error.retryAfterMs satisfies number | undefined;
      if (result.status === 500 || result.status === 410) {
        result.error.body satisfies unknown;
        // @ts-expect-error only 503 and 418 have a body that is known
        void result.error.body.busy;
      }`,
  },
  {
    name: "a fallback for all",
    given: { 200: "data", default: "problem" },
    want: "Success<200, LookData> | Failure<B<problem>> | Unanswered",
    program: `
      if (!result.ok && result.status) result.error.body.problem satisfies string;
      if (result.status === 401) result.error satisfies AuthenticationError;`,
  },
  {
    name: "a fallback behind others",
    given: { 200: "data", 400: "wrong", default: "problem" },
    want:
      "Success<200, LookData> | FailedWith<400, B<wrong>> | " +
      "FailureByStatus<B<problem>>[401 | 403 | 404 | 409 | 422 | 429] | " +
      "OtherFailure<never, B<problem>> | OtherServerFailure<never, B<problem>> | Unanswered",
    program: `
      if (result.status === 400) { result.error satisfies BadRequestError; result.error.body.wrong satisfies string; }
      else if (!result.ok && result.status) result.error.body.problem satisfies string;`,
  },
  {
    name: "ranges",
    given: { "2XX": "data", "4XX": "refused", "5XX": "broken", 404: "missing" },
    want:
      "Success<Status2XX, LookData> | FailedWith<404, B<missing>> | " +
      "FailureByStatus<B<refused>>[400 | 401 | 403 | 409 | 422 | 429] | " +
      "OtherFailure<never, unknown, Status3XX> | " +
      "OtherFailure<keyof FailureByStatus, B<refused>, Status4XX> | " +
      "OtherServerFailure<never, B<broken>> | Unanswered",
    program: `
      if (result.status === 206) result.data.data satisfies string;
      if (result.status === 404) result.error.body.missing satisfies string;
      if (result.status === 403) { result.error satisfies PermissionError; result.error.body.refused satisfies string; }
      if (result.status === 451) { result.status satisfies 451; result.error.body.refused satisfies string; }
      if (result.status === 500) { result.error satisfies ServerError; result.error.body.broken satisfies string; }
      if (result.status === 302) {
        result.error.body satisfies unknown;
        // @ts-expect-error nothing is known of a redirect's body
        void result.error.body.refused;
      }`,
  },
  {
    name: "a range of redirects",
    given: { 200: "data", "3XX": null, 429: null },
    want:
      "Success<200, LookData> | FailedWith<429, undefined> | " +
      "FailureByStatus[400 | 401 | 403 | 404 | 409 | 422] | " +
      "OtherFailure<never, undefined, Status3XX> | " +
      "OtherFailure<keyof FailureByStatus, unknown, Status4XX> | OtherServerFailure | Unanswered",
    program: `
      if (result.status === 301) result.error.body satisfies undefined;
      if (result.status === 429) result.error satisfies RateLimitError<undefined>;
      if (result.status === 410) result.error.body satisfies unknown;`,
  },
  {
    name: "several successes",
    given: { 200: "data", 201: "made", "2XX": null },
    want:
      "Success<200, B<data>> | Success<201, B<made>> | " +
      "Success<Exclude<Status2XX, 200 | 201>, undefined> | Failure | Unanswered",
    program: `
      if (result.status === 200) result.data.data satisfies string;
      if (result.status === 201) result.data.made satisfies string;
      if (result.status === 204) result.data satisfies undefined;`,
  },
];

const errors =
  "ApiError, AuthenticationError, BadRequestError, ConflictError, FailureByStatus, NotFoundError, PermissionError, RateLimitError, ServerError";

describe("a result is distinguished by its status", async () => {
  const outputs: Record<string, Record<string, string>> = {};
  const types: Record<string, string | undefined> = {};
  for (const [position, { name, given, program }] of cases.entries()) {
    const { files } = await generateInto(
      specWith({ "GET /things": { operationId: "look", responses: responsesOf(given) } }),
    );
    types[name] = /export type LookResult = ([\s\S]*?);\n\n/.exec(
      files["groups/default.ts"] ?? "",
    )?.[1];
    const head = `import type { LookResult, ${errors} } from "./index.js";
      export type { ${errors} };
      declare const result: LookResult;\n`;
    outputs[`case-${position}`] = { ...files, "program.ts": head + program };
  }

  test.each(cases)("$name", ({ name, want }) => {
    expect(types[name]?.replaceAll(/\{\n {2}(\w+): string;\n\}/g, "B<$1>")).toBe(want);
  });

  test("programs see the right types", () => expect(compile(outputs)).toEqual([]));
});

function responsesOf(given: Case["given"]): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(given).map(([status, property]) => {
      const content = property && {
        "application/json": {
          schema: {
            type: "object",
            required: [property],
            properties: { [property]: { type: "string" } },
          },
        },
      };
      return [status, { description: "Some.", ...(content && { content }) }];
    }),
  );
}
