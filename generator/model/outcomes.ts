import { diagnose } from "../diagnostics/index.js";
import { statusOf, successAmong } from "../openapi/index.js";
import type { Content, Outcome, Statements } from "./api.js";
import { readContents } from "./content.js";
import type { Reader } from "./reader.js";

/** The documented answers of an operation. */
export function readOutcomes(operation: Reader, method: string, statements: Statements): Outcome[] {
  const nodes = operation.at("responses").fields();
  const isSuccess = successAmong(nodes.map(([key]) => key));
  return nodes
    .flatMap(([key, node]) => {
      const status = statusOf(key);
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
        success: isSuccess(key),
        description: response.at("description").prose(),
        statement: statements.get(node.value),
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

function rankOf(status: Outcome["status"]): number {
  if (typeof status === "number") return status;
  return status === "default" ? 1000 : Number(status[0]) * 100 + 99.5;
}
