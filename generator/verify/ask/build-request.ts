import type { Operation } from "../../contract/index.js";
import { isIgnoredParameter, partsOfPath, spellingOf } from "../../openapi/index.js";
import type { Header } from "../../recordings/index.js";
import type { SafeMethod, SafeRequest } from "./asked-service.js";
import type { CarriedCredential } from "./credentials.js";
import { type Binding, keyOf } from "./known-values.js";

/** The smallest request that an operation takes: its path, and what it requires. */
export function requestFor(
  operation: Operation,
  binding: Binding,
  credentials: readonly CarriedCredential[],
  method = operation.name.method as SafeMethod,
): SafeRequest {
  const query: string[] = [];
  const headers: Header[] = [];
  for (const { in: place, name, required } of operation.parameters.values()) {
    const value = binding.get(keyOf(place, name));
    if (place === "path" || value === undefined || !required) continue;
    if (place === "query") query.push(`${encodeURIComponent(name)}=${encodeURIComponent(value)}`);
    if (place === "header" && !isIgnoredParameter(place, name)) headers.push([name, value]);
  }
  const { path } = operation.name;
  const target = pathWith(path, binding) + (query.length > 0 ? `?${query.join("&")}` : "");
  return { method, target, shown: path, headers, credentials };
}

function pathWith(path: string, binding: Binding): string {
  return partsOfPath(path)
    .map((part, index) =>
      index % 2 === 0 ? encodeURI(part) : encodeURIComponent(binding.get(part) ?? ""),
    )
    .join("");
}

/** Why a request for an operation cannot be put together; undefined if it can. */
export function whyUnsendable({ parameters, name }: Operation): string | undefined {
  for (const { in: place, name: parameter, raw, required, content } of parameters.values()) {
    if (place !== "path" && !required) continue;
    const isPlain =
      content.size === 0 &&
      (place !== "path" || spellingOf(raw, place).style === "simple") &&
      place !== "cookie";
    if (!isPlain && !isIgnoredParameter(place, parameter))
      return `its ${place} parameter ${parameter} has a form that is not sent here`;
  }
  return name.path.includes("?") || name.path.includes("#") ? "its path has a query" : undefined;
}
