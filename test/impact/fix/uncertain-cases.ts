const facade = 'import { createShop } from "../shop/index.js";\nconst shop = createShop({});\n';

const elsewhere = "it is purchaseReference where its object is sent, and that may go elsewhere too";

/** Code in which nothing may change, and the places that are told: line, column and reason. */
export const uncertain: Readonly<
  Record<string, { readonly code: string; readonly left: readonly string[] }>
> = {
  "an object that goes elsewhere too": {
    code: `${facade}const body = { reference: "r" };\nawait shop.orders.create({ body });\nJSON.stringify(body);`,
    left: [`3:16 ${elsewhere}`],
  },
  "an object that a file exports": {
    code: `${facade}export const body = { reference: "r" };\nawait shop.orders.create({ body });`,
    left: [`3:23 ${elsewhere}`],
  },
  "an object that a function of the caller's own takes": {
    code: `${facade}const body = { reference: "r" };\nconst show = (it: { reference: string }) => it.reference;\nawait shop.orders.create({ body });\nshow(body);`,
    left: [`3:16 ${elsewhere}`],
  },
  "an object in a variable that may be another one": {
    code: `${facade}let body = { reference: "r" };\nawait shop.orders.create({ body });\nbody = { reference: "s" };`,
    left: [`3:14 ${elsewhere}`],
  },
  "an object that has what another one has": {
    code: `${facade}const base = { reference: "q" };\nconst body = { ...base, reference: "r" };\nawait shop.orders.create({ body });`,
    left: [`4:25 ${elsewhere}`],
  },
  "an object of which a part goes elsewhere": {
    code: `${facade}const params = { order_id: "1", body: { note: "n" } };\nawait shop.orders.update(params);\nString(params.body);`,
    left: [
      `3:18 ${elsewhere.replace("purchaseReference", "id")}`,
      `3:41 ${elsewhere.replace("purchaseReference", "remark")}`,
    ],
  },
  "an object with a type of the caller's own": {
    code: `${facade}interface Draft { reference: string }\nconst body: Draft = { reference: "r" };\nawait shop.orders.create({ body });`,
    left: ["5:28 OrderInput.reference is used in a way that only you can change"],
  },
  "a field of a union of which only one part is renamed": {
    code: 'import type { Customer } from "../shop/index.js";\nexport const show = (it: Customer | { name: number }) => it.name;',
    left: ["2:61 what has this name may be another thing too, which keeps it"],
  },
  "an object of the facade in a variable": {
    code: `${facade}const { customers } = shop;\nawait customers.get({ customer_id: "1" });`,
    left: ["4:17 it is people.get now, and the object around it does not stand here"],
  },
  "an answer that is not awaited": {
    code: `${facade}shop.invoices.get({ number: "1" }).then(String);\nconst it = await shop.reports.get({ number: "1" });\nString(it);`,
    left: ["3:1 its answer is not read plainly here", "4:18 its answer is not read plainly here"],
  },
  "a key that is a variable": {
    code: 'import type { Customer } from "../shop/types.js";\nconst key = "name";\nexport const show = (one: Customer) => one[key];',
    left: ["3:44 Customer.name is used in a way that only you can change"],
  },
};
