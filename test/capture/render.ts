import type { Answer, Form, Limits, Member, Operation, Value } from "./model.js";

/** What a page of some generation looks like, and what an extractor made of it. */
export interface Style {
  readonly generation: "A" | "B" | "C";
  readonly language: keyof typeof languages;
  /** Where bodies have an example; `below` is a section of its own, at the end of the page. */
  readonly examples: "none" | "beside" | "below";
  /** Which types give the number of members; of objects alone, often only that there are none. */
  readonly counts: "none" | "of lists" | "of all";
  /** Whether a title or the name of a schema takes the place of the mark. */
  readonly losesMarks: boolean;
  /** Whether the items of a list of lists are listed, without a name. */
  readonly showsItems: boolean;
  readonly extractor: "plain" | "bullets" | "decoded-twice";
}

const languages = {
  english: {
    request: "Request",
    path: "Path Params",
    query: "Query Params",
    header: "Header Params",
    body: "Body Params",
    example: "Example",
    samples: "Request Code Samples",
    responses: "Responses",
    shown: "Response Example",
    required: "required",
    optional: "optional",
    values: "Allowed values:",
    label: "Example:",
    pattern: "Match pattern:",
    multiple: "Multiple of:",
    code: "Generate Code",
    modified: "Modified at 2024-08-23 00:21:33",
    characters: "characters",
  },
  chinese: {
    request: "请求参数",
    path: "Path 参数",
    query: "Query 参数",
    header: "Header 参数",
    body: "Body 参数",
    example: "示例",
    samples: "请求示例代码",
    responses: "返回响应",
    shown: "响应示例",
    required: "必需",
    optional: "可选",
    values: "枚举值：",
    label: "示例值:",
    pattern: "匹配模式:",
    multiple: "Multiple of:",
    code: "生成代码",
    modified: "修改于 2025-05-06 07:08:09",
    characters: "字符",
  },
  translated: {
    request: "Request parameters",
    path: "Path parameters",
    query: "Query parameters",
    header: "Header parameters",
    body: "Body parameters",
    example: "Example",
    samples: "Request samples",
    responses: "Return response",
    shown: "Response Example",
    required: "Required",
    optional: "Optional",
    values: "Allowed values :",
    label: "Example :",
    pattern: "Match pattern :",
    multiple: "Multiple of :",
    code: "Generate Code",
    modified: "Modified at 5 days ago",
    characters: "characters",
  },
} as const;

/** The page opens the members of the outer objects, and no deeper ones. */
export const openLevels = 2;

/** Renders an operation as the page's visible text, by the grammar and without the parser's help. */
export function render(operation: Operation, style: Style): string {
  return new Renderer(style).page(operation);
}

class Renderer {
  readonly #style: Style;
  readonly #words: (typeof languages)[keyof typeof languages];

  constructor(style: Style) {
    this.#style = style;
    this.#words = languages[style.language];
  }

