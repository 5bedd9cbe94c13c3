import type { At } from "../openapi/index.js";

/** The name of the component at a place; undefined if there is no component at it. */
export function componentAt(at: At, section = "schemas"): string | undefined {
  return at.up?.token === section &&
    at.up.up?.token === "components" &&
    at.up.up.up?.up === undefined
    ? at.token
    : undefined;
}
