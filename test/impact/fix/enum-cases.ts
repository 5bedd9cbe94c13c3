import type { FixCase } from "./cases.js";

const facade = 'import { createShop } from "../shop/index.js";\nconst shop = createShop({});\n';
const api =
  'import { createShopFetch } from "../shop/fetch.js";\nconst api = createShopFetch({});\n';

/** Values of enums that are written in a property or a parameter, and have no type of their own. */
export const enumCases: Readonly<Record<string, FixCase>> = {
  "a value of a property: compared, listed, deeper": {
    before: `${facade}const [ticket] = await shop.tickets.listTickets();\nif (ticket?.kind === "bug" || ticket?.detail?.origin === 'mail') String(ticket.kind);\nswitch (ticket?.kind) {\n  case "bug":\n  case "ask":\n}\nexport const text = "bug";`,
    after: `${facade}const [ticket] = await shop.tickets.listTickets();\nif (ticket?.kind === "defect" || ticket?.detail?.origin === 'e-mail') String(ticket.kind);\nswitch (ticket?.kind) {\n  case "defect":\n  case "ask":\n}\nexport const text = "bug";`,
  },
  "a value of a parameter, which another operation has under the same name": {
    before: `${facade}await shop.tickets.listTickets({ sort: "asc", view: "short" });\nawait shop.visits.listVisits({ sort: "asc" });`,
    after: `${facade}await shop.tickets.listTickets({ sort: "ascending", view: "short" });\nawait shop.visits.listVisits({ sort: "asc" });`,
  },
  "a value of a body and of an answer that are written where they stand": {
    before: `${facade}const made = await shop.tickets.createTicket({ body: { kind: "bug", note: "bug" } });\nexport const isMade = made.outcome === "made";`,
    after: `${facade}const made = await shop.tickets.createTicket({ body: { kind: "defect", note: "bug" } });\nexport const isMade = made.outcome === "created";`,
  },
  "made up as an object of the client's type": {
    before:
      'import type { Ticket } from "../shop/index.js";\nexport const one: Pick<Ticket, "kind" | "id"> = { id: "bug", kind: "bug" };\nexport const is = ({ kind }: Ticket) => kind === "bug";',
    after:
      'import type { Issue } from "../shop/index.js";\nexport const one: Pick<Issue, "kind" | "id"> = { id: "bug", kind: "defect" };\nexport const is = ({ kind }: Issue) => kind === "defect";',
  },
  "the name of a value that stayed, in a list that has its schema's new name": {
    before:
      'import { type Ticket, TicketLevelNames } from "../shop/index.js";\nexport const is = (it: Ticket) => it.level === TicketLevelNames.Low || it.level === "high";',
    after:
      'import { type Issue, IssueLevelNames } from "../shop/index.js";\nexport const is = (it: Issue) => it.level === IssueLevelNames.Minor || it.level === "high";',
  },
  "openapi-fetch: values of a parameter, a body and an answer": {
    before: `${api}const { data } = await api.GET("/tickets", { params: { query: { sort: "asc" } } });\nconst made = await api.POST("/tickets", { body: { kind: "bug" } });\nexport const all = [data?.[0]?.kind === "bug", made.data?.outcome === "made"];`,
    after: `${api}const { data } = await api.GET("/tickets", { params: { query: { sort: "ascending" } } });\nconst made = await api.POST("/tickets", { body: { kind: "defect" } });\nexport const all = [data?.[0]?.kind === "defect", made.data?.outcome === "created"];`,
  },
};
