import type { Arrived } from "../runtime/server.js";
import type { MadeOperation, MadeParameter, Place } from "./operations.js";

/**
 * What a server reads of a request by the rules of OpenAPI and RFC 6570. Written from those rules,
 * and knows nothing of how the client writes.
 */
export interface Decoded {
  /** `query page` and its value as text, a list of texts, members by name, or JSON. */
  readonly parameters: Readonly<Record<string, unknown>>;
  /** What arrived and belongs to no parameter. */
  readonly foreign: readonly string[];
}

type Kind = "single" | "list" | "object";

export function decodeParameters(operation: MadeOperation, arrived: Arrived): Decoded {
  const [rawPath = "", rawQuery = ""] = splitOnce(arrived.target, "?");
  const inPath = pathValues(operation.path, rawPath);
  const pairs = rawQuery === "" ? [] : rawQuery.split("&").map((pair) => splitOnce(pair, "="));
  const cookies = (arrived.headers.cookie ?? "")
    .split("; ")
    .filter((pair) => pair !== "")
    .map((pair) => splitOnce(pair, "="));
  const used = new Set<readonly string[]>();
  const take = (list: [string, string][], isMine: (name: string) => boolean) => {
    const mine = list.filter(([name]) => isMine(decode(name)));
    for (const pair of mine) used.add(pair);
    return mine;
  };

  const readers: Record<Place, (parameter: MadeParameter) => unknown> = {
    path: (parameter) => decodePath(parameter, inPath.get(parameter.name) ?? ""),
    query: (parameter) => decodeQuery(parameter, (isMine) => take(pairs, isMine)),
    header: (parameter) => {
      const name = parameter.name.toLowerCase();
      // Node's headers are an object like any other, which has a `constructor` too.
      const isThere = Object.hasOwn(arrived.headers, name);
      return decodeHeader(parameter, isThere ? arrived.headers[name] : undefined);
    },
    cookie: (parameter) => {
      const [pair] = take(cookies, (name) => name === parameter.name);
      return pair && decodeDelimited(kindOf(parameter), pair[1], ",");
    },
  };
  const entries = operation.parameters.map((parameter): [string, unknown] => [
    `${parameter.in} ${parameter.name}`,
    readers[parameter.in](parameter),
  ]);
  return {
    parameters: Object.fromEntries(entries.filter(([, value]) => value !== undefined)),
    foreign: [...pairs, ...cookies].filter((pair) => !used.has(pair)).map(([name]) => name),
  };
}

function kindOf({ shape }: MadeParameter): Kind {
  const { type } = shape.schema as { type?: string };
  if (type === "array") return "list";
  return type === "object" ? "object" : "single";
}

/** The raw text of each parameter of the path. */
function pathValues(template: string, raw: string): Map<string, string> {
  const names: string[] = [];
  const pattern = template.split(/(\{[^}]*\})/).map((part) => {
    if (!part.startsWith("{")) return part.replaceAll(/[.*+?^${}()|[\]\\]/g, "\\$&");
    names.push(part.slice(1, -1));
    return "([^/?#]*)";
  });
  const found = new RegExp(`^${pattern.join("")}$`).exec(raw);
  if (!found) throw new Error(`the path ${raw} is not ${template}`);
  return new Map(names.map((name, index) => [name, found[index + 1] ?? ""]));
}

function decodePath(parameter: MadeParameter, raw: string): unknown {
  const { name, style, explode, json } = parameter;
  const kind = kindOf(parameter);
  if (json) return JSON.parse(decode(raw));
  if (style === "label") {
    if (!raw.startsWith(".")) throw new Error(`a label starts with a dot: ${raw}`);
    const rest = raw.slice(1);
    return explode ? decodeExploded(kind, rest, ".") : decodeDelimited(kind, rest, ",");
  }
  if (style === "matrix") {
    if (!raw.startsWith(";")) throw new Error(`a matrix starts with a semicolon: ${raw}`);
    const parts = raw.slice(1).split(";");
    if (kind === "object" && explode) return decodeExploded(kind, raw.slice(1), ";");
    const values = parts.map((part) => {
      const [key, value] = splitOnce(part, "=");
      if (decode(key) !== name) throw new Error(`a matrix is named ${name}, not ${key}`);
      return value;
    });
    return kind === "list" && explode
      ? values.map(decode)
      : decodeDelimited(kind, values[0] ?? "", ",");
  }
  return explode ? decodeExploded(kind, raw, ",") : decodeDelimited(kind, raw, ",");
}

