/**
 * Whether a URL is that of a mock that the editor keeps: `mock.apidog.com`, `m1.apifoxmock.com`. By
 * its labels, since others call their own servers mock too.
 */
export function isMockServer(url: string): boolean {
  const host = URL.canParse(url) ? new URL(url).hostname : "";
  return /(?:^|\.)mock\.(?:apidog|apifox)\.|(?:^|\.)(?:apidog|apifox)mock\./i.test(host);
}
