import { type ChildProcess, spawn } from "node:child_process";
import { readFileSync } from "node:fs";
import { createServer, request as httpRequest, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { stripVTControlCharacters } from "node:util";
import { gzipSync } from "node:zlib";
import { fetchPackages } from "../../support/registry.js";
import type { Recorded } from "./recorded.js";

/** The version that is compared; https://github.com/stoplightio/prism. */
export const prismVersion = "5.14.2";

interface Entry {
  readonly request: {
    readonly method: string;
    readonly url: string;
    readonly headers: readonly Header[];
    readonly postData?: { readonly text: string };
  };
  readonly response: {
    readonly status: number;
    readonly headers: readonly Header[];
    readonly content: { readonly text?: string; readonly encoding?: string };
  };
}

interface Header {
  readonly name: string;
  readonly value: string;
}

/**
 * What Prism says of recordings, by their names: it stands as a proxy between a client that sends
 * what was recorded and a server that answers it. What goes to no server of the spec passes it by.
 *
 * @param spec the path of the document
 * @param servers URLs of the servers, as patterns; Prism leaves their paths to its upstream
 * @param options of `prism proxy`
 */
export async function askPrism(
  recordings: readonly Recorded[],
  spec: string,
  servers: readonly RegExp[],
  options: readonly string[],
): Promise<ReadonlyMap<string, readonly string[]>> {
  const home = await fetchPackages(`@stoplight/prism-cli@${prismVersion}`);
  const program = join(home, "node_modules/@stoplight/prism-cli/dist/index.js");
  const upstream = new Upstream();
  const proxy = new PrismProxy(program, [spec, await upstream.listen(), ...options]);
  const found = new Map<string, readonly string[]>();
  try {
    const url = await proxy.listening();
    for (const { name, recording } of recordings) {
      const { log }: { log: { entries: Entry[] } } = JSON.parse(readFileSync(recording, "utf8"));
      let next = 0;
      while (next < log.entries.length) {
        const [entry, ...later] = log.entries.slice(next);
        const server = servers.find((each) => entry && each.test(entry.request.url));
        const used = entry && server ? upstream.prepare([entry, ...later]) : undefined;
        if (entry && server) await send(entry, url + entry.request.url.replace(server, ""));
        next += Math.max(used?.() ?? 0, 1);
      }
      found.set(name, await proxy.complaints());
    }
  } finally {
    proxy.stop();
    upstream.close();
  }
  return found;
}

/** Answers as recorded. Prism follows redirects by itself, so one request may take several entries. */
class Upstream {
  #entries: readonly Entry[] = [];
  #used = 0;
  #url = "";
  readonly #server: Server = createServer((request, response) => {
    request.resume();
    const answer = this.#entries[this.#used++]?.response;
    if (!answer) return void response.destroy();
    const { text = "", encoding } = answer.content;
    const isGzip = answer.headers.some(({ value }) => value === "gzip");
    const bytes = Buffer.from(text, encoding === "base64" ? "base64" : "utf8");
    const isPacked = bytes[0] === 0x1f && bytes[1] === 0x8b;
    const sent = answer.headers.filter(({ name }) => !/^(content-length|transfer-)/i.test(name));
    const headers = sent.flatMap(({ name, value }) => [
      name,
      // Other hosts are played by this one, too.
      /^location$/i.test(name) ? value.replace(/^https:\/\/[^/]+/, this.#url) : value,
    ]);
    response.writeHead(answer.status, headers);
    response.end(isGzip && !isPacked ? gzipSync(bytes) : bytes);
  });

  /** Answers with these from now on; returns what tells how many were used. */
  prepare(entries: readonly Entry[]): () => number {
    this.#entries = entries;
    this.#used = 0;
    return () => this.#used;
  }

  async listen(): Promise<string> {
    await new Promise<void>((resolve) => this.#server.listen(0, "127.0.0.1", resolve));
    this.#url = `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
    return this.#url;
  }

  close(): void {
    this.#server.close();
    this.#server.closeAllConnections();
  }
}

class PrismProxy {
  readonly #process: ChildProcess;
  #log = "";

  constructor(program: string, args: readonly string[]) {
    this.#process = spawn(process.execPath, [program, "proxy", ...args, "--port", "0"]);
    for (const stream of [this.#process.stdout, this.#process.stderr])
      stream?.on("data", (text) => {
        this.#log += stripVTControlCharacters(String(text));
      });
  }

  async listening(): Promise<string> {
    const url = /Prism is listening on (http:\S+)/;
    const found = await this.#until(() => url.exec(this.#log)?.[1]);
    this.#log = "";
    return found;
  }

  /** What it has said since it was asked last. */
  async complaints(): Promise<string[]> {
    let seen: string;
    do {
      seen = this.#log;
      await pause();
    } while (this.#log !== seen);
    this.#log = "";
    return seen.split("\n").flatMap((line) => {
      const said = /Violation: (.*)|terminated with error: (.*)/.exec(line);
      return said ? [said[1] ?? said[2] ?? ""] : [];
    });
  }

  stop(): void {
    this.#process.kill();
  }

  async #until<Value>(look: () => Value | undefined): Promise<Value> {
    for (let tries = 0; tries < 200; tries++) {
      const value = look();
      if (value !== undefined) return value;
      if (this.#process.exitCode !== null) break;
      await pause();
    }
    throw new Error(`Prism does not listen: ${this.#log.slice(-500)}`);
  }
}

function pause(): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, 300));
}

/** Sends what was recorded, with its path as it is. */
function send({ request: { method, headers, postData } }: Entry, target: string): Promise<void> {
  const { port, hostname } = new URL(target);
  const path = target.replace(/^http:\/\/[^/]*/, "");
  const sent = headers.filter(({ name }) => !/^(host|content-length|connection)$/i.test(name));
  return new Promise((resolve, reject) => {
    const options = { port, hostname, path, method, agent: false };
    const request = httpRequest(options, (response) => {
      response.resume();
      response.on("end", resolve);
      response.on("error", reject);
    });
    request.on("error", reject);
    for (const { name, value } of sent) request.setHeader(name, value);
    request.end(postData?.text);
  });
}
