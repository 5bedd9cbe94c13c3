import { canonical } from "../../openapi/index.js";
import type { Contradiction, Endpoint } from "../fact.js";
import type { Captured } from "../merge/index.js";
import { normalizeTitle } from "../merge/match-operations.js";
import { factsOf } from "../merge/page-facts.js";
import { type Renamed, unifyComponents } from "../merge/unify-components.js";
import { joinEndpoints } from "./join-endpoints.js";

/**
 * Joins the pages of one source that describe one operation, as a gateway has a page for each model
 * behind `POST /v1/chat/completions`. Pages of one title or one id are copies or versions of one
 * another instead, and stay apart.
 */
export function joinPages(captured: readonly Captured[]): {
  readonly captured: Captured[];
  readonly renamed: readonly Renamed[];
} {
  const groups = new Map<string, Captured[]>();
  for (const one of captured) {
    const key = signatureOf(one.endpoint);
    groups.set(key, [...(groups.get(key) ?? []), one]);
  }
  const renamed: Renamed[] = [];
  const joined = [...groups.values()].flatMap((group) => {
    const { own, others } = divide(group);
    const [first, second] = own;
    if (!first || !second) return [...own, ...others];
    const unified = unifyComponents(own);
    renamed.push(...unified.renamed);
    return [join(unified.captured as [Captured, ...Captured[]]), ...others];
  });
  return { captured: joined, renamed };
}

function signatureOf({ method, path, server }: Endpoint): string {
  const { value } = server ?? {};
  const origin = value !== undefined && URL.canParse(value) ? new URL(value).origin : "";
  return `${method.value} ${path.value} ${origin}`;
}

/** Pages that only have the operation in common, and those that repeat one of them. */
function divide(group: readonly Captured[]): { own: Captured[]; others: Captured[] } {
  const own: Captured[] = [];
  const others: Captured[] = [];
  for (const one of group) {
    const { endpoint } = one;
    const isOther = ({ endpoint: known }: Captured) =>
      normalizeTitle(known.title.value) !== normalizeTitle(endpoint.title.value) &&
      (known.pageId === undefined || known.pageId !== endpoint.pageId);
    const repeated = own.find((known) => !isOther(known));
    // What a file of all pages repeats is the page again, from another day.
    const isPart = one.page.firstLine !== undefined && repeated?.page.firstLine === undefined;
    if (!repeated) own.push(one);
    else if (isPart) continue;
    else if (canonical(factsOf(repeated.endpoint)) !== canonical(factsOf(endpoint)))
      others.push(one);
  }
  return { own, others };
}

function join(group: readonly [Captured, ...Captured[]]): Captured {
  const [{ page, endpoint }] = group;
  const facts = new Set(group.map((one) => canonical(factsOf(one.endpoint))));
  const endpoints = group.map((one) => one.endpoint) as [Endpoint, ...Endpoint[]];
  const { evidence, ...joined } =
    facts.size === 1 ? { endpoint, evidence: [] } : joinEndpoints(endpoints);
  const pages = group.map(({ page, endpoint }) => ({ page, endpoint }));
  const contradicting = new Map(
    group.flatMap(({ page, contradictions }) =>
      contradictions.map((found): [Contradiction, string] => [found, page.location]),
    ),
  );
  return {
    // For what changes when any of the pages does.
    page: { ...page, text: group.map(({ page }) => page.text).join("\n") },
    endpoint: joined.endpoint,
    contradictions: [...contradicting.keys()],
    joined: { pages, evidence, contradicting },
  };
}
