import type { Faker } from "./load-faker.js";
import { textOfPattern } from "./text-of-pattern.js";

/** What is known of a text. */
export interface TextDemand {
  /** The property that has it; undefined for others. */
  readonly name: string | undefined;
  readonly format: string | undefined;
  readonly pattern: string | undefined;
  readonly minLength: number | undefined;
  readonly maxLength: number | undefined;
}

/** Since then, and for ten years: dates don't depend on the day of the run. */
const from = "2020-01-01T00:00:00.000Z";
const to = "2029-12-31T00:00:00.000Z";

/** A text by its pattern or its format, or by the name of its property. */
export function sampleText(demand: TextDemand, faker: Faker): string {
  const { name, format, pattern } = demand;
  if (pattern !== undefined) {
    const text = textOfPattern(pattern, () => faker.number.float());
    // Which other pattern may hold as well is not known here.
    if (text !== undefined) return fitted(text, demand, faker);
  }
  const byFormat =
    format !== undefined && Object.hasOwn(formats, format) ? formats[format] : undefined;
  if (byFormat) return byFormat(faker);
  return fitted(byName(name, faker), demand, faker);
}

const instant = (faker: Faker) => faker.date.between({ from, to }).toISOString();

type Make = (faker: Faker) => string;

const formats: Readonly<Record<string, Make>> = {
  "date-time": instant,
  date: (faker) => instant(faker).slice(0, 10),
  time: (faker) => instant(faker).slice(11),
  duration: (faker) => `PT${faker.number.int({ min: 1, max: 90 })}M`,
  email: (faker) => faker.internet.exampleEmail().toLowerCase(),
  "idn-email": (faker) => faker.internet.exampleEmail().toLowerCase(),
  hostname: (faker) => `${faker.internet.domainWord()}.example`,
  "idn-hostname": (faker) => `${faker.internet.domainWord()}.example`,
  ipv4: (faker) => `192.0.2.${faker.number.int({ min: 1, max: 254 })}`,
  ipv6: (faker) => `2001:db8::${faker.number.int({ min: 1, max: 9999 })}`,
  uri: exampleUrl,
  url: exampleUrl,
  iri: exampleUrl,
  "uri-reference": (faker) => `/${faker.lorem.slug(2)}`,
  "iri-reference": (faker) => `/${faker.lorem.slug(2)}`,
  "uri-template": (faker) => `/${faker.lorem.slug(1)}/{id}`,
  "json-pointer": (faker) => `/${faker.lorem.slug(1)}`,
  "relative-json-pointer": () => "0",
  regex: () => "^[a-z]+$",
  uuid: (faker) => faker.string.uuid(),
  byte: (faker) => Buffer.from(faker.lorem.words(2)).toString("base64"),
  binary: (faker) => faker.lorem.words(2),
};

/** Names under `.example` belong to nobody (RFC 2606). */
function exampleUrl(faker: Faker): string {
  return `https://${faker.internet.domainWord()}.example/${faker.lorem.slug(2)}`;
}

/** What the name of a property suggests; the first that fits. */
const names: readonly (readonly [RegExp, Make])[] = [
  [/e?mail/i, (faker) => faker.internet.exampleEmail().toLowerCase()],
  [/(^|_)uuid$|guid$/i, (faker) => faker.string.uuid()],
  [/(url|uri|href|link)$/i, exampleUrl],
  [/(_at|At|date|time|timestamp)$/, instant],
  [/phone|fax/i, (faker) => faker.phone.number({ style: "international" })],
  [/first_?name/i, (faker) => faker.person.firstName()],
  [/last_?name|surname/i, (faker) => faker.person.lastName()],
  [/user_?name|login/i, (faker) => faker.internet.username().toLowerCase()],
  [
    /company|manufacturer|supplier|vendor|organi[sz]ation|customer/i,
    (faker) => faker.company.name(),
  ],
  [/person|author|owner|contact|assignee|full_?name/i, (faker) => faker.person.fullName()],
  [/country_?code/i, (faker) => faker.location.countryCode()],
  [/country/i, (faker) => faker.location.country()],
  [/city/i, (faker) => faker.location.city()],
  [/street|address/i, (faker) => faker.location.streetAddress()],
  [/zip|postal/i, (faker) => faker.location.zipCode()],
  [/currency/i, (faker) => faker.finance.currencyCode()],
  [/price|amount|cost|total/i, (faker) => faker.commerce.price()],
  [/colou?r/i, (faker) => faker.color.human()],
  [/lang|locale/i, () => "en"],
  [/ip(_?address)?$/i, (faker) => `192.0.2.${faker.number.int({ min: 1, max: 254 })}`],
  [/version/i, (faker) => faker.system.semver()],
  [
    /mpn|sku|part_?number|serial|(^|_)number$|code$|reference/i,
    (faker) => faker.string.alphanumeric({ length: 8, casing: "upper" }),
  ],
  [
    /(^|_)(id|key|token)$|Id$/,
    (faker) => faker.string.alphanumeric({ length: 12, casing: "lower" }),
  ],
  [/name|title|label/i, (faker) => faker.commerce.productName()],
  [/description|comment|note|message|summary|text|body/i, (faker) => faker.lorem.sentence()],
];

function byName(name: string | undefined, faker: Faker): string {
  const make = names.find(([pattern]) => name !== undefined && pattern.test(name))?.[1];
  return make?.(faker) ?? faker.lorem.words(2);
}

/** Cut, or filled up, by code points, as JSON Schema counts. */
function fitted(
  text: string,
  { minLength = 0, maxLength, pattern }: TextDemand,
  faker: Faker,
): string {
  const characters = [...text];
  if (maxLength !== undefined && characters.length > maxLength) {
    return characters.slice(0, Math.max(0, maxLength)).join("").trimEnd().padEnd(minLength, "x");
  }
  // What is added to a text of a pattern is hardly in the pattern.
  if (characters.length >= minLength || pattern !== undefined) return text;
  const missing = Math.min(minLength - characters.length, 100_000);
  return text + faker.string.alpha({ length: missing, casing: "lower" });
}
