import type { At } from "../openapi/index.js";

/** The name of the component that stands at a place; undefined if it is none. */
export function componentAt(at: At, section = "schemas"): string | undefined {
  return at.up?.token === section &&
    at.up.up?.token === "components" &&
    at.up.up.up?.up === undefined
    ? at.token
    : undefined;
}
