import { connect } from "node:net";

/** What came back over a connection, and how that ended; `open` if it did not. */
export interface Exchange {
  readonly text: string;
  readonly ending: "fin" | "reset" | "open";
}

/** Sends bytes and waits for the end of the connection, or until `enough` holds of what came. */
export function exchange(
  url: string,
  bytes: string,
  enough: (text: string) => boolean = () => false,
): Promise<Exchange> {
  return new Promise((resolve, reject) => {
    const socket = connect(Number(new URL(url).port), "127.0.0.1");
    let text = "";
    const finish = (ending: Exchange["ending"]) => {
      resolve({ text, ending });
      socket.destroy();
    };
    socket.on("data", (chunk: Buffer) => {
      text += chunk.toString("latin1");
      if (enough(text)) finish("open");
    });
    socket.on("end", () => finish("fin"));
    socket.on("error", (error: NodeJS.ErrnoException) =>
      error.code === "ECONNRESET" ? finish("reset") : reject(error),
    );
    socket.write(bytes);
  });
}
