// Checked by every TypeScript of versions.ts, in a project that has the package installed.
import {
  type Client,
  createCofactr,
  createCofactrClient,
  listBoms,
  StatusError,
  updateApiKey,
} from "cofactr-platform-client";
import { createCofactrFetch } from "cofactr-platform-client/fetch";
import { createTestClient, reply, type TestClient } from "cofactr-platform-client/testing";
import type { ApiKey, CreateRawBom } from "cofactr-platform-client/types";

const cofactr = createCofactr({ apiKey: () => "secret-1", inferred: ["getBom"] });

export async function rename(name: string): Promise<ApiKey["name"]> {
  const key = await cofactr.auth.updateApiKey({ body: { name } });
  return key.name;
}

export const bom: CreateRawBom = {
  name: "B",
  raw_lines: [{ mpn: "RC0402FR-0710KL", quantity: 4 }],
};

export async function parse(signal: AbortSignal): Promise<unknown> {
  const attempt = await cofactr.boms.parseRaw({ body: bom }, { signal }).result();
  if (attempt.ok) return attempt.data;
  if (attempt.status === 404) return attempt.error.body;
  return attempt.error.message;
}

export async function standalone(): Promise<readonly [unknown, ApiKey]> {
  const client: Client = createCofactrClient({ apiKey: "secret-1" });
  const response: Response = await listBoms(client, { org_id: "o" }).response();
  return [response.headers.get("x-total"), await updateApiKey(client)];
}

export async function fetched(): Promise<ApiKey["name"] | undefined> {
  const client = createCofactrFetch({ apiKey: "secret-1", headers: { "x-team": "a" } });
  client.use({ onRequest: ({ request }) => request.headers.set("x-trace", "1") });
  const { data } = await client.PATCH("/integrations/api_keys/", { body: { name: "a" } });
  return data?.name;
}

export const statusOf = (error: unknown): number | undefined =>
  error instanceof StatusError ? error.status : undefined;

export function misuse(): void {
  // @ts-expect-error: no option is optional that the API needs
  createCofactr({});
  // @ts-expect-error: bodies are typed
  void cofactr.auth.updateApiKey({ body: { name: 1 } });
  // @ts-expect-error: so are the operations
  void cofactr.boms.rename();
  // @ts-expect-error: in the other client, too
  void createCofactrFetch({ apiKey: "k" }).GET("/integrations/api_keys/");
  // @ts-expect-error: and the schemas
  const name: number = bom.name;
  void name;
}

export function tested(): Client {
  const client: TestClient = createTestClient({
    listBoms: ({ org_id }) => [org_id],
    updateApiKey: () => reply(403),
  });
  const calls: readonly { readonly operation: string }[] = client.$calls;
  return calls.length > 0 ? client : client.$client;
}
