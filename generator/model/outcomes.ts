import { diagnose } from "../diagnostics/index.js";
import type { Content, Outcome, Statements } from "./api.js";
import { readContents } from "./content.js";
import type { Reader } from "./reader.js";

/** The documented answers of an operation. */
export function readOutcomes(operation: Reader, method: string, statements: Statements): Outcome[] {
  const nodes = operation
    .at("responses")
    .fields()
    .filter(([key]) => !key.startsWith("x-"));
  const keys = nodes.map(([key]) => key);
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
      const hasBody = method !== "HEAD" && !bodiless.has(status);
      const contents = hasBody ? readContents(response.at("content")).map(asAnswer) : [];
      return {
        key,
        status,
        success: isSuccess(key, keys),
        description: response.at("description").prose(),
        statement: statements.get(node.value),
        content: contents[0],
        contents,
      };
    })
    .sort((a, b) => rankOf(a.status) - rankOf(b.status));
}

/** Whether an answer of this key is success, among all keys; a lone `default` is. */
export function isSuccess(key: string, keys: readonly string[]): boolean {
  const isOf2XX = (each: string) => each.startsWith("2");
  return isOf2XX(key) || (key === "default" && !keys.some(isOf2XX));
}

/** HTTP gives these no body, whatever a spec says. */
const bodiless = new Set<Outcome["status"]>([204, 205, 304]);

/** Nothing here takes a form apart, so it arrives as a file. */
function asAnswer(content: Content): Content {
  return content.form === "form" ? { ...content, form: "binary" } : content;
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
