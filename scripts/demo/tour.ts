import type { Server } from "node:http";
import { toNodeListener } from "../../generated/node.js";
import type { DemoClient, Recorder } from "./prepare.js";

export interface Around {
  readonly client: DemoClient;
  readonly recorder: Recorder;
  /** Where the API is. */
  readonly baseUrl: string;
  /** A server for the webhook, which listens. */
  readonly hooks: Server;
  readonly hookPort: number;
  readonly tell: (about: string, what: string) => void;
}

interface Bom {
  readonly id: string;
  readonly name: string;
}

/** A call of the client whose pages the overlay declares. */
interface Paged {
  pages(): AsyncIterable<{ readonly results: readonly Bom[] }>;
}

/** What people do with the API: one call after the other, each told in a line. */
export async function tour(around: Around): Promise<void> {
  const { client, recorder, baseUrl, tell } = around;
  const retries: string[] = [];
  const cofactr = client.createCofactr({
    apiKey: "demo.key",
    baseUrl,
    ...{ observe: recorder },
    hooks: {
      retry: ({ reason, delayMs }) => {
        retries.push(`${String(reason)}, and the client tried again after ${delayMs / 1000} s`);
      },
    },
  });

  const lines = [
    { mpn: "RC0402FR-0710KL", quantity: 4 },
    { mpn: "GRM155R71C104KA88D", quantity: 12 },
  ];
  await cofactr.boms.parseRaw({ body: { name: "Rev B", raw_lines: lines } });
  tell("BOM", `"Rev B" of ${lines.length} raw lines`);

  const key = await cofactr.auth.updateApiKey({ body: { name: "ERP sync" } });
  tell("key", `renamed to "${key.name}"`);

  const wrong = [{ mpn: "RC0402FR-0710KL", quantity: "four" as never }];
  const attempt = await cofactr.boms.parseRaw({ body: { raw_lines: wrong } }).result();
  if (!attempt.ok && attempt.error instanceof client.BadRequestError) {
    const [[field, texts] = []] = Object.entries(attempt.error.fields);
    tell("error", `${attempt.status}: ${field} ${texts?.join(", ")}`);
  }

  const names: string[] = [];
  let pages = 0;
  for await (const { results } of (cofactr.boms.list() as unknown as Paged).pages()) {
    pages += 1;
    names.push(...results.map(({ name }) => name));
  }
  for (const retry of retries) tell("retry", retry);
  tell("pages", `${names.length} BOMs on ${pages} pages, as the demo assumes: no source has any`);

  await webhook(around);
}

/** A service posts an event; the receiver knows it by a secret in the URL, as there is no signature. */
async function webhook({ client, hooks, hookPort, tell }: Around): Promise<void> {
  const received: string[] = [];
  const handle = client.createWebhookHandler({
    verify: ({ url }) => new URL(url).searchParams.get("secret") === "s3cret",
    onEvent: ({ record_type, event_type }) => {
      received.push(`${String(record_type)} ${String(event_type)}`);
    },
  });
  hooks.on("request", toNodeListener(handle));
  const body = JSON.stringify({ event_type: "created", record_type: "BOM", id: "7", data: {} });
  const post = async (query: string) => {
    const headers = { "content-type": "application/json" };
    const url = `http://localhost:${hookPort}/hook${query}`;
    return (await fetch(url, { method: "POST", headers, body })).status;
  };
  const refused = await post("");
  const taken = await post("?secret=s3cret");
  tell("webhook", `"${received.join()}": ${taken}; without the secret in its URL: ${refused}`);
}
