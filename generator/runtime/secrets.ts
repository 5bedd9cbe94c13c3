import { percentEncode } from "./values.js";

/** Takes what must not be shown out of a text. */
export type Hide = (text: string) => string;

/** The text without the secrets. Short ones stay, because they may be parts of words. */
export function hide(secrets: readonly string[], text: string): string {
  let hidden = text;
  for (const secret of secrets) {
    if (secret.length < 8) continue;
    for (const form of [secret, percentEncode(secret)])
      hidden = hidden.replaceAll(form, "[hidden]");
  }
  return hidden;
}

/** A copy of the headers without them; those of a response stay as they came. */
export function hideInHeaders(headers: Headers, hide: Hide): Headers {
  const hidden = new Headers();
  headers.forEach((value, name) => {
    hidden.append(name, hide(value));
  });
  return hidden;
}
