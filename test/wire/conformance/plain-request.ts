import type { Described, DescribedBody, DescribedParameter } from "./described.js";
import { SampleFile } from "./samples.js";

/** A request as somebody writes it for curl. */
export interface PlainRequest {
  readonly method: string;
  /** Path and query. */
  readonly target: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | undefined;
}

/** Credentials, by place and name. */
export interface PlainCredential {
  readonly in: "header" | "query" | "cookie";
  readonly name: string;
  readonly value: string;
}

/**
 * Writes a request by OpenAPI's table of styles. Shares no code with the client, so that a server
 * that refuses both refuses the operation, and one that refuses the client only refuses the client.
 */
export function plainRequest(
  { method, path, parameters, body, accepts }: Described,
  credentials: readonly PlainCredential[],
): PlainRequest {
  const all = [...parameters, ...credentials.map(asParameter)];
  const at = (place: string) => all.filter((parameter) => parameter.in === place);
  const filled = at("path").reduce(
    (target, parameter) => target.replace(`{${parameter.name}}`, () => inPath(parameter)),
    path,
  );
  const query = at("query").flatMap(inQuery).join("&");
  const cookies = at("cookie").flatMap(({ name, value }) => `${name}=${plain(value)}`);
  const written = body && bodyText(body);
  const headers = {
    accept: [...new Set(accepts)].join(", ") || "*/*",
    ...Object.fromEntries(at("header").map((one) => [one.name.toLowerCase(), inHeader(one)])),
    ...(cookies.length > 0 && { cookie: cookies.join("; ") }),
    ...(written && { "content-type": written.type }),
  };
  const separator = filled.includes("?") ? "&" : "?";
  const target = query === "" ? filled : `${filled}${separator}${query}`;
  return { method, target, headers, body: written?.text };
}

function asParameter({ in: place, name, value }: PlainCredential): DescribedParameter {
  return { in: place, name, value, style: undefined, explode: undefined, isJson: false };
}

const encode = encodeURIComponent;

function plain(value: unknown): string {
  if (value instanceof SampleFile) return value.text;
  return typeof value === "object" && value !== null ? JSON.stringify(value) : String(value);
}

const entriesOf = (value: unknown): [string, unknown][] =>
  typeof value === "object" && value !== null && !Array.isArray(value) ? Object.entries(value) : [];

function inHeader({ value, explode, isJson }: DescribedParameter): string {
  if (isJson) return JSON.stringify(value);
  if (Array.isArray(value)) return value.map(plain).join(",");
  const entries = entriesOf(value);
  if (entries.length === 0) return plain(value);
  return entries.map(([key, one]) => `${key}${explode ? "=" : ","}${plain(one)}`).join(",");
}

function inPath({ name, value, style = "simple", explode, isJson }: DescribedParameter): string {
  if (isJson) return encode(JSON.stringify(value));
  const start = { label: ".", matrix: ";" }[style] ?? "";
  const list = Array.isArray(value) ? value : undefined;
  const entries = entriesOf(value);
  const prefix = style === "matrix" ? `${name}=` : "";
  if (list) {
    const items = list.map((one) => encode(plain(one)));
    if (!explode) return `${start}${prefix}${items.join(",")}`;
    const joint = style === "simple" ? "," : start;
    return start + items.map((item) => prefix + item).join(joint);
  }
  if (entries.length > 0) {
    const pairs = entries.map(([key, one]) => [encode(key), encode(plain(one))] as const);
    if (!explode) return `${start}${prefix}${pairs.flat().join(",")}`;
    return start + pairs.map((pair) => pair.join("=")).join(style === "simple" ? "," : start);
  }
  return `${start}${prefix}${encode(plain(value))}`;
}

function inQuery(parameter: DescribedParameter): string[] {
  const { name, value, style = "form", isJson } = parameter;
  const { explode = style === "form" } = parameter;
  if (isJson) return [`${encode(name)}=${encode(JSON.stringify(value))}`];
  const separator = { spaceDelimited: "%20", pipeDelimited: "%7C" }[style] ?? ",";
  if (Array.isArray(value)) {
    const items = value.map((one) => encode(plain(one)));
    if (style === "deepObject") return items.map((item) => `${encode(name)}=${item}`);
    if (explode) return items.map((item) => `${encode(name)}=${item}`);
    return [`${encode(name)}=${items.join(separator)}`];
  }
  const entries = entriesOf(value);
  if (style === "deepObject" && entries.length > 0) return deep(encode(name), value);
  if (entries.length === 0) return [`${encode(name)}=${encode(plain(value))}`];
  if (explode) return entries.map(([key, one]) => `${encode(key)}=${encode(plain(one))}`);
  return [
    `${encode(name)}=${entries.flatMap(([key, one]) => [encode(key), encode(plain(one))]).join(",")}`,
  ];
}

function deep(at: string, value: unknown): string[] {
  if (Array.isArray(value)) return value.flatMap((one, index) => deep(`${at}[${index}]`, one));
  const entries = entriesOf(value);
  if (entries.length === 0) return [`${at}=${encode(plain(value))}`];
  return entries.flatMap(([key, one]) => deep(`${at}[${encode(key)}]`, one));
}

function bodyText({ mediaType, encoding, value }: DescribedBody): { type: string; text: string } {
  if (mediaType.startsWith("multipart/")) return multipart(value);
  if (mediaType === "application/x-www-form-urlencoded") {
    const pairs = entriesOf(value).flatMap(([name, one]) => {
      const { style, explode } = (encoding[name] ?? {}) as { style?: string; explode?: boolean };
      const isStyled = style !== undefined || explode !== undefined || Array.isArray(one);
      if (!isStyled) return [`${encode(name)}=${encode(plain(one))}`];
      return inQuery({ in: "query", name, value: one, style, explode, isJson: false });
    });
    return { type: mediaType, text: pairs.join("&") };
  }
  const isJson = /[/+]json\b/.test(mediaType);
  const type = mediaType.includes("*") ? "application/octet-stream" : mediaType;
  return { type, text: isJson ? JSON.stringify(value) : plain(value) };
}

function multipart(value: unknown): { type: string; text: string } {
  const boundary = "boundary-of-a-sample";
  const parts = entriesOf(value).flatMap(([name, one]) =>
    (Array.isArray(one) ? one : [one]).map((each) => {
      const isFile = each instanceof SampleFile;
      const file = isFile ? `; filename="${each.name}"` : "";
      const type = isFile
        ? "Content-Type: application/octet-stream\r\n"
        : typeof each === "object" && each !== null
          ? "Content-Type: application/json\r\n"
          : "";
      return `--${boundary}\r\nContent-Disposition: form-data; name="${name}"${file}\r\n${type}\r\n${plain(each)}\r\n`;
    }),
  );
  return {
    type: `multipart/form-data; boundary=${boundary}`,
    text: `${parts.join("")}--${boundary}--\r\n`,
  };
}
