import { isFields } from "../../../generator/openapi/index.js";
import { type Extent, SampleFile, type Samples } from "./samples.js";

type Fields = Readonly<Record<string, unknown>>;

/** A parameter as the document has it, with a value for it. */
export interface DescribedParameter {
  readonly in: string;
  readonly name: string;
  readonly style: string | undefined;
  readonly explode: boolean | undefined;
  /** Has `content` in place of a schema, and is JSON. */
  readonly isJson: boolean;
  readonly value: unknown;
}

export interface DescribedBody {
  readonly mediaType: string;
  /** By field; empty for all but forms. */
  readonly encoding: Fields;
  readonly value: unknown;
}

/** An operation as the document has it, with values for what it is given. */
export interface Described {
  readonly method: string;
  readonly path: string;
  readonly parameters: readonly DescribedParameter[];
  readonly body: DescribedBody | undefined;
  /** The media types of its successes. */
  readonly accepts: readonly string[];
}

/** Reads an operation from the document itself; nothing of the client's model takes part in it. */
export function describe(
  document: unknown,
  samples: Samples,
  { method, path }: { readonly method: string; readonly path: string },
  extent: Extent,
): Described | undefined {
  const paths = isFields(document) ? samples.resolve(document["paths"]) : {};
  const item = samples.resolve(paths[path]);
  const operation = samples.resolve(item[method.toLowerCase()]);
  if (Object.keys(operation).length === 0) return undefined;
  const nodes = new Map<string, Fields>();
  for (const node of [item["parameters"], operation["parameters"]].flat()) {
    const parameter = samples.resolve(node);
    if (parameter["name"] === undefined) continue;
    nodes.set(`${parameter["in"]} ${parameter["name"]}`, parameter);
  }
  const parameters = [...nodes.values()]
    .filter((node) => node["required"] === true || extent === "most")
    .filter((node) => !isReserved(node))
    .map((node) => parameterOf(node, samples, extent));
  return {
    method,
    path,
    parameters,
    body: bodyOf(samples.resolve(operation["requestBody"]), samples, extent),
    accepts: acceptsOf(operation["responses"], samples),
  };
}

/** Headers that OpenAPI says to ignore among parameters. */
function isReserved(node: Fields): boolean {
  return (
    node["in"] === "header" && /^(?:accept|content-type|authorization)$/i.test(String(node["name"]))
  );
}

function parameterOf(node: Fields, samples: Samples, extent: Extent): DescribedParameter {
  const [content] = Object.entries(samples.resolve(node["content"]));
  const schema = content ? samples.resolve(content[1])["schema"] : node["schema"];
  const { style, explode } = node;
  return {
    in: String(node["in"]),
    name: String(node["name"]),
    style: typeof style === "string" ? style : undefined,
    explode: typeof explode === "boolean" ? explode : undefined,
    isJson: /json/.test(content?.[0] ?? ""),
    value: samples.of(schema, extent),
  };
}

function bodyOf(node: Fields, samples: Samples, extent: Extent): DescribedBody | undefined {
  const contents = Object.entries(samples.resolve(node["content"]));
  if (contents.length === 0 || (node["required"] !== true && extent === "least")) return undefined;
  const isJson = ([type]: readonly [string, unknown]) => /[/+]json\b/.test(type);
  const [mediaType, media] = contents.find(isJson) ?? contents[0] ?? ["", {}];
  const { schema, encoding } = samples.resolve(media);
  const isForm = /form/.test(mediaType);
  const isBinary = !isForm && !isJson([mediaType, media]) && !mediaType.startsWith("text/");
  const value = isBinary ? new SampleFile() : samples.of(schema, extent, isForm);
  return { mediaType, encoding: isFields(encoding) ? encoding : {}, value };
}

function acceptsOf(responses: unknown, samples: Samples): string[] {
  const successes = Object.entries(samples.resolve(responses)).filter(([status]) =>
    status.startsWith("2"),
  );
  return successes.flatMap(([, response]) =>
    Object.keys(samples.resolve(samples.resolve(response)["content"])),
  );
}
