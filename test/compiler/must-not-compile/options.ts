import { client, type Snippet } from "./snippet.js";

const start = `import { createCofactr } from "cofactr-platform-client";
`;

export const options: readonly Snippet[] = [
  { name: "no options", error: 2554, code: `${start}createCofactr();` },
  { name: "no key", error: 2345, code: `${start}createCofactr({});` },
  {
    name: "an undefined key",
    error: 2345,
    code: `${start}createCofactr({ apiKey: undefined });`,
  },
  {
    name: "headers without the key's own",
    error: 2345,
    code: `${start}createCofactr({ headers: { "x-a": "1" } });`,
  },
  {
    name: "another word than ambient",
    error: 2322,
    code: `${start}createCofactr({ apiKey: "key", auth: "none" });`,
  },
  {
    name: "a cache of another name",
    error: 2322,
    code: `${start}createCofactr({ apiKey: "key", fetchOptions: { cache: "none" } });`,
  },
  { name: "a number as key", error: 2322, code: `${start}createCofactr({ apiKey: 1 });` },
  {
    name: "a function that gives a number as key",
    error: 2322,
    code: `${start}createCofactr({ apiKey: () => 1 });`,
  },
  {
    name: "an unknown option",
    // "Did you mean": the message is worth more than a plain 2353.
    error: 2561,
    code: `${start}createCofactr({ apiKey: "key", timeoutt: 1 });`,
  },
  {
    name: "an id that no operation has",
    // "Did you mean": the message is worth more than a plain 2322.
    error: 2820,
    code: `${start}createCofactr({ apiKey: "key", inferred: ["getBomb"] });`,
  },
  {
    name: "the id of a documented operation among the inferred ones",
    error: 2322,
    code: `${start}createCofactr({ apiKey: "key", inferred: ["listBoms"] });`,
  },
  {
    name: "another word than allow",
    error: 2322,
    code: `${start}createCofactr({ apiKey: "key", inferred: "all" });`,
  },
  {
    name: "headers that are no text",
    error: 2322,
    code: `${start}createCofactr({ apiKey: "key", headers: { "x-a": 1 } });`,
  },
  {
    name: "an unknown option of a call",
    error: 2353,
    code: `${client}cofactr.boms.list({}, { retry: true });`,
  },
  {
    name: "a standalone function without its client",
    error: 2554,
    code: `import { getBom } from "cofactr-platform-client";
getBom({ bom_id: "1" });`,
  },
  {
    name: "a facade where a client is needed",
    error: 2345,
    code: `${client}import { listBoms } from "cofactr-platform-client";
listBoms(cofactr);`,
  },
  {
    name: "ways to go without a key",
    code: `${start}createCofactr({ auth: "ambient" });
createCofactr({ auth: "ambient", apiKey: process.env["KEY"] });
createCofactr({ headers: { Authorization: "Api-Key key", "x-a": "1" } });
createCofactr({ headers: { authorization: "Api-Key key" } });
createCofactr({ sign: async ({ method, url, headers }) => ({ "x-a": method + url + headers["x-b"] }) });`,
  },
  {
    name: "options of fetch, and a fetch that asks which call it serves",
    code: `${client}const options = { cache: "no-store", next: { revalidate: 5, tags: ["boms"] } } as const;
cofactr.boms.list({}, { auth: "ambient", fetchOptions: { ...options, priority: "low" } });
createCofactr({
  apiKey: ({ rejected }) => (rejected ? "new" : "old"),
  fetchOptions: { credentials: "include", keepalive: true, mode: "cors" },
  fetch: (url, init, { operationId, method }) => fetch(url + operationId + method, init),
});`,
  },
  {
    name: "every option",
    code: `${start}const controller = new AbortController();
const cofactr = createCofactr({
  apiKey: async () => "key",
  baseUrl: "https://proxy.example/cofactr",
  inferred: ["getBom", "listPrograms"],
  headers: { "x-team": "a" },
  fetch: (url, init) => fetch(url, init),
});
void cofactr.boms.list({ org_id: "U1" }, { signal: controller.signal, headers: { "x-a": "1" } });`,
  },
];
