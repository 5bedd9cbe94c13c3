import { methodOfName, textOf } from "../../../openapi/index.js";
import type { Quote } from "../../fact.js";
import type { Fence } from "../../markdown/blocks.js";
import type { FrontMatter } from "../../markdown/front-matter.js";

/** What names a part of an OpenAPI or AsyncAPI document, in an info string or in front matter. */
export interface Named {
  /** The document: a URL, or a path from the root of the site's sources; undefined if not named. */
  readonly file: string | undefined;
  readonly part:
    | { readonly kind: "operation"; readonly method: string; readonly target: string }
    | { readonly kind: "webhook" | "schema" | "channel"; readonly name: string };
}

/**
 * Reads `GET /pets`, `openapi.json get /pets`, `webhook orderPaid` and `openapi.yaml schema Pet`;
 * undefined for anything else.
 */
export function readNamed(written: string): Named | undefined {
  const words = written.trim().split(/\s+/);
  if (words.length < 2 || words.length > 3) return undefined;
  const [kind = "", name = ""] = words.slice(-2);
  const file = words.length === 3 ? words[0] : undefined;
  if (kind === "webhook" || kind === "schema") return { file, part: { kind, name } };
  if (!methodOfName(kind) || !/^(?:\/|https?:\/\/)/.test(name)) return undefined;
  return { file, part: { kind: "operation", method: kind.toUpperCase(), target: name } };
}

/** What the info string of a fence names; undefined if it names nothing. */
export function namedByFence({ info }: Fence): Named | undefined {
  const [, rest = ""] = /^ya?ml\s+(\S.*)$/i.exec(info) ?? [];
  const named = readNamed(rest);
  if (named) return named;
  const [file = "", name, ...more] = rest.split(/\s+/);
  return name !== undefined && more.length === 0 && /asyncapi[^/]*\.(?:json|ya?ml)$/i.test(file)
    ? { file, part: { kind: "channel", name } }
    : undefined;
}

/** What the front matter of a page names. */
export interface NamedByPage extends Named {
  /** `openapi`: the rest is in a document; `api`: the page itself describes the operation. */
  readonly field: "openapi" | "api";
  readonly quote: Quote;
}

/** What the front matter of a page names, in its field `openapi` or `api`. */
export function namedByFrontMatter(front: FrontMatter): NamedByPage | undefined {
  for (const field of ["openapi", "api"] as const) {
    const named = readNamed(textOf(front.fields[field]) ?? "");
    if (named) return { ...named, field, quote: front.quote([field]) };
  }
  return undefined;
}
