import { isJson } from "../serialize.js";

/** A body that is longer is not looked into, so that what an observer holds is bounded. */
const maxBytes = 1_000_000;

/** What there is to know of a body. */
export type SeenBody =
  /** Nothing came, or there is no telling. */
  | { readonly kind: "none" | "unknown" }
  /** It is there, and is no JSON or too long. */
  | { readonly kind: "unread" }
  | { readonly kind: "json"; readonly text: string };

/**
 * The body of a response, which stays as it is: JSON is read from a copy, which has to be made before
 * anybody else reads. Nothing waits for it.
 *
 * @throws what `clone` throws, where somebody has read already
 */
export function seeBody(response: Response): SeenBody | Promise<SeenBody> {
  const { body, headers } = response;
  const length = headers.get("content-length");
  if (length === "0" || !body) return { kind: "none" };
  const type = headers.get("content-type");
  if (type === null) return { kind: "unknown" };
  // What is compressed is longer than it says.
  if (!isJson(type) || Number(length) > maxBytes) return { kind: "unread" };
  return readCopy(response.clone());
}

async function readCopy({ body }: Response): Promise<SeenBody> {
  const reader = body?.getReader();
  const decoder = new TextDecoder();
  let text = "";
  let size = 0;
  while (reader) {
    const { done, value } = await reader.read();
    if (done) break;
    size += value.length;
    if (size > maxBytes) {
      reader.cancel().catch(() => {});
      return { kind: "unread" };
    }
    text += decoder.decode(value, { stream: true });
  }
  text += decoder.decode();
  return text === "" ? { kind: "none" } : { kind: "json", text };
}
