import { isMultipart } from "../../media-type.js";
import type {
  Api,
  Body,
  Content,
  Operation,
  Outcome,
  Pagination,
  Parameter,
} from "../../model/index.js";
import {
  shared,
  toPropertyKey,
  toStringLiteral,
  type View,
  type WrittenType,
  writeType,
} from "../../typescript/index.js";

/** The TypeScript types of one operation, as source text. */
export interface Signature {
  /** Members of the params interface, in the order of the spec, the body last. */
  readonly members: readonly Member[];
  /** Whether a call has to pass params. */
  readonly needsParams: boolean;
  /** What the body can be, if a call chooses its media type; no member is the body then. */
  readonly bodies: readonly BodyChoice[];
  readonly data: string;
  readonly result: string;
  /**
   * The type parameter of a call that chooses the type of its data, and its use; empty for others.
   */
  readonly accept: { readonly declared: string; readonly used: string };
  /** Every name in these types that something has to declare. */
  readonly names: ReadonlySet<string>;
}

/** One way to send the body. */
export interface BodyChoice {
  /** Type of `contentType`. */
  readonly contentType: string;
  /** Whether that can be left out. */
  readonly isDefault: boolean;
  readonly type: string;
}

interface Member {
  readonly name: string;
  readonly type: string;
  readonly optional: boolean;
  readonly parameter: Parameter | undefined;
}

const signatures = new WeakMap<Operation, Signature>();

/** The types of an operation; found out once for its function and for its method. */
export function signatureOf(operation: Operation, api: Api): Signature {
  const known = signatures.get(operation);
  if (known) return known;
  const signature = makeSignature(operation, api);
  signatures.set(operation, signature);
  return signature;
}

function makeSignature(operation: Operation, api: Api): Signature {
  const types = new TypeWriter(operation, api);
  const { body, accepts } = operation;
  const outcomes = types.outcomes();
  const [first = ""] = accepts;
  const listed = accepts.map(toStringLiteral).join(" | ");
  const accept = types.isChosen
    ? { declared: `$Accept extends ${listed} = ${toStringLiteral(first)}`, used: "<$Accept>" }
    : { declared: "", used: "" };
  const members = [
    ...operation.parameters.map((parameter) => ({
      name: parameter.argument,
      type: types.parameter(parameter),
      optional: !parameter.required,
      parameter,
    })),
    ...(accepts.length > 0
      ? [
          {
            name: "accept",
            type: types.isChosen ? "$Accept" : listed,
            optional: true,
            parameter: undefined,
          },
        ]
      : []),
    ...(body && !body.isChoice
      ? [
          {
            name: "body",
            type: types.body(body.content),
            optional: !body.required,
            parameter: undefined,
          },
        ]
      : []),
  ];
  const bodies = body?.isChoice ? chooseBodies(body, types) : [];
  const needsParams =
    members.some(({ optional }) => !optional) || (bodies.length > 0 && body?.required === true);
  return { members, needsParams, bodies, ...outcomes, accept, names: types.names };
}

function chooseBodies({ contents }: Body, types: TypeWriter): BodyChoice[] {
  const byType = new Map<string, Content[]>();
  for (const content of contents) {
    const type = types.body(content);
    byType.set(type, [...(byType.get(type) ?? []), content]);
  }
  return [...byType].map(([type, alike]) => ({
    contentType: alike.map(({ mediaType }) => contentTypeOf(mediaType)).join(" | "),
    isDefault: alike[0] === contents[0],
    type,
  }));
}

