import type { Operation, Response } from "../contract/index.js";
import { type At, responseOf } from "../openapi/index.js";
import { type Exchange, headerOf } from "../recordings/index.js";
import { type AnsweredOperation, judgeAnswer } from "../runtime/observe/index.js";
import { mediaFor } from "./check-request.js";
import type { Deviation } from "./deviation.js";
import type { SchemaCheck } from "./schema-check.js";

/** In what an answer deviates from its operation. */
export function checkResponse(
  { request, response }: Exchange,
  operation: Operation,
  schemas: SchemaCheck,
): Deviation[] {
  const { body } = response;
  const answer = {
    method: request.method,
    url: request.url,
    status: response.status,
    header: (name: string) => headerOf(response, name),
    body: body && {
      isEmpty: body.bytes.length === 0,
      mediaType: body.mediaType,
      isTruncated: body.isTruncated,
      text: () => body.bytes.toString("utf8"),
    },
  };
  return judgeAnswer(answer, answeredOf(operation, schemas));
}

function answeredOf({ at, responses }: Operation, schemas: SchemaCheck): AnsweredOperation<At> {
  return {
    at,
    answerOf: (status) => {
      const found = responseOf(status, responses.values());
      return found && declaredOf(found, schemas);
    },
  };
}

function declaredOf({ at, mayHaveBody, content }: Response, schemas: SchemaCheck) {
  return {
    at,
    mayHaveBody,
    hasContent: content.size > 0,
    contentOf: (type: string | undefined) => {
      const media = mediaFor(content, type);
      if (!media) return undefined;
      const { schema, form } = media;
      return {
        at: media.at,
        isJson: form === "json",
        complaints: (value: unknown) => (schema ? schemas.complaints(schema, value) : []),
      };
    },
  };
}
