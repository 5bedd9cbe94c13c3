// What every project does with both clients: the one that it generates, and the one of the package.
import {
  createShop,
  createShopClient,
  createThing,
  NotFoundError,
  StateValues,
  type Thing,
} from "the generated client";
import {
  createCofactr,
  createCofactrClient,
  StatusError,
  updateApiKey,
} from "cofactr-platform-client";
import { createCofactrFetch } from "cofactr-platform-client/fetch";
import type { ApiKey } from "cofactr-platform-client/types";

export interface Made {
  readonly generated: Readonly<Record<string, unknown>>;
  readonly packaged: Readonly<Record<string, unknown>>;
}

/** Calls both, at a server on loopback, and gives what they gave. */
export async function makeCalls(baseUrl: string): Promise<Made> {
  return { generated: await callGenerated(baseUrl), packaged: await callPackaged(baseUrl) };
}

async function callGenerated(baseUrl: string): Promise<Made["generated"]> {
  const options = { baseUrl, apiKey: "key-1" };
  const shop = createShop(options);
  const listed: Thing[] = await shop.things.listThings({ state: ["new"] });
  const made: Thing = await createThing(createShopClient(options), {
    body: { name: "nut", state: "sold" },
  });
  const missing = await shop.things.getThing({ id: "missing" }).result();
  // A comparison, because without strictNullChecks the compiler follows nothing else.
  const reason: string =
    missing.ok === false && missing.status === 404 ? missing.error.body.reason : "";
  let thrown = "nothing";
  try {
    await shop.things.getThing({ id: "missing" });
  } catch (error) {
    if (error instanceof NotFoundError) thrown = `NotFoundError ${error.status}`;
  }
  const events: string[] = [];
  for await (const event of await shop.things.watchThings()) events.push(event.data.name);
  let refused = "nothing";
  try {
    createShop({ ...options, ...{ baseURL: baseUrl } });
  } catch (error) {
    refused = error instanceof Error ? error.message : "no error";
  }
  return { listed, made, reason, thrown, events, refused, states: [...StateValues] };
}

async function callPackaged(baseUrl: string): Promise<Made["packaged"]> {
  const options = { baseUrl, apiKey: "key-2" };
  const facade: ApiKey = await createCofactr(options).auth.updateApiKey({ body: { name: "a" } });
  const client = createCofactrClient(options);
  const standalone: ApiKey = await updateApiKey(client, { body: { name: "b" } });
  let status = 0;
  try {
    await updateApiKey(client, { body: { name: "missing" } });
  } catch (error) {
    if (error instanceof StatusError) status = error.status;
  }
  const { data } = await createCofactrFetch(options).PATCH("/integrations/api_keys/", {
    body: { name: "c" },
  });
  return { facade: facade.name, standalone: standalone.name, status, fetched: data?.name };
}