/** Of a range, any that starts like it; what else a spec may write there stays text. */
function contentTypeOf(mediaType: string): string {
  const [start = "", ...rest] = mediaType.split("*");
  const isRange = rest.length > 0 && /^[\w!#$&^.+-]*\/?$/.test(start);
  return isRange ? `\`${start}\${string}\`` : toStringLiteral(mediaType);
}

/** The type of a parameter, and the names in it. */
export function parameterType({ schema, isDateTime }: Parameter, api: Api): WrittenType {
  // What nothing is said of is text, as in a URL.
  const { text, names } = writeType(schema ?? { type: "string" }, "write", api);
  return { text: isDateTime ? `${text} | Date` : text, names };
}

/** The type of the operation's call. `prefix` goes before the names of its own types. */
export function callType({ names }: Operation, { accept }: Signature, prefix = ""): string {
  const { used } = accept;
  const own = `${prefix}${names.data}${used}, ${prefix}${names.result}${used}`;
  return names.item ? `PagedCall<${own}, ${prefix}${names.item}>` : `ApiCall<${own}>`;
}

/** The type of what a page lists. */
export function itemType({ names }: Operation, { items }: Pagination): string {
  const list = items.reduce(
    (type, step) => `NonNullable<${index(type, toStringLiteral(step))}>`,
    `NonNullable<${names.data}>`,
  );
  return `${list}[number]`;
}

/** Writes the types of one operation, and remembers the names in them. */
class TypeWriter {
  readonly names = new Set<string>();
  readonly #operation: Operation;
  readonly #api: Api;
  /** Whether the data has another type in another media type. */
  isChosen = false;

  constructor(operation: Operation, api: Api) {
    this.#operation = operation;
    this.#api = api;
  }

  parameter(parameter: Parameter): string {
    return this.#note(parameterType(parameter, this.#api));
  }

  body(content: Content): string {
    const { form, mediaType } = content;
    if (form === "lines") return this.#lines(content);
    if (form !== "json" && form !== "form") return this.#named("BodyContent");
    const view = isMultipart(mediaType) ? "form" : "write";
    const type = this.#content(content, view);
    return form === "form" ? `${type} | ${this.#named("BodyContent")}` : type;
  }

  /** Lines of JSON: a list or an async iterable of what one holds, or lines that are written. */
  #lines(content: Content): string {
    const item = this.#content(content, "write");
    const list = /^[\w$]+$/.test(item) ? `readonly ${item}[]` : `readonly (${item})[]`;
    return `${list} | AsyncIterable<${item}> | ${this.#named("BodyContent")}`;
  }

  outcomes(): { data: string; result: string } {
    const { names, responses } = this.#operation;
    const known = responses.map(({ status }) => status);
    const successes = responses.filter(({ success }) => success);
    const failures = responses.filter(({ success, status }) => !success && statusRank(status) >= 3);

    const dataTypes = successes.map((outcome) => this.#data(outcome));
    const data = [...new Set(dataTypes)];
    const result = [
      ...successes.map((outcome, position) => {
        const type = dataTypes[position] ?? "";
        // What takes several lines stands there once, if it is all that the data can be.
        const isNamed = data.length === 1 && type.includes("\n");
        const used = this.isChosen ? "<$Accept>" : "";
        const success = this.#success(
          outcome.status,
          known,
          isNamed ? `${names.data}${used}` : type,
        );
        return this.#withHeaders(success, outcome);
      }),
      ...(successes.length === 0 ? [this.#success("2XX", known, "unknown")] : []),
      ...this.#failures(failures),
      this.#named("Unanswered"),
    ];
    return { data: data.length > 0 ? data.join(" | ") : "unknown", result: result.join(" | ") };
  }

  /**
   * The statuses that the spec gives a body, by themselves; then all others, with the body of their
   * range or of the fallback.
   */
  #failures(failures: readonly Outcome[]): string[] {
    const outcomeOf = (range: Outcome["status"]) =>
      failures.find(({ status }) => status === range) ??
      failures.find(({ status }) => status === "default");
    const ofRange = (range: Outcome["status"]) => {
      const outcome = outcomeOf(range);
      const body = outcome ? this.#data(outcome) : "unknown";
      return { body, outcome, key: `${body} ${headersType(outcome, this.#api)}` };
    };
    const [of3XX, of4XX, of5XX] = [ofRange("3XX"), ofRange("4XX"), ofRange("5XX")] as const;
    const typed = failures.flatMap((outcome) =>
      typeof outcome.status === "number"
        ? [{ status: outcome.status, body: this.#data(outcome), outcome }]
        : [],
    );
    const isUniform = of3XX.key === of4XX.key && of4XX.key === of5XX.key;
    const write = ({ outcome }: { outcome: Outcome | undefined }, ...type: RuntimeType) =>
      this.#withHeaders(this.#runtime(...type), outcome);
    if (typed.length === 0 && isUniform) return [write(of4XX, "Failure", of4XX.body)];

    const known = typed.map(({ status }) => status);
    const rest = statusesWithClass.filter((status) => !known.includes(status));
    const other = known.filter((status) => status < 500 && !statusesWithClass.includes(status));
    const server = known.filter((status) => status >= 500);
    return [
      ...typed.map((each) => write(each, "FailedWith", String(each.status), each.body)),
      ...(rest.length > 0
        ? [
            this.#withHeaders(
              `${this.#runtime("FailureByStatus", of4XX.body)}[${rest.join(" | ")}]`,
              of4XX.outcome,
            ),
          ]
        : []),
      ...(of3XX.key === of4XX.key
        ? [write(of4XX, "OtherFailure", union(other), of4XX.body)]
        : [
            write(of3XX, "OtherFailure", union(other), of3XX.body, this.#named("Status3XX")),
            write(
              of4XX,
              "OtherFailure",
              union([...other, `keyof ${this.#named("FailureByStatus")}`]),
              of4XX.body,
              this.#named("Status4XX"),
            ),
          ]),
      write(of5XX, "OtherServerFailure", union(server), of5XX.body),
    ];
  }

  /** The type of an answer with the headers that the spec names. */
  #withHeaders(type: string, outcome: Outcome | undefined): string {
    const headers = headersType(outcome, this.#api);
    if (headers === undefined) return type;
    return `(${type} & ${reference(this.#named("WithHeaders"), headers)})`;
  }

  #data(outcome: Outcome): string {
    const { content, contents, success, mayHaveBody } = outcome;
    const { accepts } = this.#operation;
    if (!content) {
      return success && mayHaveBody && isUnsaid(this.#operation) ? "unknown" : "undefined";
    }
    if (!success) return [...new Set(contents.map((each) => this.#failed(each)))].join(" | ");
    if (accepts.length === 0) return this.#dataIn(content);
    const types = accepts.map((accept) =>
      this.#dataIn(contents.find(({ mediaType }) => mediaType === accept) ?? content),
    );
    const [first = ""] = types;
    if (types.every((type) => type === first)) return first;
    this.isChosen = true;
    const members = accepts.map((accept, index) => `${toStringLiteral(accept)}: ${types[index]}`);
    return `{ ${members.join("; ")} }[$Accept]`;
  }

  /**
   * The body of a failure is read as JSON or else as text, in whatever media type the server chose.
   */
  #failed(content: Content): string {
    return content.form === "json" || content.open ? this.#dataIn(content) : "string";
  }

  #dataIn(content: Content): string {
    if (content.form === "binary") return "Blob";
    if (content.unparsed) return "string";
    if (content.form === "events") return `AsyncIterable<${this.#events(content)}>`;
    const type = this.#content(content, "read");
    return content.form === "lines" ? `AsyncIterable<${type}>` : type;
  }

  #events({ events }: Content): string {
    const type = this.#named("ServerSentEvent");
    const all = events.map(({ names, isJson, schema }) => {
      const data = isJson ? this.#note(writeType(schema ?? true, "read", this.#api)) : "string";
      const name = names?.map(toStringLiteral).join(" | ");
      if (name === undefined) return data === "string" ? type : `${type}<${data}>`;
      return `${type}<${data}, ${name}>`;
    });
    return all.length > 0 ? [...new Set(all)].join(" | ") : type;
  }

  #content({ open, schema, schemaKey, component, mediaType }: Content, view: View): string {
    if (open) return "unknown";
    if (schemaKey === undefined && component) {
      const home = this.#named(shared[component.section]);
      return index(home, toStringLiteral(component.key), toStringLiteral(mediaType));
    }
    return this.#note(writeType(schema, view, this.#api));
  }

  #success(status: Outcome["status"], known: readonly Outcome["status"][], data: string): string {
    if (typeof status !== "number") this.#named("Status2XX");
    return `${this.#named("Success")}<${successStatus(status, known)}, ${data}>`;
  }

  #runtime(type: string, ...given: readonly string[]): string {
    return reference(this.#named(type), ...given);
  }

  #named(name: string): string {
    this.names.add(name);
    return name;
  }

  #note({ text, names }: WrittenType): string {
    for (const name of names) this.names.add(name);
    return text;
  }
}

