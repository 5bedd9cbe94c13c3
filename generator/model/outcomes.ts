import { diagnose } from "../diagnostics/index.js";
import type { Outcome } from "./api.js";
import { readContents } from "./content.js";
import type { Reader } from "./reader.js";

/** The documented answers of an operation. A lone `default` is its success. */
export function readOutcomes(operation: Reader): Outcome[] {
  const nodes = operation
    .at("responses")
    .fields()
    .filter(([key]) => !key.startsWith("x-"));
  const successIsDeclared = nodes.some(([key]) => /^2/.test(key));
  return nodes
    .flatMap(([key, node]) => {
      const status = readStatus(key);
      if (status === undefined) {
        const expected = "a status such as 200, a class such as 4XX, or `default`";
        node.report(
          diagnose("wrong-shape", { what: "a response", expected, found: `"${key}"` }, node.place),
        );
        return [];
      }
      const response = node.resolved();
      const contents = readContents(response.at("content"));
      const success =
        typeof status === "number"
          ? status >= 200 && status < 300
          : status === "2XX" || (status === "default" && !successIsDeclared);
      return {
        key,
        status,
        success,
        description: response.at("description").text(),
        content: contents[0],
        contents,
      };
    })
    .sort((a, b) => rankOf(a.status) - rankOf(b.status));
}

function readStatus(key: string): Outcome["status"] | undefined {
  if (key === "default") return key;
  if (/^[1-5][0-9][0-9]$/.test(key)) return Number(key);
  if (/^[1-5]XX$/i.test(key)) return key.toUpperCase() as Outcome["status"];
  return undefined;
}

function rankOf(status: Outcome["status"]): number {
  if (typeof status === "number") return status;
  return status === "default" ? 1000 : Number(status[0]) * 100 + 99.5;
}
