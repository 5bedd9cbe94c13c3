import type { Contract, Security as Requirements } from "../contract/index.js";
import { must } from "../narrowing.js";
import type { Security, SecurityScheme } from "./api.js";
import { reservedOptions } from "./identifiers.js";
import type { Namer } from "./namer.js";

/**
 * The security schemes that a client can serve, each with the name of its option, and what is asked
 * for by default.
 */
export function nameSecurity(contract: Contract, namer: Namer): Security {
  const usable = [...contract.securitySchemes.values()].flatMap(({ carrier, ...scheme }) =>
    carrier ? [{ ...scheme, carrier }] : [],
  );
  const options = namer.assign(
    usable.map(({ key }) => ({ identity: `option ${key}`, text: key, style: "camel", rank: 0 })),
    reservedOptions,
  );
  const fallback = alternativesOf(contract.security);
  const required = requiredSchemes(contract.security);
  const schemes = usable.map(
    ({ key, node, written, carrier, isServerOnly, clientCredentials }): SecurityScheme => ({
      key,
      option: must(options.get(`option ${key}`), `${key} has no option`),
      description: node.get("description").prose(),
      statement: contract.statementOf(written),
      in: carrier.in,
      name: carrier.name,
      prefix: carrier.prefix,
      kind: carrier.kind,
      clientCredentials,
      serverOnly: isServerOnly,
      required: required.includes(key),
    }),
  );
  return { schemes, default: fallback };
}

/** Keys of the schemes that every alternative needs, so that no client can do without them. */
export function requiredSchemes(security: Requirements): readonly string[] {
  const [first = [], ...others] = alternativesOf(security);
  return first.filter((key) => others.every((keys) => keys.includes(key)));
}

/**
 * Keys of the schemes of each alternative, without the alternatives that need one that we cannot
 * serve.
 */
export function alternativesOf({ alternatives }: Requirements): readonly (readonly string[])[] {
  // `{}` among the alternatives means that no credential is needed; one that is there is still
  // sent.
  return alternatives
    .filter((each) => [...each.values()].every(({ scheme }) => scheme?.carrier !== undefined))
    .map((each) => [...each.keys()]);
}
