import { expect } from "vitest";
import type { Call } from "../../calls.js";

const form = (request: string, body: string): string =>
  `${request}\ncontent-type: application/x-www-form-urlencoded\n\n${body}`;

const multipart = (request: string, ...parts: readonly string[]): string =>
  [
    `${request}\ncontent-type: multipart/form-data; boundary=BOUNDARY\n`,
    ...parts.map((part) => `--BOUNDARY\nContent-Disposition: form-data; ${part}`),
    "--BOUNDARY--",
  ].join("\n");

const field = (name: string, value: string): string => `name="${name}"\n\n${value}`;
const file = (name: string, filename: string, type: string, text: string): string =>
  `name="${name}"; filename="${filename}"\nContent-Type: ${type}\n\n${text}`;

export const fileCalls: readonly Call[] = [
  {
    call: 'api.files.login({ body: { grant_type: "password", username: "ann", password: "p&w ü", scope: "read write" } })',
    sent: form(
      "POST /files/login",
      "grant_type=password&username=ann&password=p%26w+%C3%BC&scope=read+write",
    ),
    came: '{ access_token: "ann", token_type: "bearer", scopes: ["read", "write"] }',
  },
  {
    call: 'api.files.fields({ body: { name: "a", count: 2, tags: ["x", "y"] } })',
    sent: form("POST /files/fields", "name=a&count=2&tags=x&tags=y"),
    came: '{ name: "a", count: 2, tags: ["x", "y"], note: null }',
  },
  {
    call: 'api.files.fields({ body: { name: "a", note: null } })',
    sent: form("POST /files/fields", "name=a"),
    came: '{ name: "a", count: 1, tags: [], note: null }',
    only: "0.115",
  },
  {
    call: 'api.files.asBytes({ body: { file: file("application/octet-stream", "abc") } })',
    sent: multipart("POST /files/bytes", file("file", "blob", "application/octet-stream", "abc")),
    came: "3",
  },
  {
    call: 'api.files.upload({ body: { file: named("grüße \\"1\\".txt", "text/plain", "hello"), note: "n" } })',
    sent: multipart(
      "POST /files/upload",
      file("file", "grüße %221%22.txt", "text/plain", "hello"),
      field("note", "n"),
    ),
    came: '{ name: "grüße %221%22.txt", type: "text/plain", text: "hello", note: "n" }',
  },
  {
    call: 'api.files.many({ body: { files: [named("a.txt", "text/plain", "a"), named("b.bin", "application/x-b", "b")], tags: ["x", "y"] } })',
    sent: multipart(
      "POST /files/many",
      file("files", "a.txt", "text/plain", "a"),
      file("files", "b.bin", "application/x-b", "b"),
      field("tags", "x"),
      field("tags", "y"),
    ),
    came: '{ files: [{ name: "a.txt", type: "text/plain", text: "a" }, { name: "b.bin", type: "application/x-b", text: "b" }], tags: ["x", "y"] }',
  },
  {
    call: 'api.files.optional({ body: { note: "only" } })',
    sent: multipart("POST /files/optional", field("note", "only")),
    came: '{ file: null, note: "only" }',
  },
  {
    call: 'api.files.optional({ body: { file: null, note: "only" } })',
    sent: multipart("POST /files/optional", field("note", "only")),
    came: '{ file: null, note: "only" }',
    only: "0.115",
  },
  {
    call: "api.files.optional()",
    sent: "POST /files/optional",
    came: "{ file: null, note: null }",
  },
  {
    call: 'api.files.described({ body: { picture: file("image/png", "PNG"), width: 3 } })',
    sent: multipart(
      "POST /files/described",
      file("picture", "blob", "image/png", "PNG"),
      field("width", "3"),
    ),
    came: '{ type: "image/png", width: 3 }',
  },
  {
    call: 'api.files.described({ body: { picture: file("image/png", "PNG"), width: 0 } })',
    sent: multipart(
      "POST /files/described",
      file("picture", "blob", "image/png", "PNG"),
      field("width", "0"),
    ),
    fails: { status: 422, fields: { width: [expect.any(String)] } },
  },
];
