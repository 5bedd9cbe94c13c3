import { expect, test } from "vitest";
import { rules } from "../../generator/diff/index.js";
import { plain, swapped, verbs } from "./mirrors.js";

/** Who sends: what there is for the one, there has to be for the other. */
const subjects: readonly (readonly [string, string])[] = [
  ["request", "response"],
  ["parameter", "header"],
  ["webhook", "callback"],
  ["document", "document"],
];

/** Rules without a mirror, and why that is right. */
const waivers: readonly (readonly [RegExp, string])[] = [
  [/addedWithDefault$/, "a default matters when something becomes required, not when it goes"],
  [
    /^document\.otherOrigin\.added$/,
    "an origin that goes gets no credentials any more; where requests go then, rules of servers say",
  ],
  [/removed(BeforeSunset|AsAnnounced)$/, "only what goes can be announced"],
  [
    /\.(list|delimitedList)\.(begun|dropped)$/,
    "a list is not written like a single value, so the other way round it is another type",
  ],
  [/^parameter\.(style|allowReserved|allowEmptyValue)\./, "a header has one spelling"],
  [/^response\.(link|requiredHeader|optionalHeader)\./, "only answers have links and headers"],
  [/^webhook\.endpoint\.(un)?selected$/, "a callback is selected with its operation"],
  [
    /^(parameter|request)\.overlap\./,
    "a value that matches two variants is refused where it is sent",
  ],
  [/^(header|response)\.widening\./, "where it is sent, a variant that is gone is breaking"],
  [
    /^webhook\.(parameter|body|response|security)\./,
    "callbacks are judged by the rules of webhooks",
  ],
  [
    /^operation\.(required|optional)(Parameter|RequestBody)\.added$/,
    "it is removed as operation.parameter and operation.requestBody",
  ],
  [/^operation\.(parameter|requestBody)\.removed$/, "it is added as required or optional"],
];

const ids = new Set<string>(rules.map(({ id }) => id));

/** Mirrors that a rule should have and has not. */
function missingMirrors(id: string): string[] {
  const [subject = "", aspect = "", verb = ""] = id.split(".");
  const missing: string[] = [];
  const otherSubject = swapped(subject, subjects);
  if (otherSubject) missing.push(`${otherSubject}.${aspect}.${verb}`);
  const otherVerb = swapped(verb, verbs);
  if (otherVerb) missing.push(`${subject}.${aspect}.${otherVerb}`);
  else if (!plain.includes(verb)) missing.push(`a mirror of ${verb}`);
  return missing.filter((mirror) => !ids.has(mirror));
}

test("each rule has its mirrors: sent and received, added and removed, tightened and loosened", () => {
  const without = [...ids].filter(
    (id) => missingMirrors(id).length > 0 && !waivers.some(([pattern]) => pattern.test(id)),
  );
  expect(without.map((id) => [id, missingMirrors(id)])).toEqual([]);
});

test("each waiver is needed", () => {
  const lonely = [...ids].filter((id) => missingMirrors(id).length > 0);
  expect(waivers.filter(([pattern]) => !lonely.some((id) => pattern.test(id)))).toEqual([]);
});

test("an id is subject.aspect.verb", () => {
  expect([...ids].filter((id) => !/^[a-z]+\.[a-zA-Z0-9]+\.[a-zA-Z]+$/i.test(id))).toEqual([]);
});
