import { isValueSegment } from "../../../observations/index.js";
import { type Fields, pathParametersOf } from "../../../openapi/index.js";
import { splitServer } from "../../endpoint-path.js";
import type { Fact } from "../../fact.js";
import { callOf, factsOfCall, readCall } from "../../listed/call-line.js";
import type { Block } from "../../markdown/blocks.js";
import { quoteOf } from "../../notes.js";
// What a call says does not depend on the page that it was copied from.
import { findSample, type Sample } from "../apidog/text/code-sample.js";
import type { Component } from "./components.js";
import type { NamedByPage } from "./named-operation.js";

export interface Location {
  readonly method: Fact<string>;
  readonly path: Fact<string>;
  readonly server: Fact<string> | undefined;
  /** Undefined if the page does not show how the call is authorized. */
  readonly scheme: Fact<Fields> | undefined;
}

/** Where the operation of a page may be written; the `.md` version drops the front matter. */
export interface Evidence {
  readonly lines: readonly string[];
  readonly named: NamedByPage | undefined;
  readonly blocks: readonly Block[];
  readonly components: readonly Component[];
  /** Names of the path parameters that the page lists, in its order. */
  readonly placeholders: readonly string[];
}

/** The operation that a page describes: by its front matter, a line, or its example call. */
export function locateOperation(evidence: Evidence): Location | undefined {
  const { named, blocks, lines } = evidence;
  const example = locateByExample(evidence);
  const scheme = example?.scheme;
  if (named?.part.kind === "operation") {
    const call = callOf(named.part.method, named.part.target, 1);
    if (call) return { ...factsOfCall(call, named.quote), scheme };
  }
  for (const block of blocks) {
    const call = block.kind === "text" ? readCall(block.text) : undefined;
    if (call) {
      return { ...factsOfCall(call, quoteOf(lines, block.line, call.column)), scheme };
    }
  }
  return example;
}

function locateByExample({ lines, components, placeholders }: Evidence): Location | undefined {
  const examples = components.flatMap(examplesIn).flatMap(({ fences }) => fences);
  for (const { info, text, line } of examples) {
    if (!/^(?:bash|sh|shell|curl|zsh|console)\b/i.test(info)) continue;
    const quote = quoteOf(lines, line + 1);
    const sample = findSample(
      text.split("\n").map((row, index) => {
        return {
          text: row.trim(),
          raw: row,
          number: line + 1 + index,
          column: 1,
          afterBlank: false,
        };
      }),
    );
    if (!sample) continue;
    const derived = <Value>(value: Value, because: string): Fact<Value> => {
      return { value, confidence: "derived", because, quote };
    };
    const scheme = schemeOf(sample);
    const { server, path } = splitServer(sample.url);
    const { value, isSure } = fill(path, placeholders);
    const because = "the example shows values instead of parameters";
    return {
      method: derived(sample.method, "the example call has this method"),
      path: isSure
        ? derived(value, "it is the path of the example call")
        : { value, confidence: "ambiguous", because, quote },
      server:
        server === undefined ? undefined : derived(server, "it is the server of the example call"),
      scheme: scheme && derived(scheme, "the example call sends it in a header"),
    };
  }
  return undefined;
}

function schemeOf({ headers }: Sample): Fields | undefined {
  const sent = headers.find(({ name }) => /^authorization$/i.test(name));
  const kind = /^(bearer|basic)\b/i.exec(sent?.value ?? "")?.[1]?.toLowerCase();
  if (kind !== undefined) return { type: "http", scheme: kind };
  const key = sent ?? headers.find(({ name }) => keyName.test(name));
  return key && { type: "apiKey", in: "header", name: key.name };
}

/** Headers that are named after what they hold. */
const keyName = /^(?:x-)?(?:\w+-)?(?:api|access|auth)[-_]?(?:key|token)$/i;

function examplesIn(component: Component): readonly Component[] {
  return component.name === "RequestExample" ? [component] : component.children.flatMap(examplesIn);
}

/** The path of a call with the names of parameters in place of their values. */
function fill(path: string, placeholders: readonly string[]): { value: string; isSure: boolean } {
  const written = new Set(pathParametersOf(path));
  const missing = placeholders.filter((name) => !written.has(name));
  if (missing.length === 0) return { value: path, isSure: true };
  const segments = path.split("/");
  const values = segments.filter(isValue);
  if (values.length !== missing.length) return { value: path, isSure: false };
  const names = [...missing];
  return {
    value: segments.map((segment) => (isValue(segment) ? `{${names.shift()}}` : segment)).join("/"),
    isSure: true,
  };
}

/** Also `:id`, `<id>`, `$ID`: how samples leave a value to the reader. */
function isValue(segment: string): boolean {
  return !/^\{[^{}]+\}$/.test(segment) && (/^[:$<]/.test(segment) || isValueSegment(segment));
}
