import type { Contract } from "../../contract/index.js";
import type { Api } from "../../model/index.js";
import { methodFields } from "../../openapi/index.js";
import { type Claims, testLocations } from "./location-type-tests.js";
import { keyOf, type TypeTest, type WebhookMethod, type WebhookPair } from "./type-test.js";

/** A version, and the client that is generated from it. */
interface Side {
  readonly contract: Contract;
  readonly api: Api;
}

/** The webhooks of both versions, by their key and method. */
export function pairWebhooks(before: Side, after: Side): WebhookPair[] {
  const rest = new Map(hooksOf(after).map((hook) => [keyOf(hook), hook]));
  return hooksOf(before).map((hook) => ({
    isHook: true,
    before: hook,
    after: rest.get(keyOf(hook)),
  }));
}

/** The methods that openapi-typescript supports. */
const methods: ReadonlySet<string> = new Set(methodFields("3.1"));

function hooksOf({ contract, api }: Side): WebhookMethod[] {
  return contract.operations
    .filter(({ kind, name }) => kind === "webhook" && methods.has(name.method.toLowerCase()))
    .map(({ name: { method, path } }): WebhookMethod => {
      const event = api.webhooks?.events.find(({ key }) => key === path)?.type;
      const own = method === "POST" ? event : undefined;
      return { method, path, operationId: undefined, event: own };
    });
}

/**
 * The new payload must fit the old type of receivers, and their old reply must fit the new type. A
 * receiver of events uses the event's type, in which strings are open; otherwise the type in
 * `webhooks`.
 */
export function testWebhook(hook: WebhookPair, id: string, claims: Claims): TypeTest[] {
  const { before, after } = hook;
  const at = `[${JSON.stringify(before.path)}][${JSON.stringify(before.method.toLowerCase())}]`;
  const [old, now] = [`Hooks<Before.webhooks>${at}`, `Hooks<After.webhooks>${at}`];
  const typeTest = (about: TypeTest["about"], line: string): TypeTest => ({
    of: hook,
    about,
    line,
  });
  const list = (about: TypeTest["about"], line: string): TypeTest => ({
    ...typeTest(about, line),
    listsMembers: true,
  });
  const names = [
    typeTest("name", `export type H${id} = ${now}["responses"];`),
    ...(before.event === undefined
      ? []
      : [typeTest("name", `export type E${id} = After.${before.event};`)]),
  ];
  if (!after) return names;
  const isEvent = before.event !== undefined && after.event !== undefined;
  const [oldPayload, newPayload] = isEvent
    ? [`Before.${before.event}`, `After.${after.event}`]
    : [`Payload<${old}, ${now}>`, `Payload<${now}, ${old}>`];
  const [oldReplies, newReplies] = [`Replies<${old}>`, `Replies<${now}>`];
  const both = `Both<${oldReplies}, ${newReplies}>`;
  return [
    ...names,
    typeTest("answer", `export const b${id} = (x: Presence<${now}>): Presence<${old}> => x;`),
    list("answer", `export const m${id} = nothing<Gone<Body<${old}>, Body<${now}>>>();`),
    typeTest("answer", `export const d${id} = (x: ${newPayload}): ${oldPayload} => x;`),
    list("answer", `export const g${id} = nothing<Lost<${oldPayload}, ${newPayload}>>();`),
    list("arguments", `export const s${id} = nothing<Gone<${oldReplies}, ${newReplies}>>();`),
    typeTest(
      "arguments",
      `export const a${id} = (x: Pick<${oldReplies}, ${both}>): Pick<${newReplies}, ${both}> => x;`,
    ),
    list(
      "arguments",
      `export const k${id} = nothing<Unknown<${oldReplies}[${both}], ${newReplies}[${both}]>>();`,
    ),
    ...testLocations(hook, after, id, claims, { answer: [newPayload, oldPayload] }),
  ];
}
