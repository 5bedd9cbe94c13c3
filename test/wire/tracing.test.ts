import { context, propagation, SpanKind, SpanStatusCode, type Tracer } from "@opentelemetry/api";
import { AsyncLocalStorageContextManager } from "@opentelemetry/context-async-hooks";
import { W3CTraceContextPropagator } from "@opentelemetry/core";
import {
  BasicTracerProvider,
  InMemorySpanExporter,
  SimpleSpanProcessor,
} from "@opentelemetry/sdk-trace-base";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import type { Hooks } from "../../generator/runtime/index.js";
import { rejectionOf, retryingCallerOf } from "../runtime/client.js";
import { json, refusedUrl, serve } from "../runtime/server.js";
import { loadModules } from "../support/recipes.js";

const { tracing } = await loadModules<{ tracing: { tracing(tracer: Tracer): Hooks } }>(
  "docs/observability.md",
);

const exporter = new InMemorySpanExporter();
const provider = new BasicTracerProvider({ spanProcessors: [new SimpleSpanProcessor(exporter)] });
const tracer = provider.getTracer("test");

beforeAll(() => {
  context.setGlobalContextManager(new AsyncLocalStorageContextManager().enable());
  propagation.setGlobalPropagator(new W3CTraceContextPropagator());
});
const server = await serve();
afterAll(async () => {
  context.disable();
  propagation.disable();
  await server.close();
});
beforeEach(() => {
  exporter.reset();
  server.take();
  server.respond = json({});
});

const callerWith = (baseUrl = server.url) =>
  retryingCallerOf({ baseUrl, retryDelayMs: 0, hooks: tracing.tracing(tracer) });
const call = callerWith();
const spans = () => exporter.getFinishedSpans();
/** The ids of trace and span that arrived with each request. */
const sentIds = () =>
  server.take().map(({ headers }) => `${headers["traceparent"]}`.split("-").slice(1, 3));
const idsOf = (each: { spanContext(): { traceId: string; spanId: string } }) => {
  const { traceId, spanId } = each.spanContext();
  return [traceId, spanId];
};

describe("what is sent is the attempt's own span", () => {
  test("below the span that is active", async () => {
    await tracer.startActiveSpan("job", async (job) => {
      await call({ query: ["q"] }, { q: "1" });
      job.end();
    });
    const [attempt, job] = spans();
    expect(job?.name).toBe("job");
    expect(attempt?.parentSpanContext?.spanId).toBe(job?.spanContext().spanId);
    expect(sentIds()).toEqual([attempt && idsOf(attempt)]);
  });

  test("of a trace of its own, if none is active", async () => {
    await call({});
    const [attempt] = spans();
    expect(attempt?.parentSpanContext).toBeUndefined();
    expect(sentIds()).toEqual([attempt && idsOf(attempt)]);
  });

  test("another one for each attempt, and for each of several calls at once", async () => {
    let answers = 0;
    server.respond = (response, arrived) =>
      json({}, ++answers === 1 ? 503 : 200)(response, arrived);
    await tracer.startActiveSpan("job", async (job) => {
      await Promise.all([call({}), call({}), call({})]);
      job.end();
    });
    const attempts = spans().filter(({ name }) => name !== "job");
    expect(attempts).toHaveLength(4);
    expect(new Set(attempts.map((each) => each.spanContext().traceId)).size).toBe(1);
    expect(sentIds().sort()).toEqual(attempts.map(idsOf).sort());
  });
});

describe("a span says", () => {
  test("what was called, and no error of a success", async () => {
    await call({ query: ["q"] }, { q: "1" });
    expect(spans()).toMatchObject([
      {
        name: "GET listThings",
        kind: SpanKind.CLIENT,
        status: { code: SpanStatusCode.UNSET },
        attributes: {
          "http.request.method": "GET",
          "http.response.status_code": 200,
          "server.address": "127.0.0.1",
          "server.port": Number(new URL(server.url).port),
          "url.full": `${server.url}/things/?q=1`,
        },
      },
    ]);
  });

  test("the status of a failure, and how often it was tried", async () => {
    server.respond = json({}, 503);
    await call({}).result();
    const error = { code: SpanStatusCode.ERROR };
    const attributes = { "http.response.status_code": 503, "error.type": "503" };
    expect(spans()).toMatchObject([
      { status: error, attributes },
      { status: error, attributes: { ...attributes, "http.request.resend_count": 1 } },
      { status: error, attributes: { ...attributes, "http.request.resend_count": 2 } },
    ]);
    expect(spans()[0]?.attributes).not.toHaveProperty("http.request.resend_count");
  });

  test("why there was no response", async () => {
    await rejectionOf(callerWith(await refusedUrl())({}, {}, { maxRetries: 1 }));
    const failed = {
      status: { code: SpanStatusCode.ERROR },
      attributes: { "error.type": "ConnectionError" },
    };
    expect(spans()).toMatchObject([failed, failed]);
  });
});
