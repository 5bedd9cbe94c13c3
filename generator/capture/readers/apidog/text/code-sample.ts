import { type Json, readJson } from "../../../example/lenient-json.js";
import type { Line } from "./page-lines.js";
import { isMethod } from "./page-methods.js";
import { shellWords } from "./shell-words.js";

/** A call of the operation in some language. */
export interface Sample {
  /** Upper case. */
  readonly method: string;
  readonly url: string;
  readonly headers: readonly { readonly name: string; readonly value: string }[];
  readonly body: Json | undefined;
  /** Names of the fields of a form. */
  readonly form: readonly string[];
  readonly line: Line;
}

/** The first call that can be read among sample code: curl, `fetch`, or Python's `http.client`. */
export function findSample(lines: readonly Line[]): Sample | undefined {
  let tries = 0;
  for (const [at, line] of lines.entries()) {
    const rest = () =>
      lines
        .slice(at, at + maxLines)
        .map(({ raw }) => raw.trimEnd())
        .join("\n");
    if (/^\$?\s*curl(?:\b|-)/.test(line.text) && tries++ < maxTries) {
      const sample = readCurl(rest(), line);
      if (sample) return sample;
    }
    if (/\bfetch\s*\(/.test(line.text)) return readFetch(lines, at);
    if (/\.request\s*\(\s*["'][A-Z]+["']/.test(line.text)) return readClient(lines, at);
  }
  return undefined;
}

/** A call is no longer, and the first ones of a page are as good as any. */
const maxLines = 400;
const maxTries = 20;

/** Options of curl that take a value which says nothing here. */
const otherOptions = new Set([
  "-o",
  "--output",
  "-u",
  "--user",
  "-m",
  "--max-time",
  "-A",
  "--user-agent",
]);

function readCurl(text: string, line: Line): Sample | undefined {
  // Some extractors lose the blanks between the words of a command.
  const spaced = text
    .replace(/(?<=curl|--location|--request|[A-Z])(?=--|')/g, " ")
    .replace(/--request(?=[A-Z])/, "--request ");
  const words = shellWords(spaced.replace(/^\$?\s*curl/, "curl"));
  let method: string | undefined;
  let url: string | undefined;
  let data: string | undefined;
  const headers: { name: string; value: string }[] = [];
  const form: string[] = [];
  for (let at = 1; at < words.length; at++) {
    const word = words[at] ?? "";
    const [option = "", inline] = word.startsWith("--") ? splitOnce(word, "=") : [word];
    const value = () => inline ?? words[++at] ?? "";
    if (option === "--request" || option === "-X") method = value().toUpperCase();
    else if (option === "--header" || option === "-H") headers.push(readHeader(value()));
    else if (option === "--url") url = value();
    else if (option === "--get" || option === "-G") method ??= "GET";
    else if (/^(?:-d|--data(?:-raw|-binary|-urlencode)?)$/.test(option)) data = value();
    else if (option === "--form" || option === "-F") form.push(splitOnce(value(), "=")[0] ?? "");
    else if (otherOptions.has(option)) at++;
    else if (!word.startsWith("-")) url ??= word;
  }
  method ??= data !== undefined || form.length > 0 ? "POST" : "GET";
  if (url === undefined || !isMethod(method) || !/[/.]/.test(url)) return undefined;
  return {
    method,
    url,
    headers,
    body: data === undefined ? undefined : readJson(data)?.json,
    form,
    line,
  };
}

function readHeader(text: string): { name: string; value: string } {
  const [name = "", value = ""] = splitOnce(text, ":");
  return { name: name.replace(/;$/, "").trim(), value: value.trim() };
}

function splitOnce(text: string, separator: string): [string, string?] {
  const at = text.indexOf(separator);
  return at < 0 ? [text] : [text.slice(0, at), text.slice(at + separator.length)];
}

const literal = `(["'\`])((?:(?!\\1)[^\\\\\\n]|\\\\.)*)\\1`;
const fetchCall = new RegExp(`\\bfetch\\s*\\(\\s*${literal}`);
const methodOption = new RegExp(`\\bmethod["']?\\s*:\\s*${literal}`);
const appended = new RegExp(`\\b(?:my)?[hH]eaders?\\.append\\(\\s*${literal}\\s*,\\s*(.*)\\)`);
const formField = new RegExp(`\\bform[dD]ata\\.append\\(\\s*${literal}`);
const headerEntry = new RegExp(`^${literal}\\s*:\\s*["'\`](.*?)["'\`],?$`);
const rawBody = /\b(?:raw|body|data)["']?\s*[:=]\s*(?:JSON\.stringify\()?/;

function readFetch(lines: readonly Line[], at: number): Sample | undefined {
  const line = lines[at];
  if (!line) return undefined;
  const url = fetchCall.exec(line.text)?.[2];
  if (url === undefined) return undefined;
  const code = lines.slice(Math.max(0, at - maxLines), at + maxLines);
  const method = code
    .map(({ text }) => methodOption.exec(text)?.[2])
    .find((found) => found !== undefined);
  const headers = code.flatMap(({ text }) => {
    const [, , name, value = ""] = appended.exec(text) ?? headerEntry.exec(text) ?? [];
    return name === undefined ? [] : [{ name, value: value.replace(/^["'`]|["'`]$/g, "") }];
  });
  const form = code.flatMap(({ text }) => formField.exec(text)?.[2] ?? []);
  const name = (method ?? "GET").toUpperCase();
  if (!isMethod(name)) return undefined;
  return { method: name, url, headers, body: bodyIn(code), form, line };
}

/** The body of a call, as an object of JavaScript or as JSON in a string. */
function bodyIn(code: readonly Line[]): Json | undefined {
  const at = code.findIndex(({ text }) => rawBody.test(text));
  const [found] = rawBody.exec(code[at]?.text ?? "") ?? [];
  if (at < 0 || found === undefined) return undefined;
  const rest = code
    .slice(at)
    .map(({ text }) => text)
    .join("\n");
  const value = rest.slice(rest.indexOf(found) + found.length);
  const [, , quoted] = new RegExp(`^${literal}`).exec(value) ?? [];
  if (quoted === undefined) return readJson(value)?.json;
  try {
    return readJson(JSON.parse(`"${quoted.replaceAll('"', '\\"').replaceAll('\\\\"', '\\"')}"`))
      ?.json;
  } catch {
    return undefined;
  }
}

const clientCall = new RegExp(`\\.request\\s*\\(\\s*${literal}\\s*,\\s*(["'])(.*?)\\3`);

function readClient(lines: readonly Line[], at: number): Sample | undefined {
  const line = lines[at];
  if (!line) return undefined;
  const [, , method = "", , path] = clientCall.exec(line.text) ?? [];
  if (path === undefined || !isMethod(method)) return undefined;
  const host = lines
    .slice(Math.max(0, at - maxLines), at)
    .map(({ text }) => /HTTPSConnection\(\s*["']([^"']+)["']/.exec(text)?.[1])
    .find((found) => found !== undefined);
  const url = host === undefined || !path.startsWith("/") ? path : `https://${host}${path}`;
  return { method, url, headers: [], body: undefined, form: [], line };
}
