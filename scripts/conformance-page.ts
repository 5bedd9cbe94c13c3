import type { Fact } from "./conformance-facts.js";

const scalar = "(?:string|integer|number|boolean|object|array|null|file|any)";
const marks = "required|optional|必需|必填|必须|可选|选填";
/** A type fills its line, but for a mark that extractors glue to it. */
const typeLine = new RegExp(
  `^(?:enum\\s*<${scalar}>|${scalar})(?:\\s*\\[.*\\])?(?:\\s*\\(.+\\))?(?:\\s*\\{\\s*\\d+\\s*\\})?(?:\\s*<[^<>]+>)?(?:\\s*\\|.*)?\\s*(?:${marks})?$`,
  "i",
);
const mark = new RegExp(`^(?:${marks})$`, "i");
const union = /^(?:one of|any of|all of)\s*[:：]$/i;
const listOfLists = /^array\s*\[\s*array\s*\]$/;

const heading =
  /^(path|query|header|cookie|body|路径|查询|请求头|请求体)\s*(?:params|parameters|参数)/i;
const headingParts: Readonly<Record<string, string>> = {
  路径: "path",
  查询: "query",
  请求头: "header",
  请求体: "body",
};
const responses =
  /^(?:responses$|responses🟢|return response|返回响应|\[api\.label\.responses\])/iu;
const lamp = /^(?:🟢|🟠|🔴|🟡|🔵)\s*(\d{3})/u;
const openedTab = /^HTTP\s*(?:Code|状态码)\s*[:：]\s*(\d{3})/i;
const samples =
  /^(?:request samples|request code samples|request example|response example|请求示例代码|示例代码|请求示例|响应示例|返回示例)$/i;

/** What the page itself writes where a name could stand; no document calls a field so. */
const ownWords =
  /^(?:generate code|try it|run|copy|copy page|run in apidog|show more|expand all|collapse all|data schema|body|bodyapplication\/\S+|生成代码|数据结构|(?:allowed values?|value|default|default value|examples?|match pattern|pattern|multiple of|枚举值|可选值|默认值|示例|示例值|匹配模式)\s*[:：])$/i;

/** A field as a searcher finds it: a line with the name, and those up to the next such line. */
interface Block {
  readonly name: string;
  readonly lines: readonly string[];
  /** Whether the line can be nothing but a name. */
  readonly isSure: boolean;
}

/**
 * A page as a searcher sees it: lines, and the parts that they are in. It knows no more of the
 * grammar than the headings and what a field line looks like, so that it can judge a parser.
 */
export class PageText {
  readonly #blocks = new Map<string, readonly Block[]>();

  constructor(text: string) {
    for (const [part, lines] of partsOf(text)) this.#blocks.set(part, blocksOf(lines));
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
      const times = left.get(id) ?? this.#blocksOf(fact).length;
      const parent = parentOf(fact);
      const shows = times > 0 && (parent === undefined || isShown.get(parent) !== false);
      isShown.set(placeOf(fact), shows);
      left.set(id, shows ? times - 1 : times);
    }
    return facts.filter(
      (fact) =>
        isShown.get(placeOf(fact)) === true &&
        this.#blocksOf(fact).some((block) => prints(block, fact)),
    );
  }

  /**
   * Whether the page states a fact that the document lacks: its name is a field line of the part
   * that it was read from, and can be nothing else there, and what is said of it stands below.
   */
  states(fact: Fact): boolean {
    return this.#blocksOf(fact).some((block) => block.isSure && prints(block, fact));
  }

  #blocksOf(fact: Fact): readonly Block[] {
    const name = fact.path.at(-1);
    return (this.#blocks.get(partOf(fact)) ?? []).filter((block) => block.name === name);
  }
}

function partsOf(text: string): ReadonlyMap<string, readonly string[]> {
  const parts = new Map<string, string[]>();
  let part = "introduction";
  let inResponses = false;
  for (const raw of text.split("\n")) {
    const line = raw.replace(/^[\s\u00a0]*(?:•\s+)?|[\s\u00a0Â]+$/g, "");
    if (line === "") continue;
    if (responses.test(line)) inResponses = true;
    const [, status] = lamp.exec(line) ?? openedTab.exec(line) ?? [];
    const [, place] = heading.exec(line) ?? [];
    if (inResponses && status !== undefined) part = status;
    else if (!inResponses && place !== undefined) {
      part = headingParts[place] ?? place.toLowerCase();
    } else if (samples.test(line)) part = "samples";
    else parts.set(part, [...(parts.get(part) ?? []), line]);
  }
  return parts;
}

function blocksOf(lines: readonly string[]): Block[] {
  const starts = lines.flatMap((_, at) => (isFieldLine(lines, at) ? [at] : []));
  return starts.map((start, index) => {
    return {
      name: lines[start] ?? "",
      lines: lines.slice(start + 1, starts[index + 1]),
      isSure: isSureName(lines, start),
    };
  });
}

/** A name has its type below, or, for a union, the mark and the union's heading. */
function isFieldLine(lines: readonly string[], at: number): boolean {
  const below = lines.slice(at + 1, at + 5);
  if (typeLine.test(below[0] ?? "")) return true;
  const head = below.findIndex((line) => union.test(line));
  return head >= 0 && below.slice(0, head).every((line) => mark.test(line) || isRef(line, below));
}

/** The name of a schema stands in parentheses and once more without them. */
function isRef(line: string, around: readonly string[]): boolean {
  return /^\(.+\)$/.test(line) || around.includes(`(${line})`);
}

/**
 * Not a mark, button, heading, label or limit; no value below a label, no tab of a union, and no
 * description: not of the list of lists above, nor with blanks or a full stop.
 */
function isSureName(lines: readonly string[], at: number): boolean {
  const name = lines[at] ?? "";
  if (mark.test(name) || ownWords.test(name) || typeLine.test(name)) return false;
  if (/^[<>≤≥🟢🟠🔴]|[:：.。]$|[\s,，。]/u.test(name)) return false;
  if (/[:：]$/.test(lines[at - 1] ?? "") || isTab(lines, at)) return false;
  return !(mark.test(lines[at - 1] ?? "") && listOfLists.test(lines[at - 2] ?? ""));
}

/** Below the heading of a union stand its tabs; what has a mark is a field again. */
function isTab(lines: readonly string[], at: number): boolean {
  if (lines.slice(at + 2, at + 4).some((line) => mark.test(line))) return false;
  const above = lines.slice(0, at).findLast((line) => mark.test(line) || union.test(line));
  return above !== undefined && union.test(above);
}

function prints({ lines }: Block, { aspect, value }: Fact): boolean {
  switch (aspect) {
    case "exists":
    case "required":
      return true;
    case "type":
      return typeLine.test(lines[0] ?? "");
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
      return lines.some((line, at) =>
        /[<>≤≥]/.test(line)
          ? line.includes(value)
          : line === value && /^(?:multiple of|倍数)/i.test(lines[at - 1] ?? ""),
      );
  }
}

function partOf({ of, where }: Fact): string {
  if (of === "parameter") return where;
  const [part = ""] = where.split(" ");
  return part === "request" ? "body" : part;
}

function placeOf({ of, where, path }: Fact): string {
  return [of, where, ...path].join("\n");
}

function parentOf({ of, where, path }: Fact): string | undefined {
  const outer = path.slice(0, -1).filter((_, at, all) => at < all.length);
  while (outer.at(-1) === "[]") outer.pop();
  return outer.length === 0 ? undefined : [of, where, ...outer].join("\n");
}
