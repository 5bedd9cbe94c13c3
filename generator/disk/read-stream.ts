/**
 * The bytes of a stream; undefined if there are more than `maxBytes`, in which case the rest is not
 * read. The bytes are counted as they arrive: a server's Content-Length may be wrong, and a stream
 * need not end.
 */
export async function readAtMost(
  stream: AsyncIterable<Uint8Array> | Iterable<Uint8Array>,
  maxBytes: number,
): Promise<Buffer | undefined> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of stream) {
    size += chunk.length;
    if (size > maxBytes) return undefined;
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}