  page(operation: Operation): string {
    const { title, method, path, query, header, body, answers } = operation;
    const { generation, examples } = this.#style;
    const words = this.#words;
    const inPath = path.filter((segment) => segment.startsWith("{"));
    const url = `/${path.join("/")}`;
    const nav =
      generation === "C" ? ["Orders", "GET", "Copy Page"] : ["- Orders", `- ${title}${method}`];
    const glued = generation === "A" && /[a-z}]$/.test(url);
    const lines = [
      ...nav,
      title,
      method,
      ...(glued ? [`${url}This changes what the page says.`] : [url]),
      ...(generation === "C" ? ["Run in Apidog"] : []),
      words.request,
      ...(inPath.length > 0 ? [words.path] : []),
      ...inPath.flatMap((segment) => [segment.slice(1, -1), "string", words.required]),
      ...(query.length > 0 ? [words.query, ...this.#fields(query, 1)] : []),
      ...(header.length > 0 ? [words.header, ...this.#fields(header, 1)] : []),
      ...(body ? [...this.#bodyHead(), ...this.#root(body), ...this.#example(body)] : []),
      words.samples,
      "Shell",
      `curl --location --request ${method} 'https://x.example/${path.join("/")}' \\`,
      ...(body && examples !== "none" ? [`--data-raw '${JSON.stringify(sampleOf(body))}'`] : []),
      words.responses,
      ...(generation === "A" ? answers.map(({ status, name }) => `${name}(${status})`) : []),
      ...answers.flatMap((answer) => this.#answer(answer)),
      ...(examples === "below" ? [words.shown, ...answers.flatMap((one) => this.#shown(one))] : []),
      words.modified,
    ];
    return lines.map((line, at) => this.#extract(line, lines[at + 1])).join("\n");
  }

  #extract(line: string, next: string | undefined): string {
    const isType = /^(?:string|integer|number|boolean|object|array|enum|null)\b/.test(line);
    switch (this.#style.extractor) {
      case "plain":
        return isType && this.#style.generation === "C" ? `${line} ` : line;
      case "bullets":
        return next !== undefined && /^(?:>=|<=)/.test(line) ? `${line}\n` : line;
      case "decoded-twice":
        return isType ? `${line}Â\u00a0` : line;
    }
  }

  #bodyHead(): string[] {
    const { body, code, required } = this.#words;
    return this.#style.generation === "C"
      ? [body, "application/json", required, code]
      : [`${body} application/json`];
  }

  #answer({ status, name, description, body }: Answer): string[] {
    const { generation } = this.#style;
    const content = [...this.#root(body), ...this.#example(body)];
    const about = description === undefined ? [] : [description];
    switch (generation) {
      case "A":
        return [
          `HTTP Code: ${status}`,
          "Content Type : JSONapplication/json",
          "Data Schema",
          ...content,
        ];
      case "B":
        return [`🟢${status}${name}`, "application/json", "Body", ...content];
      case "C":
        return [
          `🟢${status}`,
          name,
          "application/json",
          ...about,
          "Bodyapplication/json",
          this.#words.code,
          ...content,
        ];
    }
  }

  #shown({ status, name, body }: Answer): string[] {
    return [`${status} - ${name}`, ...JSON.stringify(sampleOf(body), null, 4).split("\n")];
  }

  /** The content of a body: the fields of an object, or the type of the whole. */
  #root(value: Value): string[] {
    if (value.kind === "object") return this.#inside(value, 0);
    if (value.kind === "union") return [this.#words.required, ...this.#union(value, 0)];
    return [...this.#type(value), ...this.#inside(value, 0)];
  }

  #fields(members: readonly Member[], level: number): string[] {
    return members.flatMap((member) => this.#field(member, level));
  }

  #field(
    { name, isRequired, title, description, example, value }: Member,
    level: number,
  ): string[] {
    const words = this.#words;
    const ref = value.kind === "object" ? value.ref : undefined;
    const refLines = ref === undefined ? [] : this.#style.losesMarks ? [ref] : [`(${ref})`, ref];
    const isMarked = !(this.#style.losesMarks && (title !== undefined || ref !== undefined));
    return [
      name,
      ...(value.kind === "union" ? [] : this.#type(value)),
      ...refLines,
      ...(title === undefined || value.kind === "union" ? [] : [title]),
      ...(isMarked || value.kind === "union" ? [isRequired ? words.required : words.optional] : []),
      ...(value.kind === "union" ? [] : description),
      ...this.#constraints(value),
      ...(value.kind === "enum" ? this.#values(value.values) : []),
      ...(example === undefined || value.kind === "union" ? [] : [words.label, example]),
      ...this.#inside(value, level),
    ];
  }

  #inside(value: Value, level: number): string[] {
    const { showsItems } = this.#style;
    if (value.kind === "union") return this.#union(value, level);
    if (level >= openLevels) return [];
    if (value.kind === "object") {
      const more = value.hasMore ? ["Additional properties", "string", this.#words.optional] : [];
      return [...this.#fields(value.members, level + 1), ...more];
    }
    if (value.kind !== "list") return [];
    const { item } = value;
    if (item.kind === "list") {
      if (!showsItems) return [];
      return [...this.#type(item.item), this.#words.optional, ...this.#constraints(item.item)];
    }
    if (item.kind === "union") return showsItems ? this.#union(item, level) : [];
    return this.#inside(item, level);
  }

  /** The tabs of the forms, and the content of the first one. */
  #union({ keyword, forms }: { keyword: string; forms: readonly Form[] }, level: number): string[] {
    const tabs = forms.map(({ title, value }) => title ?? this.#type(value).join(""));
    const [first] = forms;
    const isObject = first?.value.kind === "object";
    const opened = isObject && level < openLevels ? this.#inside(first.value, level) : [];
    return [
      keyword === "oneOf" ? "One of:" : "Any of:",
      ...tabs,
      ...(isObject ? ["object", ...opened] : []),
    ];
  }

  #values(values: readonly string[]): string[] {
    const { values: label } = this.#words;
    return [label, ...(this.#style.generation === "C" ? values : [values.join("")])];
  }

  /** The lines of a type; a union with null takes two. */
  #type(value: Value): string[] {
    const { counts } = this.#style;
    const count = (members: readonly Member[]) => (counts === "none" ? "" : ` {${members.length}}`);
    switch (value.kind) {
      case "scalar": {
        const type = value.format === undefined ? value.type : `${value.type} <${value.format}>`;
        return value.isNullable ? [`${type}  | `, "null"] : [type];
      }
      case "enum":
        return ["enum<string>"];
      case "object":
        if (value.members.length === 0) return ["object {0}"];
        return counts === "of lists" ? ["object"] : [`object${count(value.members)}`];
      case "union":
        return [value.keyword];
      case "list": {
        const { item } = value;
        if (item.kind === "object") {
          return [`array [object${count(item.members)}]`];
        }
        if (item.kind === "list") return ["array [array]"];
        if (item.kind === "union") return ["array"];
        return [`array[${this.#type(item).join("")}]`];
      }
    }
  }

  #constraints(value: Value): string[] {
    const limits: Limits = value.kind === "scalar" || value.kind === "list" ? value.limits : {};
    const { pattern, multiple, characters } = this.#words;
    const units: Readonly<Record<string, [string, string]>> = {
      minLength: [">=", ` ${characters}`],
      maxLength: ["<=", ` ${characters}`],
      minimum: [">=", ""],
      maximum: ["<=", ""],
      exclusiveMinimum: [">", ""],
      minItems: [">=", " items"],
    };
    const signs = Object.entries(limits).flatMap(([keyword, limit]) => {
      const [sign, unit] = units[keyword] ?? [];
      return sign === undefined ? [] : [`${sign} ${limit}${unit}`];
    });
    const isGlued = this.#style.generation === "A" && signs.length > 0;
    return [
      ...(isGlued ? [signs.join("")] : signs),
      ...("pattern" in limits ? [pattern, String(limits["pattern"])] : []),
      ...("multipleOf" in limits ? [multiple, String(limits["multipleOf"])] : []),
    ];
  }

  #example(value: Value): string[] {
    const { examples, generation } = this.#style;
    if (examples !== "beside") return [];
    const text = JSON.stringify(sampleOf(value), null, generation === "C" ? 4 : 0);
    return [generation === "A" ? "ExampleExample 1" : this.#words.example, ...text.split("\n")];
  }
}

function sampleOf(value: Value): unknown {
  const scalars: Readonly<Record<string, unknown>> = {
    string: "xx",
    integer: 1,
    number: 0.5,
    boolean: true,
  };
  switch (value.kind) {
    case "scalar":
      return scalars[value.type];
    case "enum":
      return value.values[0];
    case "list":
      return [sampleOf(value.item)];
    case "union":
      return value.forms[0] && sampleOf(value.forms[0].value);
    case "object":
      return Object.fromEntries(value.members.map((one) => [one.name, sampleOf(one.value)]));
  }
}
