import type { Contract, WebhookProvenance } from "../contract/index.js";
import type { WebhookEvent } from "./api.js";
import { buildContents } from "./build-content.js";

/** The webhooks as the spec has them, before names are given. */
export interface WebhooksDraft {
  readonly discriminator: string;
  readonly events: readonly Omit<WebhookEvent, "type">[];
}

/** Undefined if no webhook says how it is told apart. */
export function draftWebhooks(contract: Contract): WebhooksDraft | undefined {
  const { events } = contract;
  return (
    events && {
      discriminator: events.discriminator,
      events: events.all.flatMap(({ key, operation, kinds, fields }) => {
        const { node, provenance, body } = operation;
        const [content] = body ? buildContents(body, "received", contract) : [];
        if (!content) return [];
        return {
          key,
          summary: node.get("summary").prose(),
          description: node.get("description").prose(),
          provenance: provenance as WebhookProvenance | undefined,
          kinds,
          content,
          fields,
        };
      }),
    }
  );
}
