import { readdirSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { parse } from "yaml";
import {
  below,
  deref,
  entryOf,
  fieldsOf,
  listOf,
  operationsOf,
  type SpecFiles,
} from "../support/provenance.js";

/** What the spec says of an operation, read without the generator. */
export interface SpecOperation {
  readonly id: string;
  readonly method: string;
  readonly path: string;
  /** As `boms.lines.list`. */
  readonly member: string;
  readonly pathParameters: readonly string[];
  readonly queryParameters: readonly string[];
  readonly hasBody: boolean;
  /** The level of each aspect. */
  readonly levels: Readonly<Record<string, string>>;
  /** Why an aspect was inferred. */
  readonly reasons: Readonly<Record<string, string>>;
}

const folder = fileURLToPath(new URL("../../spec/", import.meta.url));
const files: SpecFiles = new Map(
  readdirSync(folder, { recursive: true, encoding: "utf8" })
    .filter((file) => file.endsWith(".yaml"))
    .map((file) => [file.replaceAll("\\", "/"), parse(readFileSync(folder + file, "utf8"))]),
);

const apiKey = fieldsOf(below(entryOf(files), "components", "securitySchemes", "apiKey").value);

/** What goes before the key. */
export const keyPrefix = String(fieldsOf(apiKey["x-client"])["prefix"]);
export const keyHeader = String(apiKey["name"]);

export const operations: readonly SpecOperation[] = operationsOf(files, "paths").map(
  ({ key, method, node, fields }) => {
    const parameters = listOf(fields["parameters"]).map((_, index) =>
      fieldsOf(deref(files, below(node, "parameters", index)).value),
    );
    const namesIn = (place: string) =>
      parameters.filter((each) => each["in"] === place).map((each) => String(each["name"]));
    const client = fieldsOf(fields["x-client"]);
    const statements = Object.entries(fieldsOf(fields["x-provenance"]));
    const field = (name: string) =>
      Object.fromEntries(
        statements.map(([aspect, statement]) => [aspect, String(fieldsOf(statement)[name])]),
      );
    return {
      id: String(fields["operationId"]),
      method: method.toUpperCase(),
      path: key,
      member: `${client["group"]}.${client["method"]}`,
      pathParameters: namesIn("path"),
      queryParameters: namesIn("query"),
      hasBody: "requestBody" in fields,
      levels: field("level"),
      reasons: field("because"),
    };
  },
);

export function isDocumented({ levels }: SpecOperation): boolean {
  return levels["method"] === "documented" && levels["path"] === "documented";
}
