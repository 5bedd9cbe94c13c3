/** The same for all spellings of a name: `page_size`, `pageSize`, `Page-Size`. */
export function plainName(name: string): string {
  const plain = name
    .normalize("NFC")
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{M}\p{N}]/gu, "");
  return plain === "" ? name : plain;
}
