import { STATUS_CODES } from "node:http";
import { type Behaviour, behaviour } from "./behaviour.js";

export type Headers = Readonly<Record<string, string | readonly string[]>>;

/** The first lines of an answer, with the empty one. */
export function headOf(status: number, headers: Headers): string {
  const lines = Object.entries(headers).flatMap(([name, value]) =>
    [value].flat().map((each) => `${name}: ${each}\r\n`),
  );
  return `HTTP/1.1 ${status} ${STATUS_CODES[status] ?? "Unknown"}\r\n${lines.join("")}\r\n`;
}

/** A right answer. It gets a Content-Length unless one is given, or Transfer-Encoding, or none belongs there. */
export function answer(
  status: number,
  headers: Headers = {},
  body: string | Uint8Array = "",
): Behaviour {
  const bytes = Buffer.from(body);
  const names = Object.keys(headers).map((name) => name.toLowerCase());
  const hasLength = names.includes("content-length") || names.includes("transfer-encoding");
  const bodiless = status < 200 || status === 204 || status === 304;
  const length = hasLength || bodiless ? {} : { "content-length": String(bytes.length) };
  const head = Buffer.from(headOf(status, { ...headers, ...length }));
  return behaviour(`answers ${status}`, (connection, { method }) =>
    connection.send(method === "HEAD" ? head : Buffer.concat([head, bytes])),
  );
}

export function json(value: unknown, status = 200, headers: Headers = {}): Behaviour {
  return answer(status, { "content-type": "application/json", ...headers }, JSON.stringify(value));
}
