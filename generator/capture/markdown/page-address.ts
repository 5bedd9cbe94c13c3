/**
 * The address of its page that a line states: `Source: https://…`, `url: …`, `## https://…`,
 * `# Source: https://…`.
 */
export function addressIn(line: string): string | undefined {
  const [, marker = "", label = "", rest = ""] =
    /^(#{1,2} )?((?:source|url|link|来源|链接) ?[:：])? ?(\S+)$/i.exec(
      line.trim().replaceAll(/\s+/g, " "),
    ) ?? [];
  if (marker === "" && label === "") return undefined;
  return /^<?["']?(https?:\/\/[^\s<>"']+)["']?>?$/i.exec(rest)?.[1];
}
