import type { FixCase } from "./cases.js";

const facade = 'import { createShop } from "../shop/index.js";\nconst shop = createShop({});\n';

/** Fields that are read while the code goes from page to page, and in functions that get the items. */
export const pageCases: Readonly<Record<string, FixCase>> = {
  "pages, items and all": {
    before: `${facade}for await (const page of shop.parcels.list().pages()) [page.hits, page.results.map((one) => one.weight)];\nfor await (const item of shop.parcels.list().items()) [item.weight, item.stops?.[0]?.place];\nfor await (const { weight, stops = [] } of shop.parcels.list().items()) [weight, stops.map(({ place }) => place)];\nexport const heavy = (await shop.parcels.list().all()).filter(({ weight }) => weight > 5).sort((a, b) => a.weight - b.weight);`,
    after: `${facade}for await (const page of shop.parcels.list().pages()) [page.matches, page.results.map((one) => one.grams)];\nfor await (const item of shop.parcels.list().items()) [item.grams, item.stops?.[0]?.site];\nfor await (const { grams: weight, stops = [] } of shop.parcels.list().items()) [weight, stops.map(({ site: place }) => place)];\nexport const heavy = (await shop.parcels.list().all()).filter(({ grams: weight }) => weight > 5).sort((a, b) => a.grams - b.grams);`,
  },
  "a generator over pages, and a reduction": {
    before: `${facade}async function* every() {\n  for await (const page of shop.parcels.list().pages()) yield* page.results;\n}\nlet sum = 0;\nfor await (const { weight } of every()) sum += weight;\nfor await (const it of every()) sum += it["weight"];\nexport const total = (await shop.parcels.list()).results.reduce((all, { weight }) => all + weight, sum);`,
    after: `${facade}async function* every() {\n  for await (const page of shop.parcels.list().pages()) yield* page.results;\n}\nlet sum = 0;\nfor await (const { grams: weight } of every()) sum += weight;\nfor await (const it of every()) sum += it["grams"];\nexport const total = (await shop.parcels.list()).results.reduce((all, { grams: weight }) => all + weight, sum);`,
  },
  "functions by name, and with a type of the client": {
    before: `${facade}import type { Parcel } from "../shop/index.js";\nconst weigh = (one: Parcel) => one.weight;\nfunction isHeavy({ weight }: Parcel) {\n  return weight > 5;\n}\nconst all = await shop.parcels.list().all();\nexport const heavy = all.filter(isHeavy).map(weigh);\nexport const byId = new Map(all.map((one) => [one.id, one]));\nexport const first = byId.get("1")?.weight;\nexport const grouped = Object.fromEntries(all.map((one) => [one.id, one]))["1"]?.weight;`,
    after: `${facade}import type { Parcel } from "../shop/index.js";\nconst weigh = (one: Parcel) => one.grams;\nfunction isHeavy({ grams: weight }: Parcel) {\n  return weight > 5;\n}\nconst all = await shop.parcels.list().all();\nexport const heavy = all.filter(isHeavy).map(weigh);\nexport const byId = new Map(all.map((one) => [one.id, one]));\nexport const first = byId.get("1")?.grams;\nexport const grouped = Object.fromEntries(all.map((one) => [one.id, one]))["1"]?.grams;`,
  },
  "a list that grows, and an iterator by hand": {
    before: `${facade}import type { Parcel } from "../shop/index.js";\nconst found: Parcel[] = [];\nconst pages = shop.parcels.list().pages()[Symbol.asyncIterator]();\nfor (let next = await pages.next(); !next.done; next = await pages.next()) {\n  String(next.value.hits);\n  found.push(...next.value.results);\n}\nexport const weights = found.map(({ weight = 0 }) => weight);\nexport const done = Promise.all(found.map(async ({ stops }) => stops?.map((stop) => stop.place)));`,
    after: `${facade}import type { Parcel } from "../shop/index.js";\nconst found: Parcel[] = [];\nconst pages = shop.parcels.list().pages()[Symbol.asyncIterator]();\nfor (let next = await pages.next(); !next.done; next = await pages.next()) {\n  String(next.value.matches);\n  found.push(...next.value.results);\n}\nexport const weights = found.map(({ grams: weight = 0 }) => weight);\nexport const done = Promise.all(found.map(async ({ stops }) => stops?.map((stop) => stop.site)));`,
  },
};
