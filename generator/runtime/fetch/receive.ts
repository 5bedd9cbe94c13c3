import { ApiError } from "../errors.js";
import { type Answer, failureOf } from "../response.js";

/** Keeps a Request, and with it its signal, as long as what came for it is read. */
const requests = new WeakMap<Response, Request>();

/**
 * The response for openapi-fetch and its middleware. The body is read here, within the time limits and
 * the call's turn: whoever looks at it later may take his time, and may call again for what he lacks.
 *
 * @param isStream whether the caller reads a success by himself, without a time limit
 */
export async function receive(
  answer: Answer,
  request: Request,
  isStream: boolean,
): Promise<Response> {
  const { response } = answer;
  if (isStream && response.ok) {
    requests.set(response, request);
    answer.handOver();
    return response;
  }
  try {
    const bytes = await answer.wait(response.arrayBuffer());
    const read = withBody(response, bytes.byteLength > 0 ? bytes : null);
    if (response.ok) answer.end();
    else answer.giveUp(failureOf(answer, await read.clone().text()));
    return read;
  } catch (thrown) {
    const error =
      thrown instanceof ApiError ? thrown : answer.fail("its body cannot be read", thrown);
    answer.giveUp(error);
    throw error;
  }
}

/** The response with its body, which has been read, so that it can be read again. */
function withBody(response: Response, body: ArrayBuffer | null): Response {
  const { headers, status, statusText } = response;
  // No Response can be made with another, but a server can send it.
  const isUsual = status >= 200 && status <= 599;
  const copy = new Response(body, { headers, statusText, ...(isUsual && { status }) });
  const others = ["redirected", "type", "url", ...(isUsual ? [] : ["ok", "status"])] as const;
  for (const name of others) {
    Object.defineProperty(copy, name, { value: response[name as keyof Response] });
  }
  return copy;
}
