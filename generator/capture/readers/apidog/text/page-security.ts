import type { Fields } from "../../../../openapi/index.js";
import {
  apiKey,
  basic,
  bearer,
  isAuthorization,
  type NamedScheme,
  suggestScheme,
} from "../../../security-schemes.js";
import type { Sample } from "./code-sample.js";
import type { Builder } from "./operation-builder.js";
import type { Line } from "./page-lines.js";
import type { ListedField } from "./page-parameters.js";

/** The Security Requirement Objects of an operation, and the schemes that they name. */
export interface Security {
  readonly security: readonly Fields[] | undefined;
  readonly schemes: Fields;
}

const addParameter = /^(?:Add parameter in|在)\s*(header|query|cookie)s?(?:\s*添加参数)?\s*(\S*)$/i;
const bearerRule = /^to headers?,\s*whose value is to concatenate the token after the bearer/i;
const unnamed = "the page shows how to authorise, but never the name of the scheme";

/**
 * Reads the authorization block: parameters that are all needed, or a token, and alternatives
 * after `or`. The bare heading is printed for operations without authorization too, and so says
 * nothing; a sample call may, or a header parameter `Authorization`.
 */
export function readSecurity(
  block: { readonly heading: Line; readonly lines: readonly Line[] } | undefined,
  sample: Sample | undefined,
  listed: readonly ListedField[],
  builder: Builder,
): Security {
  const listedHeaders = listed.filter(({ parameter }) => parameter["in"] === "header");
  if (!block) return fromParameter(listedHeaders, builder) ?? { security: undefined, schemes: {} };
  const alternatives = readBlock(block.lines).filter((schemes) => schemes.length > 0);
  if (alternatives.length > 0) {
    builder.place(["security"], builder.quote(block.heading));
    for (const { name } of alternatives.flat()) {
      builder.mark(["#", "components", "securitySchemes", name], "derived", unnamed, block.heading);
    }
    return securityOf(alternatives);
  }
  const names = new Set(listedHeaders.map(({ tree }) => tree.field.name.toLowerCase()));
  const sent = sample ? fromSample(sample, names) : [];
  if (sent.length === 0 || !sample) {
    const suggested = fromParameter(listedHeaders, builder);
    if (suggested) return suggested;
    const because = "the page says that there is authorization, but not which kind";
    builder.mark(["security"], "ambiguous", because, block.heading);
    return { security: undefined, schemes: {} };
  }
  builder.mark(["security"], "derived", "the sample call sends it in a header", sample.line);
  return securityOf([sent]);
}

function readBlock(lines: readonly Line[]): NamedScheme[][] {
  const alternatives: NamedScheme[][] = [[]];
  const add = (scheme: NamedScheme) => {
    const last = alternatives.at(-1);
    if (last && !last.some(({ name }) => name === scheme.name)) last.push(scheme);
  };
  for (let at = 0; at < lines.length; at++) {
    const text = lines[at]?.text ?? "";
    const [, place, inline] = addParameter.exec(text) ?? [];
    if (place !== undefined) {
      const name = inline || lines[++at]?.text;
      if (name !== undefined && /^\S+$/.test(name)) add(apiKey(name, place.toLowerCase()));
    } else if (/^bearer token$/i.test(text) || bearerRule.test(text)) add(bearer);
    else if (/^basic auth$/i.test(text)) add(basic);
    else if (/^(?:or|或)$/i.test(text)) alternatives.push([]);
  }
  return alternatives;
}

function fromParameter(headers: readonly ListedField[], builder: Builder): Security | undefined {
  const found = headers.find(({ parameter }) => isAuthorization("header", parameter["name"]));
  if (!found) return undefined;
  const { field } = found.tree;
  const shown = [field.example, field.default, field.values].flatMap(
    (labeled) => labeled?.lines.map(({ text }) => text) ?? [],
  );
  const { description, pattern } = field;
  const { because, ...scheme } = suggestScheme({ values: [...shown, pattern], description });
  for (const at of [["security"], ["#", "components", "securitySchemes", scheme.name]]) {
    builder.mark(at, "derived", because, field.line);
  }
  return securityOf([[scheme]]);
}

/** Headers that a call sends and no parameter describes; a key looks like a placeholder there. */
function fromSample(sample: Sample, listed: ReadonlySet<string>): NamedScheme[] {
  return sample.headers.flatMap(({ name, value }) => {
    if (/^authorization$/i.test(name)) {
      if (/^bearer\b/i.test(value)) return [bearer];
      return [/^basic\b/i.test(value) ? basic : apiKey(name, "header")];
    }
    if (listed.has(name.toLowerCase()) || !/^<[^<>]*>$/.test(value)) return [];
    return [apiKey(name, "header")];
  });
}

function securityOf(alternatives: readonly (readonly NamedScheme[])[]): Security {
  const entries = alternatives.flat().map(({ name, scheme }) => [name, scheme] as const);
  return {
    security: alternatives.map((schemes) =>
      Object.fromEntries(schemes.map(({ name }) => [name, []])),
    ),
    schemes: { securitySchemes: Object.fromEntries(entries) },
  };
}
