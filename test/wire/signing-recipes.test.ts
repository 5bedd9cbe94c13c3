import { createHash, createHmac } from "node:crypto";
import { afterAll, afterEach, describe, expect, test, vi } from "vitest";
import type { Sign, SignedRequest } from "../../generator/runtime/index.js";
import { callerOf, rejectionOf } from "../runtime/client.js";
import { type Arrived, json, serve } from "../runtime/server.js";
import { loadModules } from "../support/recipes.js";

interface AwsKey {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly sessionToken?: string;
}
const { hmac, sigv4 } = await loadModules<{
  hmac: { hmac(keyId: string, secret: string): Sign };
  sigv4: { sigV4(service: string, region: string, key: () => AwsKey): Sign };
}>("docs/recipes.md");

const server = await serve();
afterAll(() => server.close());
afterEach(() => {
  vi.useRealTimers();
});

describe("HMAC", () => {
  const secret = "shared-with-the-server";
  /** What a server does that knows the secret. */
  function isValid({ method, target, headers, body }: Arrived): boolean {
    const digest = createHash("sha256").update(body).digest("hex");
    const text = `${method}\n${target}\n${headers["x-date"]}\n${digest}`;
    const signature = createHmac("sha256", secret).update(text).digest("base64");
    return headers.authorization === `HMAC k1:${signature}`;
  }
  const scheme = { option: "key", in: "header", name: "Authorization", prefix: "HMAC " } as const;
  const clientWith = (sign: Sign) =>
    callerOf({ baseUrl: server.url, sign }, { credentials: { scheme }, security: [["scheme"]] });

  test("is accepted by a server with the same secret, with a body and without", async () => {
    server.respond = (response, arrived) =>
      json({}, isValid(arrived) ? 200 : 401)(response, arrived);
    const call = clientWith(hmac.hmac("k1", secret));
    expect(await call({ query: ["q"] }, { q: "a b" })).toEqual({});
    expect(await call({ method: "POST", body: {} }, { body: { name: "Größe" } })).toEqual({});
    const other = clientWith(hmac.hmac("k1", "another secret"));
    expect(await other({}).result()).toMatchObject({ status: 401 });
  });

  test("says what it cannot sign", async () => {
    const write = () => ({ type: undefined, content: new FormData() });
    const call = clientWith(hmac.hmac("k1", secret));
    const rejection = await rejectionOf(call({ method: "POST", body: { write } }, { body: {} }));
    expect(rejection).toMatchObject({ name: "TypeError" });
  });
});

describe("AWS Signature Version 4", () => {
  const at = (time: string) => vi.useFakeTimers({ toFake: ["Date"], now: new Date(time) });
  const signatureOf = async (sign: Sign, request: Partial<SignedRequest>) => {
    const given = { method: "GET", url: "", headers: {}, body: undefined, ...request };
    const { authorization = "" } = await sign(given);
    return authorization.slice("AWS4-HMAC-SHA256 ".length);
  };

  // Of the published test suite of Signature Version 4; all of its requests have this key and time.
  const key = {
    accessKeyId: "AKIDEXAMPLE",
    secretAccessKey: "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY",
  };
  test.each<[string, Partial<SignedRequest>, string, string]>([
    [
      "get-vanilla",
      { url: "https://example.amazonaws.com/" },
      "host;x-amz-date",
      "5fa00fa31553b73ebf1942676e86291e8372ff2a2260956d9b8aae1d763fbf31",
    ],
    [
      "get-vanilla-query-order-key-case",
      { url: "https://example.amazonaws.com/?Param2=value2&Param1=value1" },
      "host;x-amz-date",
      "b97d918cfa904a5beff61c982a1b6f458b799221646efd99d3219ec94cdf2500",
    ],
    [
      "post-vanilla",
      { method: "POST", url: "https://example.amazonaws.com/" },
      "host;x-amz-date",
      "5da7c1a2acd57cee7505fc6676e4e544621c30862966e37dddb68e92efbe5d6b",
    ],
    [
      "post-x-www-form-urlencoded",
      {
        method: "POST",
        url: "https://example.amazonaws.com/",
        headers: { "content-type": "application/x-www-form-urlencoded" },
        body: "Param1=value1",
      },
      "content-type;host;x-amz-date",
      "ff11897932ad3f4e8b18135d722051e5ac45fc38421b1da7b9d196a0fe09473a",
    ],
  ])("%s", async (_, request, names, signature) => {
    at("2015-08-30T12:36:00Z");
    const sign = sigv4.sigV4("service", "us-east-1", () => key);
    expect(await signatureOf(sign, request)).toBe(
      `Credential=AKIDEXAMPLE/20150830/us-east-1/service/aws4_request, SignedHeaders=${names}, Signature=${signature}`,
    );
  });

  // Of the documentation of S3: "GET Bucket Lifecycle" and "Get Bucket (List Objects)".
  test.each([
    ["?lifecycle", "fea454ca298b7da1c68078a5d1bdbfbbe0d65c699e0f91ac7a200a0136783543"],
    ["?max-keys=2&prefix=J", "34b48302e7b5fa45bde8084f4b7868a86f0a534bc59db6670ed5711ef69dc6f7"],
  ])("S3's %s", async (query, signature) => {
    at("2013-05-24T00:00:00Z");
    const sign = sigv4.sigV4("s3", "us-east-1", () => ({
      accessKeyId: "AKIAIOSFODNN7EXAMPLE",
      secretAccessKey: "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY",
    }));
    const url = `https://examplebucket.s3.amazonaws.com/${query}`;
    expect(await signatureOf(sign, { url })).toBe(
      `Credential=AKIAIOSFODNN7EXAMPLE/20130524/us-east-1/s3/aws4_request, SignedHeaders=host;x-amz-content-sha256;x-amz-date, Signature=${signature}`,
    );
  });

  test("goes along with a call, and its token is in no error", async () => {
    const sessionToken = "session/token+0123456789abcdefgh==";
    server.take();
    server.respond = (response, arrived) => json({ sent: arrived.headers }, 403)(response, arrived);
    const sign = sigv4.sigV4("service", "us-east-1", () => ({ ...key, sessionToken }));
    const error = await rejectionOf(callerOf({ baseUrl: server.url, sign })({}));
    const [sent] = server.take();
    expect(sent?.headers["x-amz-security-token"]).toBe(sessionToken);
    expect(sent?.headers.authorization).toContain(
      "SignedHeaders=host;x-amz-date;x-amz-security-token, Signature=",
    );
    const signature = /Signature=(\w+)/.exec(sent?.headers.authorization ?? "")?.[1] as string;
    const shown = JSON.stringify(error);
    for (const secret of [sessionToken, signature]) expect(shown).not.toContain(secret);
    // What helps to find the mistake stays.
    expect(error).toMatchObject({
      status: 403,
      body: { sent: { "x-amz-date": expect.stringMatching(/^\d{8}T\d{6}Z$/) } },
    });
  });
});
