import { lookUp } from "../../../../narrowing.js";
/**
 * The words of the page's own interface, in the languages that it has. What the authors of a page
 * write (titles, descriptions) is in none of these lists.
 */

/** The headings that divide a page. */
export type Heading =
  | "request"
  | "authorization"
  | "path"
  | "query"
  | "header"
  | "cookie"
  | "body"
  | "example"
  | "samples"
  | "responses"
  | "response-example";

const headings: Readonly<Record<Heading, readonly string[]>> = {
  request: ["request", "request parameters", "请求参数", "请求"],
  authorization: ["authorization", "鉴权", "授权", "认证"],
  path: ["path params", "path parameters", "path 参数", "path参数", "路径参数"],
  query: ["query params", "query parameters", "query 参数", "query参数", "查询参数"],
  header: ["header params", "header parameters", "header 参数", "header参数", "请求头参数"],
  cookie: ["cookie params", "cookie parameters", "cookie 参数", "cookie参数"],
  body: ["body params", "body parameters", "body 参数", "body参数", "请求体参数"],
  example: ["example", "examples", "示例"],
  samples: [
    "request samples",
    "request code samples",
    "request request example",
    "request example",
    "请求示例代码",
    "示例代码",
    "请求请求示例",
    "请求示例",
  ],
  responses: ["responses", "return response", "返回响应", "响应", "[api.label.responses]"],
  "response-example": [
    "response response example",
    "response example",
    "响应响应示例",
    "响应示例",
    "返回示例",
  ],
};

const headingOf = invert(headings);

export function headingIn(text: string): Heading | undefined {
  // Older pages glue the name of the first example to the heading.
  return headingOf.get(fold(text).replace(/^(example|示例)(?:example|示例) ?\d+$/, "$1"));
}

/** Headings that also count at the end of a line, to which extractors glue them. */
export const gluedHeading = /(?:Request|请求参数)$/;

/** The labels inside a field; the value stands on the lines below. */
export type Label = "enum" | "default" | "example" | "pattern" | "multipleOf";

const labels: Readonly<Record<Label, readonly string[]>> = {
  enum: ["allowed values:", "allowed value:", "value:", "枚举值:", "可选值:"],
  default: ["default:", "default value:", "默认值:"],
  example: ["example:", "examples:", "示例:", "示例值:"],
  pattern: ["match pattern:", "pattern:", "匹配模式:", "正则匹配:"],
  multipleOf: ["multiple of:", "倍数:"],
};

const labelOf = invert(labels);

export function labelIn(text: string): Label | undefined {
  return labelOf.get(fold(text));
}

/** Whether a label announces one value only. */
export function isSingular(text: string): boolean {
  return ["allowed value:", "value:"].includes(fold(text));
}

const marks: ReadonlyMap<string, boolean> = new Map([
  ["required", true],
  ["必需", true],
  ["必填", true],
  ["必须", true],
  ["optional", false],
  ["可选", false],
  ["选填", false],
]);

/** True for `required`, false for `optional`, undefined for any other line. */
export function markIn(text: string): boolean | undefined {
  return marks.get(fold(text));
}

const badges = new Set([
  ...["deprecated", "read-only", "read only", "write-only", "write only", "nullable"],
  ...["已废弃", "已弃用", "只读", "只写"],
]);

/** Whether a line is one of the badges that may stand between a type and its mark. */
export function isBadge(text: string): boolean {
  return badges.has(fold(text));
}

/** The keyword that a union's heading stands for. */
export function unionIn(text: string): "oneOf" | "anyOf" | "allOf" | undefined {
  const unions = {
    "one of:": "oneOf",
    "any of:": "anyOf",
    "all of:": "allOf",
    allof: "allOf",
  } as const;
  return lookUp(unions, fold(text));
}

/** Buttons, which nobody would call a field. */
const buttons = new Set([
  "generate code",
  "生成代码",
  "run in apidog",
  "在 apifox 中运行",
  "copy page",
  "try it",
  "try it out",
  "data schema",
  "数据结构",
  "show more",
  "expand all",
  "collapse all",
]);

/** Headings and buttons of one word, which may well be the name of a field. */
const pageWords = new Set(["Body", "Run", "Copy", "Send", "Debug", "运行", "复制"]);

export function isButton(text: string): boolean {
  return buttons.has(fold(text));
}

export function isPageWord(text: string): boolean {
  return pageWords.has(text);
}

/** Lines of the interface that say nothing about the operation. */
export function isNoise(text: string): boolean {
  return isButton(text) || isPageWord(text);
}

const endings = [
  /^(?:modified at|last modified:?|updated at|修改于|最后修改时间:?)\s*(?:\d{4}-\d\d-\d\d.*|.*\bago|.*前|just now|yesterday)$/,
  /^(?:built with(?: apidog)?|llms\.txt|powered by apidog)$/,
];

/** Whether a line belongs to the foot of a page. */
export function isEnding(text: string): boolean {
  const word = fold(text);
  return endings.some((pattern) => pattern.test(word));
}

const lamp = /(?:🟢|🟠|🔴|🟡|🔵|⚪)\s*(?:\d{3}|[1-5]XX|default)/iu;

/**
 * Whether a line holds a word of the interface that pages of prose do not have on a line of their
 * own.
 */
export function hasInterfaceWords(line: string): boolean {
  const text = line.trim();
  if (text.length > 200) return false;
  const known = [headingIn(text), labelIn(text), markIn(text)];
  return known.some((word) => word !== undefined) || isEnding(text) || lamp.test(text);
}

/** Words of the page's state, beside its title. */
const states = new Map(
  Object.entries({
    developing: ["developing", "开发中"],
    testing: ["testing", "测试中"],
    released: ["released", "已发布"],
    deprecated: ["deprecated", "已废弃", "已弃用"],
    designing: ["designing", "设计中"],
    pending: ["pending", "待确定"],
    obsolete: ["obsolete"],
    exception: ["exception", "有异常"],
    integrating: ["integrating", "联调中", "对接中"],
    tested: ["tested", "已测试"],
  }).flatMap(([state, words]) => words.map((word) => [word, state] as const)),
);

export function stateIn(text: string): string | undefined {
  return states.get(fold(text));
}

export function isNone(text: string): boolean {
  return ["none", "无"].includes(fold(text));
}

export function isAdditional(text: string): boolean {
  return ["additional properties", "附加属性", "额外属性"].includes(fold(text));
}

/** Whether a line says that an answer has no content. */
export function saysNoBody(text: string): boolean {
  return /^(?:this response (?:does not have|has no) a? ?body\.?|该响应没有(?:响应)?体。?|无响应体。?)$/.test(
    fold(text),
  );
}

/** Lower case, one kind of colon, no blank before it: what a browser's translation changes. */
function fold(text: string): string {
  return text.length > 60
    ? ""
    : text.toLowerCase().replaceAll("：", ":").replace(/\s+:/g, ":").trim();
}

function invert<Key extends string>(
  table: Readonly<Record<Key, readonly string[]>>,
): ReadonlyMap<string, Key> {
  const entries = Object.entries(table) as [Key, readonly string[]][];
  return new Map(entries.flatMap(([key, words]) => words.map((word) => [word, key] as const)));
}
