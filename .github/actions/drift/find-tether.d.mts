export function findTether(
  config: string,
  checkout?: string,
): { readonly command: readonly string[]; readonly shown: string } | undefined;
