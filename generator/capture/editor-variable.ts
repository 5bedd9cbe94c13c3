import { isFields } from "../openapi/index.js";

/**
 * Whether a text holds a variable of the vendor's editor, such as `{{baseUrl}}`, `{{$randomUUID}}`
 * or `{{$date.now}}`. The editor puts a value there when it sends the call; what that is, no page
 * says, so the text is no value.
 */
export function holdsVariable(text: string): boolean {
  return /\{\{[^{}]*\}\}/.test(text);
}

/** As `holdsVariable`, for any text in a value; names of members do not count. */
export function isOpenValue(value: unknown): boolean {
  const pending = [value];
  while (pending.length > 0) {
    const next = pending.pop();
    if (typeof next === "string" && holdsVariable(next)) return true;
    if (Array.isArray(next)) for (const item of next) pending.push(item);
    else if (isFields(next)) for (const member of Object.values(next)) pending.push(member);
  }
  return false;
}
