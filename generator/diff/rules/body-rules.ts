import type { Rule } from "./rule.js";
import {
  answer,
  answers,
  body,
  hooks,
  ignored,
  missing,
  nothing,
  own,
  parameters,
  query,
  refused,
  rule,
} from "./rule-examples.js";

/** Bodies of requests, and of webhooks and callbacks. */
export const bodyRules: readonly Rule[] = [
  rule(
    "operation.requiredRequestBody.added",
    ["breaking", "breaking"],
    "a required request body was added",
    refused,
    own("{}", body(", required: true")),
  ),
  rule(
    "operation.optionalRequestBody.added",
    ["info", "info"],
    "an optional request body was added",
    nothing,
    own("{}", body("")),
  ),
  rule(
    "operation.requestBody.removed",
    ["breaking", "breaking"],
    "the request body was removed",
    ignored,
    own(body(""), "{}"),
  ),
  rule(
    "request.presence.required",
    ["breaking", "breaking"],
    "the request body became required",
    refused,
    own(body(""), body(", required: true")),
  ),
  rule(
    "request.presence.optional",
    ["info", "info"],
    "the request body became optional",
    nothing,
    own(body(", required: true"), body("")),
  ),
  rule(
    "response.presence.required",
    ["info", "info"],
    "the body became required",
    nothing,
    hooks(`{ ${body("")} }`, `{ ${body(", required: true")} }`),
  ),
  rule(
    "response.presence.optional",
    ["breaking", "breaking"],
    "the body became optional",
    missing,
    hooks(`{ ${body(", required: true")} }`, `{ ${body("")} }`),
  ),
];

/** Parts of a webhook or callback, of which the caller is the receiver. */
export const webhookRules: readonly Rule[] = [
  rule(
    "webhook.parameter.added",
    ["info", "info"],
    "the {name} was added to what the server sends",
    nothing,
    hooks("{}", `{ ${parameters(query(""))} }`),
  ),
  rule(
    "webhook.parameter.removed",
    ["breaking", "breaking"],
    "the {name} was removed from what the server sends",
    missing,
    hooks(`{ ${parameters(query(""))} }`, "{}"),
  ),
  rule(
    "webhook.body.added",
    ["info", "info"],
    "the server now sends a body",
    nothing,
    hooks("{}", `{ ${body("")} }`),
  ),
  rule(
    "webhook.body.removed",
    ["breaking", "breaking"],
    "the server no longer sends a body",
    missing,
    hooks(`{ ${body("")} }`, "{}"),
  ),
  rule(
    "webhook.response.added",
    ["info", "info"],
    "the server now also accepts the response {name}",
    nothing,
    hooks("{ responses: {} }", `{ ${answers(answer("content: {}"))} }`),
  ),
  rule(
    "webhook.response.removed",
    ["breaking", "warning"],
    "the server no longer accepts the response {name}",
    refused,
    hooks(`{ ${answers(answer("content: {}"))} }`, "{ responses: {} }"),
  ),
];
