import { createServer, type IncomingMessage, request } from "node:http";
import type { AddressInfo } from "node:net";

/** A proxy on loopback that writes down what goes through it, as NDJSON. */
export interface RecordingProxy {
  /** Without a slash at the end. */
  readonly url: string;
  /** One line for each exchange; to the server's own address, as a recorder would see it. */
  readonly lines: readonly string[];
  stop(): Promise<void>;
}

export async function startRecording(target: string): Promise<RecordingProxy> {
  const lines: string[] = [];
  const proxy = createServer(async (from, to) => {
    const startedAt = new Date().toISOString();
    const sent = await bytesOf(from);
    const url = new URL(from.url ?? "/", target);
    const headers = { ...from.headers, host: url.host, "accept-encoding": "identity" };
    // fetch would follow redirects, and decode what it reads.
    const passed = request(url, { method: from.method, headers }, async (answer) => {
      const got = await bytesOf(answer);
      lines.push(
        JSON.stringify({
          schemaVersion: 1,
          startedAt,
          request: { method: from.method, url: url.href, ...recorded(from, sent) },
          response: { status: answer.statusCode, ...recorded(answer, got) },
        }),
      );
      to.writeHead(answer.statusCode ?? 502, answer.headers);
      to.end(got);
    });
    passed.on("error", () => to.destroy());
    passed.end(sent);
  });
  await new Promise<void>((resolve) => proxy.listen(0, "127.0.0.1", resolve));
  const { port } = proxy.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    lines,
    async stop() {
      proxy.closeAllConnections();
      await new Promise((resolve) => proxy.close(resolve));
    },
  };
}

function recorded({ rawHeaders }: IncomingMessage, body: Buffer): object {
  const headers = rawHeaders.flatMap((name, index) =>
    index % 2 === 0 ? [[name, rawHeaders[index + 1]]] : [],
  );
  return { headers, ...(body.length > 0 && { body: { base64: body.toString("base64") } }) };
}

async function bytesOf(message: IncomingMessage): Promise<Buffer> {
  const chunks: Uint8Array[] = [];
  for await (const chunk of message) chunks.push(chunk as Uint8Array);
  return Buffer.concat(chunks);
}
