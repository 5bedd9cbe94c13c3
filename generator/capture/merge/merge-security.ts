import { type Fields, fieldsOf, isSame, listOf, provenanceField } from "../../openapi/index.js";
import type { Endpoint } from "../fact.js";
import { type At, below, type EditableSpec } from "./editable-spec.js";
import type { MergeLog } from "./merge-log.js";
import { describeScheme, factsOf } from "./page-facts.js";
import {
  isUndocumented,
  levelOf,
  type PageSource,
  statementOf,
  type Uncertainty,
} from "./page-source.js";

type Alternatives = readonly (readonly string[])[];

/**
 * Compares a page's credentials with those of the spec, by what is sent. A new operation gets those
 * of its page; if the spec has others, that is a conflict. What a page only suggests contradicts
 * nothing: it fills a gap of a new operation, as inferred.
 */
export function mergeSecurity(
  spec: EditableSpec,
  at: At,
  label: string,
  log: MergeLog,
  from: { endpoint: Endpoint; page: string; source: PageSource | undefined; isNew: boolean },
): void {
  const { security } = factsOf(from.endpoint);
  if (!security) return;
  const own = below(at, "security");
  const inherited = below(spec.root, "security");
  const node = spec.value(own) === undefined ? inherited : own;
  const stated = inOrder(security);
  const known = spec.value(node) === undefined ? undefined : inOrder(inWords(spec, node));
  const uncertainty = from.endpoint.marks.find(({ pointer }) => pointer === "/security");
  if (isSame(stated, known ?? (from.isNew ? undefined : stated))) {
    if (!uncertainty) confirmSchemes(spec, node, label, log, from);
    return;
  }
  if (uncertainty && known !== undefined) return;
  if (!from.isNew) {
    const place = spec.place(node);
    const what = `${label}: credentials`;
    log.conflicts.push({ what, spec: known, page: stated, place, location: from.page });
    return;
  }
  const schemes = fieldsOf(from.endpoint.components["securitySchemes"]);
  const names = new Map<string, string>();
  for (const alternative of listOf(from.endpoint.operation["security"])) {
    for (const name of Object.keys(fieldsOf(alternative))) {
      names.set(name, schemeFor(spec, name, schemes[name], from.source, uncertainty));
    }
  }
  spec.set(
    own,
    listOf(from.endpoint.operation["security"]).map((alternative) =>
      Object.fromEntries(
        Object.entries(fieldsOf(alternative)).map(([name, scopes]) => [
          names.get(name) ?? name,
          scopes,
        ]),
      ),
    ),
  );
  if (!uncertainty) confirmSchemes(spec, own, label, log, from);
}

/** What an earlier page only suggested, this one states. A new operation is a change as a whole. */
function confirmSchemes(
  spec: EditableSpec,
  security: At,
  label: string,
  log: MergeLog,
  { page, source, isNew }: { page: string; source: PageSource | undefined; isNew: boolean },
): void {
  if (!source) return;
  for (const name of listOf(spec.value(security)).flatMap((each) => Object.keys(fieldsOf(each)))) {
    const scheme = spec.deref(below(spec.root, "components", "securitySchemes", name));
    const at = below(scheme, provenanceField);
    if (!isUndocumented(spec, at)) continue;
    const before = levelOf(spec, at);
    spec.set(at, statementOf(source.id, undefined));
    if (isNew) continue;
    const what = `${label}: credentials ${name}, provenance`;
    log.changes.push({ what, before, after: "documented", place: spec.place(at), page });
  }
}

/** The spec's name for a scheme: that of an equivalent scheme, otherwise a new one. */
function schemeFor(
  spec: EditableSpec,
  name: string,
  scheme: unknown,
  source: PageSource | undefined,
  uncertainty: Uncertainty,
): string {
  const { description: _, ...facts } = fieldsOf(scheme);
  return nameOfScheme(spec, name, {
    ...facts,
    ...(source && { [provenanceField]: statementOf(source.id, uncertainty) }),
  });
}

/**
 * The spec's name for a scheme: that of an equivalent scheme, otherwise a new one, under which it
 * is added.
 */
export function nameOfScheme(spec: EditableSpec, wanted: string, scheme: Fields): string {
  const section = ["components", "securitySchemes"];
  const words = describeScheme(scheme);
  const known = spec.keys(below(spec.root, ...section));
  const wordsOf = (other: string) =>
    describeScheme(spec.value(spec.deref(below(spec.root, ...section, other))));
  const same = known.find((other) => wordsOf(other) === words);
  if (same !== undefined) return same;
  let free = wanted;
  for (let count = 2; known.includes(free); count++) free = `${wanted}${count}`;
  spec.set(spec.placeFor(section, free), scheme);
  return free;
}

function inWords(spec: EditableSpec, security: At): Alternatives {
  return listOf(spec.value(security)).map((alternative) =>
    Object.keys(fieldsOf(alternative)).map((name) =>
      describeScheme(
        spec.value(spec.deref(below(spec.root, "components", "securitySchemes", name))),
      ),
    ),
  );
}

function inOrder(alternatives: Alternatives): string[] {
  // No alternative, and an alternative without a scheme, mean the same.
  if (alternatives.every((schemes) => schemes.length === 0)) return [];
  return alternatives.map((schemes) => [...schemes].sort().join(" and ")).sort();
}