function decodeQuery(
  parameter: MadeParameter,
  take: (isMine: (name: string) => boolean) => [string, string][],
): unknown {
  const { name, style, explode, json, shape } = parameter;
  const kind = kindOf(parameter);
  if (style === "deepObject" && !json) {
    const pairs = take((key) => key.startsWith(`${name}[`) && key.endsWith("]"));
    if (pairs.length === 0) return undefined;
    return Object.fromEntries(
      pairs.map(([key, value]) => [decode(key).slice(name.length + 1, -1), decode(value)]),
    );
  }
  if (kind === "object" && explode && !json) {
    const { properties } = shape.schema as { properties: object };
    const pairs = take((key) => Object.hasOwn(properties, key));
    if (pairs.length === 0) return undefined;
    return Object.fromEntries(pairs.map(([key, value]) => [decode(key), decode(value)]));
  }
  const pairs = take((key) => key === name);
  const [pair] = pairs;
  if (!pair) return undefined;
  if (kind === "list" && explode && !json) return pairs.map(([, value]) => decode(value));
  if (pairs.length > 1) throw new Error(`${name} came ${pairs.length} times`);
  const [, raw] = pair;
  if (json) return JSON.parse(decode(raw));
  if (style === "spaceDelimited") return raw.split("%20").map(decode);
  if (style === "pipeDelimited") return raw.split(/%7C|\|/i).map(decode);
  return decodeDelimited(kind, raw, ",");
}

/** A header's text is not percent-encoded. */
function decodeHeader(parameter: MadeParameter, raw: string | string[] | undefined): unknown {
  if (raw === undefined) return undefined;
  const text = String(raw);
  const kind = kindOf(parameter);
  if (kind === "single") return text;
  const parts = text.split(",").map((part) => part.trim());
  if (kind === "list") return parts;
  return parameter.explode
    ? Object.fromEntries(parts.map((part) => splitOnce(part, "=")))
    : inPairs(parts);
}

function decodeDelimited(kind: Kind, raw: string, separator: string): unknown {
  if (kind === "single") return decode(raw);
  const parts = raw.split(separator).map(decode);
  return kind === "list" ? parts : inPairs(parts);
}

function decodeExploded(kind: Kind, raw: string, separator: string): unknown {
  if (kind === "single") return decode(raw);
  const parts = raw.split(separator);
  if (kind === "list") return parts.map(decode);
  return Object.fromEntries(parts.map((part) => splitOnce(part, "=").map(decode)));
}

function inPairs(parts: readonly string[]): Record<string, string> {
  const pairs = parts.flatMap((part, index) => (index % 2 === 0 ? [[part, parts[index + 1]]] : []));
  return Object.fromEntries(pairs);
}

function decode(raw: string): string {
  // In a query some servers take it for a space and some don't, so it must never be sent.
  if (raw.includes("+")) throw new Error(`a plus was sent as it is: ${raw}`);
  return decodeURIComponent(raw);
}

function splitOnce(text: string, separator: string): [string, string] {
  const at = text.indexOf(separator);
  return at < 0 ? [text, ""] : [text.slice(0, at), text.slice(at + 1)];
}

/** The body by its media type: JSON, text, or a form's texts by field. */
export async function decodeBody(mediaType: string, { headers, body }: Arrived): Promise<unknown> {
  const type = headers["content-type"] ?? "";
  if (!type.startsWith(mediaType)) throw new Error(`the body came as ${type}, not ${mediaType}`);
  if (/[/+]json\b/.test(mediaType)) return JSON.parse(body.toString());
  if (mediaType === "application/x-www-form-urlencoded") {
    return fieldsOf(new URLSearchParams(body.toString()));
  }
  if (mediaType === "multipart/form-data") {
    const form = await new Response(new Uint8Array(body), {
      headers: { "content-type": type },
    }).formData();
    return fieldsOf(form);
  }
  return body.toString();
}

function fieldsOf(form: URLSearchParams | FormData): Record<string, string[]> {
  const names = [...new Set([...form].map(([name]) => name))];
  return Object.fromEntries(names.map((name) => [name, form.getAll(name).map(String)]));
}
