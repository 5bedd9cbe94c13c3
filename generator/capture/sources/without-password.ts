/** Changes a URL that a page or a host gave: neither of them chooses a name for us to log in with. */
export function withoutPassword(url: URL): URL {
  url.username = "";
  url.password = "";
  return url;
}