/**
 * Whether the spec says nothing of the data. Where one success has content, one that has none is
 * taken for empty: its data would make that of all others unknown.
 */
function isUnsaid({ responses }: Operation): boolean {
  return responses.every(({ success, content }) => !success || content === undefined);
}

function index(type: string, ...keys: readonly string[]): string {
  return `${type}${keys.map((key) => `[${key}]`).join("")}`;
}

type RuntimeType = [type: string, ...given: string[]];

/** Undefined if the spec names none. */
function headersType(outcome: Outcome | undefined, { int64 }: Api): string | undefined {
  if (!outcome || outcome.headers.length === 0) return undefined;
  const members = outcome.headers.map(({ name, kind, isList }) => {
    const type = kind === "int64" ? int64 : kind === "integer" ? "number" : kind;
    const value = isList ? `readonly ${type}[]` : type;
    return `readonly ${toPropertyKey(name)}: ${value} | undefined`;
  });
  return `{ ${members.join("; ")} }`;
}

/**
 * Statuses whose errors have classes of their own; `FailureByStatus` of the runtime has the same.
 */
const statusesWithClass: readonly number[] = [400, 401, 403, 404, 409, 422, 429];

function union(parts: readonly (number | string)[]): string {
  return parts.length > 0 ? parts.join(" | ") : "never";
}

/** A type with its arguments, but for those at the end that are its defaults. */
function reference(type: string, ...given: readonly string[]): string {
  const last = given.findLastIndex((argument) => argument !== "never" && argument !== "unknown");
  return last < 0 ? type : `${type}<${given.slice(0, last + 1).join(", ")}>`;
}

/**
 * The statuses that a success stands for: all of them, without those that are declared by
 * themselves.
 */
function successStatus(status: Outcome["status"], known: readonly Outcome["status"][]): string {
  if (typeof status === "number") return String(status);
  const others = known.filter((other) => typeof other === "number" && statusRank(other) === 2);
  return others.length > 0 ? `Exclude<Status2XX, ${union(others)}>` : "Status2XX";
}

/** First digit of the status; 9 for `default`. */
function statusRank(status: Outcome["status"]): number {
  return status === "default" ? 9 : Number(String(status)[0]);
}
