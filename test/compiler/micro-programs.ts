/**
 * Programs against the clients: what they may write, and below `@ts-expect-error` what they may
 * not. The compiler complains of an expected error that does not occur.
 */
export const programs: Readonly<Record<string, string>> = {
  "path-parameters": `
    import { type Client, getPart } from "./index.js";
    declare const client: Client;
    void getPart(client, { thing_id: 1, "part-no": ["a"], undeclared: "b" });
    // @ts-expect-error a path parameter is missing
    void getPart(client, { thing_id: 1, "part-no": ["a"] });`,
  servers: `
    import { createServers } from "./index.js";
    createServers({});
    createServers({ serverVariables: { region: "eu", base: "v2" } });
    // @ts-expect-error the enum has no such value
    createServers({ serverVariables: { region: "ap" } });
    // @ts-expect-error no server has such a variable
    createServers({ serverVariables: { zone: "eu" } });
    createServers({ baseUrl: "https://test.example" });
    const { things } = createServers({
      baseUrl: ({ operationId, servers }) => servers[0] ?? operationId,
    });
    void things.uploadThings({}, { baseUrl: "https://test.example" });
    // @ts-expect-error one call is one operation
    void things.uploadThings({}, { baseUrl: () => "https://test.example" });`,
  "query-styles": `
    import { type Client, listThings } from "./index.js";
    declare const client: Client;
    void listThings(client, { plain: "a", joined: ["b"], filter: { name: "c" }, page: 2, raw: undefined });
    // @ts-expect-error the filter has no such member
    void listThings(client, { plain: "a", filter: { nam: "c" } });
    // @ts-expect-error a required parameter is missing
    void listThings(client);`,
  "same-name-in-two-places": `
    import { type Client, putThing } from "./index.js";
    declare const client: Client;
    void putThing(client, { id: "a", id_query: true, id_header: 1, body: "text", body_query: "b" });`,
  "request-body-required": `
    import { changeThings, type Client, createThing } from "./index.js";
    declare const client: Client;
    void createThing(client, { body: { name: "a" } });
    void changeThings(client);
    // @ts-expect-error a required member of the body is missing
    void createThing(client, { body: { size: 1 } });
    // @ts-expect-error the body is required
    void createThing(client, {});`,
  "form-body": `
    import { type Client, putBytes, sendForm, upload } from "./index.js";
    declare const client: Client;
    void sendForm(client, { body: { a: "b" } });
    void sendForm(client, { body: new URLSearchParams() });
    void upload(client, { body: new FormData() });
    void putBytes(client, { body: new Uint8Array(1) });
    // @ts-expect-error a member is missing
    void sendForm(client, { body: {} });`,
  "binary-response": `
    import { type Client, getFile, getText } from "./index.js";
    declare const client: Client;
    export const file: Blob = await getFile(client);
    export const text: string = await getText(client);`,
  "media-types": `
    import { createMediaTypes, getReport, importThings, setPicture, type GetReportData, type Thing } from "./index.js";
    import type { Client, ImportThingsParams } from "./index.js";
    declare const client: Client;
    const thing: Thing = await importThings(client, { id: 1, body: { name: "a" } });
    void importThings(client, { id: 1, contentType: "text/csv", body: "name", contentType_query: "a" });
    void importThings(client, { id: 1, contentType: "application/x-www-form-urlencoded", body: thing });
    // @ts-expect-error JSON takes a thing
    void importThings(client, { id: 1, body: "name" });
    // @ts-expect-error text takes no thing
    void importThings(client, { id: 1, contentType: "text/csv", body: { name: "a" } });
    // @ts-expect-error there is no such media type
    void importThings(client, { id: 1, contentType: "text/html", body: "a" });
    // @ts-expect-error a body is required
    void importThings(client, { id: 1 });
    const params: ImportThingsParams = { id: 1, contentType: "text/csv", body: new Blob([]) };
    void importThings(client, params);

    void setPicture(client, { contentType: "image/png", body: new Blob([]) });
    void setPicture(client);
    // @ts-expect-error no image
    void setPicture(client, { contentType: "text/html", body: "a" });

    const json: Thing[] | undefined = await getReport(client);
    const same: Thing[] | undefined = await getReport(client, { accept: "application/json" });
    const csv: string | undefined = await getReport(client, { accept: "text/csv" });
    const file: Blob | undefined = await getReport(client, { accept: "application/pdf" });
    for await (const each of (await getReport(client, { accept: "application/x-ndjson" })) ?? []) each.name satisfies string;
    const data: GetReportData<"text/csv"> = csv;
    data satisfies string | undefined;
    const result = await getReport(client, { accept: "text/csv" }).result();
    if (result.status === 200) result.data satisfies string;
    if (result.status === 202) result.data satisfies undefined;
    // @ts-expect-error CSV is text
    const wrong: Thing[] | undefined = await getReport(client, { accept: "text/csv" });
    // @ts-expect-error the spec names no server
    createMediaTypes({});
    const api = createMediaTypes({ baseUrl: "https://test.example" });
    (await api.things.getReport({ accept: "application/pdf" }))?.size satisfies number | undefined;
    (await api.things.getReport())?.[0]?.name satisfies string | undefined;
    void [json, same, file, wrong];`,
  "several-success-statuses": `
    import { type Client, putThing } from "./index.js";
    declare const client: Client;
    const result = await putThing(client).result();
    if (result.status === 200) result.data satisfies number;
    if (result.status === 201) result.data satisfies string;
    if (result.status === 204) result.data satisfies undefined;
    if (result.status === 202) result.data satisfies boolean;
    export const data: string | number | boolean | undefined = await putThing(client);`,
  "error-bodies-by-status": `
    import { type Client, listThings } from "./index.js";
    declare const client: Client;
    const result = await listThings(client).result();
    if (result.ok) result.data satisfies string[];
    else if (result.status === 404) result.error.body satisfies { id: string };
    else if (result.status === 418) result.error.body satisfies { title: string };
    else if (result.status === 503) result.error.body satisfies undefined;
    else if (result.status === 500) result.error.body satisfies string;
    else if (result.status === undefined) result.response satisfies undefined;`,
  "lone-default": `
    import { type Client, listThings } from "./index.js";
    declare const client: Client;
    const result = await listThings(client).result();
    if (result.ok) result.data satisfies string;`,
  "no-content": `
    import { type Client, deleteThings, touchThings } from "./index.js";
    declare const client: Client;
    export const gone: undefined = await deleteThings(client);
    // @ts-expect-error the spec says nothing of its data
    export const touched: undefined = await touchThings(client);`,
  "sub-groups": `
    import { createSubGroups } from "./index.js";
    const api = createSubGroups({});
    void api.stock.listStock();
    void api.stock.lots.list();
    void api.purchases.orders.list();
    void api.default.ping();
    // @ts-expect-error there is no such operation
    void api.purchases.list();`,
  "provenance-gate": `
    import { createProvenanceGate } from "./index.js";
    createProvenanceGate({ inferred: ["listThings"] });
    createProvenanceGate({ inferred: "allow" });
    // @ts-expect-error this one is documented
    createProvenanceGate({ inferred: ["createThing"] });`,
  "security-alternatives": `
    import { createSecurityAlternatives } from "./index.js";
    createSecurityAlternatives({ key: "a" });
    createSecurityAlternatives({ user: { username: "a", password: "b" }, tenant: async () => "c" });
    // @ts-expect-error basic authentication takes two texts
    createSecurityAlternatives({ user: "a" });`,
  visibility: `
    import { type Client, createUser } from "./index.js";
    declare const client: Client;
    const user = await createUser(client, { body: { name: "a", password: "b", friends: [] } });
    user.id satisfies string;
    user.friends?.[0]?.id satisfies string | undefined;
    // @ts-expect-error a response never holds what is only written
    void user.password;
    // @ts-expect-error a request never holds what is only read
    void createUser(client, { body: { id: "1", name: "a", password: "b" } });`,
  nullable: `
    import { type Client, getThing } from "./index.js";
    declare const client: Client;
    const thing = await getThing(client);
    thing.a satisfies string | null;
    thing.b satisfies { d?: number } | null;
    thing.c satisfies "x" | "y" | null;
    // @ts-expect-error it may be null
    void thing.a.length;`,
  "recursive-schema": `
    import { type Client, getTree, type Node } from "./index.js";
    declare const client: Client;
    const node: Node = await getTree(client);
    node.children[0]?.parent?.byName?.["a"]?.children satisfies Node[] | undefined;`,
  "pagination-cursor": `
    import { type Client, type Failure, findThings, type FindThingsItem } from "./index.js";
    declare const client: Client;
    const call = findThings(client, { body: { name: "a" } });
    const page = await call;
    page.data?.things satisfies { id: number; part?: FindThingsItem }[] | null | undefined;
    const result = await call.result();
    if (!result.ok) result satisfies Failure | { status: undefined };
    for await (const thing of call.items()) thing.id satisfies number;
    for await (const { meta } of call.pages()) meta?.next satisfies string | number | null | undefined;
    const all: FindThingsItem[] = await call.all({ max: 5 });
    // @ts-expect-error an item has no such member
    void all[0]?.name;
    // @ts-expect-error the body is required on every page
    void findThings(client, {}).items();`,
  "pagination-link": `
    import { type Client, listParts, listThings } from "./index.js";
    declare const client: Client;
    const things: string[] = await listThings(client).all();
    const parts = listParts(client).items();
    for await (const part of parts) part?.id satisfies number | undefined;
    void things;`,
  "pagination-offset": `
    import { type Client, listThings } from "./index.js";
    declare const client: Client;
    for await (const thing of listThings(client, { offset: 5 }).items()) {
      thing.id satisfies string;
      // @ts-expect-error a response never holds what is only written
      void thing.secret;
    }`,
  "pagination-page": `
    import { createPaginationPage, type PagedCall } from "./index.js";
    const api = createPaginationPage({});
    const call = api.things.list({ page: 2 });
    const names: string[] = [];
    for await (const thing of call.items()) names.push(thing.name);
    call satisfies PagedCall<{ results: { name: string }[] }, unknown, { name: string }>;
    // @ts-expect-error this one has no pages
    void api.things.count().pages();`,
  webhooks: `
    import {
      createWebhookHandler, type OtherKind, parseWebhook, type PartGoneEvent, type WebhookEvent_2cbb31,
    } from "./index.js";
    const event: WebhookEvent_2cbb31 = parseWebhook("{}");
    switch (event.kind) {
      case "thing":
        event.id satisfies string;
        event.size satisfies number | null | undefined;
        event.state satisfies string | undefined;
        // @ts-expect-error it may be one that the spec does not list
        event.state satisfies "made" | "changed" | undefined;
        break;
      case "part.gone":
      case "part.lost":
        event satisfies PartGoneEvent;
        event.part satisfies { id: number };
        break;
      default:
        event.kind satisfies OtherKind;
        String(event.kind).length satisfies number;
        event["id"] satisfies unknown;
        // @ts-expect-error nothing is known of it
        event["id"] satisfies string;
    }
    export const handler: (request: Request) => Promise<Response> = createWebhookHandler({
      onEvent: async ({ kind }) => console.log(kind),
    });`,
  "webhooks-are-types-only": `
    import { type WebhookBodies } from "./index.js";
    const event: WebhookBodies["thingMade"] = { id: "a" };
    void event;`,
};
