import { diagnose } from "../diagnostics/index.js";
import type { Content, Outcome } from "./api.js";
import { readContents } from "./content.js";
import type { Reader } from "./reader.js";

/** The documented answers of an operation. A lone `default` is its success. */
export function readOutcomes(operation: Reader, method: string): Outcome[] {
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
      const hasBody = method !== "HEAD" && !bodiless.has(status);
      const contents = hasBody ? readContents(response.at("content")).map(asAnswer) : [];
      const success =
        typeof status === "number"
          ? status >= 200 && status < 300
          : status === "2XX" || (status === "default" && !successIsDeclared);
      return {
        key,
        status,
        success,
        description: response.at("description").prose(),
        content: contents[0],
        contents,
      };
    })
    .sort((a, b) => rankOf(a.status) - rankOf(b.status));
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
