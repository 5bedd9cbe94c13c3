import { methodOfName } from "../../openapi/index.js";
import { splitServer } from "../endpoint-path.js";
import type { Fact, Quote } from "../fact.js";

/** A method with a path or URL, as pages write it on a line of its own. */
export interface Call {
  /** Upper case. */
  readonly method: string;
  /** Path template: `:id` is written as `{id}`. */
  readonly path: string;
  /** Undefined if only a path is written. */
  readonly server: string | undefined;
  /** Of the method on the line, from 1. */
  readonly column: number;
}

/** Longer lines are prose. */
const maxLength = 1_000;

/**
 * The call that a line consists of; undefined for any other line.
 *
 * @example
 * readCall("`GET` `/pets/:id`"); // { method: "GET", path: "/pets/{id}", server: undefined, column: 2 }
 * readCall("## POST https://api.example.com/pets"); // …, server: "https://api.example.com", column: 4
 */
export function readCall(line: string): Call | undefined {
  if (line.length > maxLength) return undefined;
  // Headings, emphasis, code and colour are how a page sets a call off.
  const words = line
    .replace(/^\s*#{1,6}\s/, "")
    .replaceAll(/<\/?(?:mark|strong|b|code|span)\b[^<>]*>|\*\*|`/g, " ")
    .trim()
    .split(/\s+/);
  const [method = "", target = "", ...rest] = words;
  if (rest.length > 0) return undefined;
  return callOf(method, target, line.indexOf(method) + 1);
}

/** The call of a method in capitals and a path or URL. */
export function callOf(method: string, target: string, column: number): Call | undefined {
  if (!/^[A-Z]+$/.test(method) || !methodOfName(method)) return undefined;
  if (!/^(?:https?:\/\/[^\s/]\S*|\/\S*|\{\{[^{}]*\}\}\/\S*)$/.test(target)) return undefined;
  const { server, path } = splitServer(target);
  return { method, path: withBraces(path), server, column };
}

/** Routers write `:id` or `<id>` for what OpenAPI writes as `{id}`. */
function withBraces(path: string): string {
  return path
    .split("/")
    .map((segment) => segment.replace(/^(?::([A-Za-z_]\w*)|<([A-Za-z_][\w-]*)>)$/, "{$1$2}"))
    .join("/");
}

/** What a call states, with its place. */
export function factsOfCall({ method, path, server }: Call, quote: Quote) {
  const stated = (value: string): Fact<string> => {
    return { value, confidence: "stated", because: undefined, quote };
  };
  return {
    method: stated(method),
    path: stated(path),
    server: server === undefined ? undefined : stated(server),
  };
}
