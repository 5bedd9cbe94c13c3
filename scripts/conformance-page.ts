import type { Fact } from "./conformance-facts.js";

const typeLine = /^(?:enum\s*<)?(?:string|integer|number|boolean|object|array|null|file|any)\b/;
const mark = /^(?:required|optional|必需|可选|One of:|Any of:)$/i;

/**
 * A page as a searcher sees it: lines, and the parts that they are in. It knows no more of the
 * grammar than where the responses begin, so that it can judge a parser.
 */
export class PageText {
  readonly #parts = new Map<string, string[]>([["request", []]]);

  constructor(text: string) {
    let part = "request";
    let inResponses = false;
    for (const raw of text.split("\n")) {
      const line = raw.replace(/^[\s\u00a0]*(?:•\s+)?|[\s\u00a0Â]+$/g, "");
      if (/^(?:Responses|Return response|返回响应)/i.test(line)) inResponses = true;
      const status =
        /(?:🟢|🟠|🔴)\s*(\d{3})/u.exec(line) ??
        /^HTTP\s*(?:Code|状态码)\s*[:：]\s*(\d{3})/i.exec(line);
      if (inResponses && status?.[1]) part = status[1];
      const lines = this.#parts.get(part) ?? [];
      if (line !== "") lines.push(line);
      this.#parts.set(part, lines);
    }
  }

  /** Those of the document's facts that the page shows. */
  shown(facts: readonly Fact[]): Fact[] {
    const left = new Map<string, number>();
    const isShown = new Map<string, boolean>();
    // The page shows the outer levels first and the inner ones only on demand.
    const existing = facts.filter(({ aspect }) => aspect === "exists");
    for (const fact of existing.toSorted((a, b) => a.path.length - b.path.length)) {
      const name = fact.path.at(-1) ?? "";
      const id = `${fact.of}\n${partOf(fact)}\n${name}`;
      const times = left.get(id) ?? this.#times(fact, name);
      const parent = parentOf(fact);
      const shows = times > 0 && (parent === undefined || isShown.get(parent) !== false);
      isShown.set(placeOf(fact), shows);
      left.set(id, shows ? times - 1 : times);
    }
    return facts.filter((fact) => isShown.get(placeOf(fact)) === true && this.#prints(fact));
  }

  /** Whether the page has the text of a fact that was read, in the part that it belongs to. */
  prints(fact: Fact): boolean {
    return this.#times(fact, fact.path.at(-1) ?? "") > 0 && this.#prints(fact);
  }

  #times(fact: Fact, name: string): number {
    const lines = this.#linesOf(fact);
    return lines.filter((line, at) => line === name && isBelowName(lines[at + 1] ?? "")).length;
  }

  #prints({ aspect, value, ...fact }: Fact): boolean {
    const lines = this.#linesOf({ ...fact, aspect, value });
    switch (aspect) {
      case "exists":
      case "required":
        return true;
      case "type": {
        const name = fact.path.at(-1);
        return lines.some((line, at) => line === name && typeLine.test(lines[at + 1] ?? ""));
      }
      case "format":
        return lines.some(
          (line) => line.includes(`<${value}>`) || (value === "binary" && line === "file"),
        );
      case "enum": {
        const values = value.split(" ").map((text) => text.replace(/^"|"$/g, ""));
        return values.every((text) => lines.includes(text));
      }
      case "pattern":
        return lines.includes(value);
      default:
        return lines.some((line) => line.includes(value) && /[<>]|Multiple/.test(line));
    }
  }

  #linesOf(fact: Fact): readonly string[] {
    return this.#parts.get(partOf(fact)) ?? [];
  }
}

function isBelowName(line: string): boolean {
  return typeLine.test(line) || mark.test(line);
}

function partOf({ of, where }: Fact): string {
  return of === "parameter" ? "request" : (where.split(" ")[0] ?? "");
}

function placeOf({ of, where, path }: Fact): string {
  return [of, where, ...path].join("\n");
}

function parentOf({ of, where, path }: Fact): string | undefined {
  const outer = path.slice(0, -1).filter((_, at, all) => at < all.length);
  while (outer.at(-1) === "[]") outer.pop();
  return outer.length === 0 ? undefined : [of, where, ...outer].join("\n");
}
