import type { Operation, Response } from "../contract/index.js";
import { responseOf } from "../openapi/index.js";
import { type Exchange, headerOf, isEmptyBody } from "../recordings/index.js";
import { type AnsweredOperation, judgeAnswer } from "../runtime/observe/index.js";
import { mediaFor } from "./check-request.js";
import type { Deviation, DeviationDetail, SpecNode } from "./deviation.js";
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
      isEmpty: isEmptyBody(body),
      mediaType: body.mediaType,
      isTruncated: body.isTruncated,
      text: () => body.bytes.toString("utf8"),
    },
  };
  const mediaType = body && (body.mediaType ?? headerOf(response, "content-type"));
  const detail = { status: response.status, ...(mediaType !== undefined && { mediaType }) };
  return judgeAnswer(answer, answeredOf(operation, schemas, detail));
}

/** @param detail of the answer */
function answeredOf(
  { at, responses }: Operation,
  schemas: SchemaCheck,
  detail: DeviationDetail,
): AnsweredOperation<SpecNode> {
  return {
    at: { node: at, detail },
    answerOf: (status) => {
      const found = responseOf(status, responses.values());
      return found && declaredOf(found, schemas, detail);
    },
  };
}

function declaredOf(
  { at, mayHaveBody, content }: Response,
  schemas: SchemaCheck,
  detail: DeviationDetail,
) {
  return {
    at: { node: at, detail },
    mayHaveBody,
    hasContent: content.size > 0,
    contentOf: (type: string | undefined) => {
      const media = mediaFor(content, type);
      if (!media) return undefined;
      const { schema, form } = media;
      return {
        at: { node: media.at },
        isJson: form === "json",
        complaints: (value: unknown) => (schema ? schemas.complaints(schema, value) : []),
      };
    },
  };
}
