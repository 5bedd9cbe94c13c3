/** Apidog's id of an operation, which every form of its page's address has. */
export function pageIdOf(address: string | undefined): string | undefined {
  if (address === undefined) return undefined;
  const [file = ""] = address.split(/[?#]/);
  return /(?:\/apis\/api-|[-/]api-|[-/])(\d{5,})(?:e0|-run)?(?:\.md|\.txt|\.html?)?\/?$/.exec(
    file,
  )?.[1];
}
