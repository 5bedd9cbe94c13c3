import type { Limits, Member, Operation, Value } from "./model.js";

/** What a page of some generation looks like. */
export interface Style {
  /** Values of an enum in one line, media types on the line of their heading. */
  readonly isOld: boolean;
  /** Whether bodies have an example. */
  readonly hasExamples: boolean;
  /** Whether types of objects give the number of members. */
  readonly hasCounts: boolean;
}

/** Renders an operation as the page's visible text, by the grammar and without the parser's help. */
export function render(operation: Operation, style: Style): string {
  const { title, method, path, query, header, body, answers } = operation;
  const inPath = path.filter((segment) => segment.startsWith("{"));
  const media = (heading: string) =>
    style.isOld ? [`${heading} application/json`] : [heading, "application/json", "Generate Code"];
  return [
    ...(style.isOld ? ["- Orders", `- ${title}${method}`] : ["Orders", "GET", "Copy Page"]),
    title,
    method,
    `/${path.join("/")}`,
    "Request",
    ...(inPath.length > 0 ? ["Path Params"] : []),
    ...inPath.flatMap((segment) => [segment.slice(1, -1), "string", "required"]),
    ...(query.length > 0 ? ["Query Params", ...fields(query, style, 1)] : []),
    ...(header.length > 0 ? ["Header Params", ...fields(header, style, 1)] : []),
    ...(body ? [...media("Body Params"), ...fields(body, style, 1), ...example(body, style)] : []),
    style.isOld ? "Request samples" : "Request Code Samples",
    "Shell",
    `curl --location --request ${method} 'https://x.example/${path.join("/")}'`,
    "Responses",
    ...answers.flatMap((answer) => [
      ...(style.isOld ? [`🟢${answer.status}${answer.name}`] : [`🟢${answer.status}`, answer.name]),
      "application/json",
      ...(style.isOld ? ["Body"] : ["Bodyapplication/json", "Generate Code"]),
      ...fields(answer.body, style, 1),
      ...example(answer.body, style),
    ]),
    "Modified at 2024-08-23 00:21:33",
  ].join("\n");
}

/** The page opens the members of the outer objects, and no deeper ones. */
export const openLevels = 2;

function fields(members: readonly Member[], style: Style, level: number): string[] {
  return members.flatMap(({ name, isRequired, description, value }) => [
    name,
    type(value, style),
    isRequired ? "required" : "optional",
    ...(description === undefined ? [] : [description]),
    ...constraints(value),
    ...(value.kind === "enum"
      ? ["Allowed values:", ...(style.isOld ? [value.values.join("")] : value.values)]
      : []),
    ...("members" in value && level < openLevels ? fields(value.members, style, level + 1) : []),
  ]);
}

function type(value: Value, style: Style): string {
  const count = "members" in value && style.hasCounts ? ` {${value.members.length}}` : "";
  switch (value.kind) {
    case "scalar":
      return value.format === undefined ? value.type : `${value.type} <${value.format}>`;
    case "enum":
      return "enum<string>";
    case "list":
      return `array[${value.item}]`;
    case "object":
      return `object${count}`;
    case "objects":
      return `array [object${count}]`;
  }
}

const signs: Readonly<Record<string, [string, string]>> = {
  minLength: [">=", " characters"],
  maxLength: ["<=", " characters"],
  minimum: [">=", ""],
  maximum: ["<=", ""],
  exclusiveMinimum: [">", ""],
};

function constraints(value: Value): string[] {
  const limits: Limits = value.kind === "scalar" ? value.limits : {};
  return Object.entries(limits).map(([keyword, limit]) => {
    const [sign, unit] = signs[keyword] ?? ["", ""];
    return `${sign} ${limit}${unit}`;
  });
}

function example(members: readonly Member[], style: Style): string[] {
  return style.hasExamples
    ? ["Example", JSON.stringify(sample(members), null, style.isOld ? 0 : 4)]
    : [];
}

function sample(members: readonly Member[]): unknown {
  return Object.fromEntries(members.map(({ name, value }) => [name, sampleOf(value)]));
}

function sampleOf(value: Value): unknown {
  const scalars: Readonly<Record<string, unknown>> = { string: "x", integer: 1, boolean: true };
  switch (value.kind) {
    case "scalar":
      return scalars[value.type];
    case "enum":
      return value.values[0];
    case "list":
      return [scalars[value.item]];
    case "object":
      return sample(value.members);
    case "objects":
      return [sample(value.members)];
  }
}
