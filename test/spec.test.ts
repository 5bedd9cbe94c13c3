import { readdirSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { describe, expect, test } from "vitest";
import { parse } from "yaml";
import {
  below,
  deref,
  entryOf,
  type Fields,
  fieldsOf,
  listOf,
  type Operation,
  operationsOf,
  provenanceProblems,
} from "./support/provenance.js";

const folder = fileURLToPath(new URL("../spec/", import.meta.url));
const files = new Map(
  readdirSync(folder, { recursive: true, encoding: "utf8" })
    .filter((file) => file.endsWith(".yaml"))
    .map((file) => [file.replaceAll("\\", "/"), parse(readFileSync(folder + file, "utf8"))]),
);
const vocabulary = JSON.parse(readFileSync(`${folder}provenance.schema.json`, "utf8")) as Fields;
const readme = readFileSync(`${folder}README.md`, "utf8");

const entry = entryOf(files);
const operations = operationsOf(files, "paths");

function provenance({ fields }: Operation, part: string): Fields {
  return fieldsOf(fieldsOf(fields["x-provenance"])[part]);
}

function isDocumented(operation: Operation, part: string): boolean {
  return provenance(operation, part)["level"] === "documented";
}

function signature({ key, method }: Operation): string {
  return `${method.toUpperCase()} ${key}`;
}

function component(section: string, name: string): Fields {
  return fieldsOf(deref(files, below(entry, "components", section, name)).value);
}

describe("inventory", () => {
  test("has the 19 groups in the order of the navigation", () => {
    const tags = listOf(below(entry, "tags").value).map((tag) => fieldsOf(tag)["name"]);
    expect(tags).toEqual([
      "BOMs",
      "Programs",
      "Account",
      "Reporting",
      "Email",
      "Auth",
      "Async Jobs",
      "Stock Documents",
      "Suppliers",
      "Parts",
      "Purchases",
      "Teams",
      "Custom Properties",
      "Stock Lots",
      "Tags",
      "Rfqs",
      "RfqLines",
      "SupplierQuote",
      "SupplierQuoteLines",
    ]);
  });

  test("has 63 operations with unique ids, as many per group as the navigation shows", () => {
    expect(operations).toHaveLength(63);
    expect(new Set(operations.map(({ fields }) => fields["operationId"])).size).toBe(63);
    const perGroup = countBy(operations, ({ fields }) => listOf(fields["tags"]).join());
    expect(perGroup).toEqual({
      BOMs: 15,
      Programs: 18,
      Account: 7,
      Reporting: 1,
      Email: 3,
      Auth: 1,
      Purchases: 18,
    });
  });

  test("has 52 documented methods", () => {
    const known = operations.filter((operation) => isDocumented(operation, "method"));
    const perMethod = countBy(known, ({ method }) => method.toUpperCase());
    expect(perMethod).toEqual({ GET: 17, POST: 15, PATCH: 11, DELETE: 8, PUT: 1 });
  });

  test("has 3 documented paths", () => {
    const known = operations.filter((operation) => isDocumented(operation, "path"));
    expect(known.map(signature)).toEqual([
      "GET /v1/boms/",
      "POST /v1/parse_raw_bom/",
      "PATCH /integrations/api_keys/",
    ]);
    expect(known.every((operation) => isDocumented(operation, "method"))).toBe(true);
  });

  test.each([
    ["BOMs", ["nav-en", "nav-la", "seed"], ["nav-en", "nav-la", "seed"]],
    ["Programs", ["nav-en", "nav-la", "seed"], ["nav-en", "nav-la", "seed"]],
    ["Account", ["nav-en"], undefined],
    ["Reporting", ["nav-en"], undefined],
    ["Email", ["nav-en"], undefined],
    ["Auth", ["seed"], ["seed"]],
    ["Purchases", ["nav-la", "seed"], ["nav-la"]],
  ])("takes titles and methods of %s from the pages that show them", (tag, titles, methods) => {
    const members = operations.filter(({ fields }) => listOf(fields["tags"]).includes(tag));
    expect(members).not.toEqual([]);
    for (const operation of members) {
      const id = String(operation.fields["operationId"]);
      // The picture of the first page lists all of this group but its last operation, and one more.
      if (id === "asyncParseRawBom") continue;
      const picture = tag === "BOMs" && id !== "createRawBomLine" ? ["first-page"] : [];
      // The page of this operation shows its method once more.
      const extra = id === "parseRawBom" ? ["rawbom", ...picture] : picture;
      expect(provenance(operation, "title")["sources"], id).toEqual([...titles, ...picture]);
      expect(provenance(operation, "method")["sources"], id).toEqual(
        methods && [...methods, ...extra],
      );
    }
  });

  test("has the operation that only the picture of the first page lists", () => {
    const [found, ...others] = operations.filter(
      ({ fields }) => fields["operationId"] === "asyncParseRawBom",
    );
    if (!found) throw new Error("it is missing");
    expect(others).toEqual([]);
    expect(signature(found)).toBe("POST /v1/async_parse_raw_bom/");
    expect(fieldsOf(found.fields["x-provenance"])).toMatchObject({
      title: { level: "documented", quote: "Async Parse Raw Bom", sources: ["first-page"] },
      method: { level: "documented", sources: ["first-page"] },
      path: { level: "inferred", because: expect.stringContaining("below /v1/boms/") },
      request: { level: "undocumented" },
      response: { level: "undocumented" },
    });
  });

  test("has the paths of BOMs in the order in which the navigation comes to them", () => {
    const members = operations.filter(({ fields }) => listOf(fields["tags"]).includes("BOMs"));
    expect([...new Set(members.map(({ key }) => key))]).toEqual([
      "/v1/boms/",
      "/v1/parse_raw_bom/",
      "/v1/boms/{bom_id}/",
      "/v1/upsert_bom_async/",
      "/v1/async_parse_raw_bom/",
      "/v1/boms/{bom_id}/approve/",
      "/v1/boms/{bom_id}/lines/",
      "/v1/boms/{bom_id}/lines/{bom_line_id}/",
      "/v1/boms/{bom_id}/parse_raw_bom_line/",
    ]);
  });

  test("has the pages that are known to be in a group", () => {
    const tags = listOf(below(entry, "tags").value).map(fieldsOf);
    const pages = tags.flatMap((tag) => {
      const found = listOf(fieldsOf(tag["x-provenance"])["pages"]).map(fieldsOf);
      const ids = found.flatMap(({ level, ids }) => listOf(ids).map((id) => `${level} ${id}`));
      return ids.length > 0 ? [[String(tag["name"]), ids.join(", ")]] : [];
    });
    expect(Object.fromEntries(pages)).toEqual({
      BOMs:
        "documented api-4144433, documented api-4174900, documented api-4174901, " +
        "documented api-4174903, documented api-9513123, inferred api-4144432",
      Programs:
        "documented api-4144435, documented api-4174906, documented api-5641943, " +
        "documented api-9520106",
      Email: "documented api-9512584",
      Auth: "documented api-9514489",
      Suppliers: "documented api-9516597",
      Parts: "documented api-9516668",
      Purchases:
        "documented api-9517286, documented api-9517317, documented api-9517767, " +
        "documented api-9517817, documented api-10324565, documented api-12609033, " +
        "documented api-12609046, inferred api-9517480, inferred api-9519505",
      Teams: "documented api-9527850",
      "Stock Lots": "documented api-10632990",
    });
    // The page of an operation is one of its group's.
    for (const operation of operations) {
      const { id } = provenance(operation, "page");
      const group = pages.find(([name]) => listOf(operation.fields["tags"]).includes(name));
      if (id !== undefined) expect(`${group?.[1]},`).toContain(` ${id},`);
    }
  });

  test("quotes each title once", () => {
    const quotes = operations.map((operation) => provenance(operation, "title")["quote"]);
    expect(new Set(quotes).size).toBe(63);
    for (const quote of quotes) expect(quote).toMatch(/^[A-Z]/);
  });

  test("names the client's methods as agreed", () => {
    const names = operations.map(({ fields }) => {
      const { group, method } = fieldsOf(fields["x-client"]);
      return `${fields["operationId"]} ${group}.${method}`;
    });
    expect(names.toSorted()).toEqual(facade.toSorted());
    expect(new Set(names.map((name) => name.split(" ")[1])).size).toBe(63);
  });
});

describe("provenance", () => {
  test("is complete and keeps to the vocabulary", () => {
    expect(provenanceProblems(files, vocabulary)).toEqual([]);
  });

  test("of every inferred path and method but one is a convention of the README", () => {
    for (const operation of operations) {
      for (const part of ["path", "method"]) {
        const { level, because } = provenance(operation, part);
        if (level !== "inferred") continue;
        if (operation.fields["operationId"] === "customerSqlQuery" && part === "method") {
          expect(because).toMatch(/^No convention carries it: /);
          continue;
        }
        const name = /^Convention ([CM]-[a-z-]+) \(spec\/README\.md\): /.exec(String(because))?.[1];
        expect(name, `${part} of ${signature(operation)}`).toBeDefined();
        expect(readme).toMatch(new RegExp(`^\\| ${name} +\\|`, "m"));
      }
    }
  });

  test("of methods rests on conventions that the documented methods bear out", () => {
    const kinds: readonly [kind: string, title: RegExp][] = [
      ["M-read", /^(Gets?|List) /],
      ["M-create", /^(Creates?|Attempts to create) /],
      ["M-update", /^Updates? /],
      ["delete", /^(Deletes?|Removes) /],
    ];
    const kindOf = (operation: Operation) =>
      kinds.find(([, title]) => title.test(String(provenance(operation, "title")["quote"])))?.[0] ??
      "M-action";
    const known = operations.filter((operation) => isDocumented(operation, "method"));
    const found = countBy(known, (operation) => `${kindOf(operation)} ${operation.method}`);
    expect(found).toEqual({
      "M-read get": 17,
      "M-create post": 13,
      "M-update patch": 11,
      "delete delete": 8,
      "M-action post": 2,
      "M-action put": 1,
    });
    // The README and the reason of an action give these numbers.
    for (const text of ["all 17 documented", "all 13 documented", "all 11 documented"])
      expect(readme).toContain(text);
    expect(readme).toContain("two are POST and one is PUT");
    // What is concluded follows the convention that it names.
    const methodOf = {
      "M-read": "get",
      "M-create": "post",
      "M-update": "patch",
      "M-action": "post",
    };
    for (const operation of operations.filter((each) => !known.includes(each))) {
      const because = String(provenance(operation, "method")["because"]);
      const [, name] = /^Convention (M-\w+) /.exec(because) ?? [];
      if (name === undefined) continue;
      expect(name, signature(operation)).toBe(kindOf(operation));
      expect(operation.method).toBe(methodOf[name as keyof typeof methodOf]);
    }
  });
});

describe("requests and responses", () => {
  test("have no schema but the documented ones", () => {
    const described = operations.flatMap((operation) => {
      const { requestBody, responses } = operation.fields;
      const refs = [requestBody, ...Object.values(fieldsOf(responses))].map((part) => {
        const node = deref(files, { ...operation.node, value: part });
        const schema = below(node, "content", "application/json", "schema").value;
        return part === undefined || JSON.stringify(schema) === "{}"
          ? []
          : fieldsOf(schema)["$ref"];
      });
      return refs.flat().map((ref) => `${operation.fields["operationId"]} ${ref}`);
    });
    expect(described).toEqual([
      "parseRawBom ../components/schemas.yaml#/CreateRawBom",
      "updateApiKey ../components/schemas.yaml#/ApiKeyUpdate",
      "updateApiKey schemas.yaml#/ApiKey",
    ]);
  });

  test("use the documented status of one operation and ranges elsewhere", () => {
    for (const operation of operations) {
      const id = operation.fields["operationId"];
      const success = id === "updateApiKey" ? "200" : "2XX";
      expect(Object.keys(fieldsOf(operation.fields["responses"])), String(id)).toEqual([
        success,
        "4XX",
      ]);
    }
  });

  test("take org_id in every GET but the one whose path has it, documented for one alone", () => {
    for (const operation of operations) {
      const names = listOf(operation.fields["parameters"]).map((_, index) => {
        const parameter = deref(files, below(operation.node, "parameters", index));
        const { in: location, name, "x-provenance": statement } = fieldsOf(parameter.value);
        return `${fieldsOf(statement)["level"]} ${location} ${name}`;
      });
      const inPath = [...operation.key.matchAll(/\{(\w+)\}/g)].map(
        ([, name]) => `inferred path ${name}`,
      );
      const id = operation.fields["operationId"];
      const ofList = ["documented query org_id", "documented query team_id"];
      const ofRead = operation.method === "get" && id !== "getOrg" ? ["inferred query org_id"] : [];
      const inQuery = id === "listBoms" ? ofList : ofRead;
      expect(names, signature(operation)).toEqual([...inPath, ...inQuery]);
    }
  });

  test("have the client's option for org_id where it is documented, and nowhere else", () => {
    expect(component("parameters", "OrgId")).toMatchObject({
      "x-client": { option: "orgId" },
      "x-provenance": { level: "documented", sources: ["help", "first-page"] },
    });
    expect(component("parameters", "InferredOrgId")).not.toHaveProperty("x-client");
    expect(component("parameters", "TeamId")).toMatchObject({
      name: "team_id",
      in: "query",
      required: false,
      schema: { type: "string" },
      "x-provenance": { level: "documented", sources: ["first-page"] },
    });
  });

  test("carry the key as documented", () => {
    expect(component("securitySchemes", "apiKey")).toMatchObject({
      type: "apiKey",
      in: "header",
      name: "Authorization",
      "x-client": { prefix: "Api-Key " },
    });
    expect(below(entry, "security").value).toEqual([{ apiKey: [] }]);
    expect(operations.filter(({ fields }) => "security" in fields)).toEqual([]);
    expect(below(entry, "servers", 0, "url").value).toBe("https://flagship-api.cofactr.com");
  });

  test("link the one page that has an address of its own", () => {
    const linked = operations.filter(({ fields }) => "externalDocs" in fields);
    expect(linked.map(({ fields }) => [fields["operationId"], fields["externalDocs"]])).toEqual([
      ["parseRawBom", { url: "http://developers.cofactr.com/project-355064/api-4144433" }],
    ]);
  });
});

/** Operation ids and the client's names for them. */
const facade = [
  "listBoms boms.list",
  "createBom boms.create",
  "parseRawBom boms.parseRaw",
  "getBom boms.get",
  "upsertBomAsync boms.upsertAsync",
  "asyncParseRawBom boms.parseRawAsync",
  "updateBom boms.update",
  "deleteBom boms.delete",
  "approveBom boms.approve",
  "listBomLines boms.lines.list",
  "createBomLine boms.lines.create",
  "createRawBomLine boms.lines.createRaw",
  "getBomLine boms.lines.get",
  "updateBomLine boms.lines.update",
  "deleteBomLine boms.lines.delete",
  "listPrograms programs.list",
  "createProgram programs.create",
  "getProgram programs.get",
  "updateProgram programs.update",
  "deleteProgram programs.delete",
  "getProgramAvailabilities programs.availabilities",
  "getProgramAvailabilitiesAsync programs.availabilitiesAsync",
  "getProgramReferencePricing programs.referencePricing",
  "listProgramLines programs.lines.list",
  "createProgramLines programs.lines.create",
  "getProgramLine programs.lines.get",
  "updateProgramLine programs.lines.update",
  "deleteProgramLine programs.lines.delete",
  "listProgramPartOverrides programs.partOverrides.list",
  "createProgramPartOverrides programs.partOverrides.create",
  "getProgramPartOverride programs.partOverrides.get",
  "updateProgramPartOverride programs.partOverrides.update",
  "deleteProgramPartOverride programs.partOverrides.delete",
  "getOrg account.getOrg",
  "listUsers account.listUsers",
  "getUser account.getUser",
  "listSubOrgs account.subOrgs.list",
  "getSubOrg account.subOrgs.get",
  "createSubOrg account.subOrgs.create",
  "updateSubOrg account.subOrgs.update",
  "customerSqlQuery reporting.customerSqlQuery",
  "createOutboundEmail email.outbound.create",
  "getOutboundEmail email.outbound.get",
  "markOutboundEmailAsSent email.outbound.markAsSent",
  "updateApiKey auth.updateApiKey",
  "getPurchaseOrder purchases.orders.get",
  "createPurchaseOrder purchases.orders.create",
  "updatePurchaseOrder purchases.orders.update",
  "deletePurchaseOrder purchases.orders.delete",
  "listPurchaseLines purchases.lines.list",
  "getPurchaseLine purchases.lines.get",
  "createPurchaseLine purchases.lines.create",
  "updateManyPurchaseLines purchases.lines.updateMany",
  "deletePurchaseLine purchases.lines.delete",
  "listNoPartPurchaseLines purchases.noPartLines.list",
  "createNoPartPurchaseLine purchases.noPartLines.create",
  "updateManyNoPartPurchaseLines purchases.noPartLines.updateMany",
  "deleteNoPartPurchaseLine purchases.noPartLines.delete",
  "createPurchaseEvent purchases.events.create",
  "createSupplierBill purchases.supplierBills.create",
  "updateSupplierBill purchases.supplierBills.update",
  "createSupplierBillLine purchases.supplierBillLines.create",
  "updateSupplierBillLine purchases.supplierBillLines.update",
];

function countBy<Item>(items: readonly Item[], keyOf: (item: Item) => string) {
  const counts: Record<string, number> = {};
  for (const item of items) counts[keyOf(item)] = (counts[keyOf(item)] ?? 0) + 1;
  return counts;
}
