/** The base addresses from the environment (DESIGN §8). */
export interface PlatformAddresses {
  readonly lineApi: string;
  readonly lineData: string;
  readonly worksApi: string;
  readonly worksAuth: string;
}

/** Hosts where LINE WORKS keeps files, at addresses it chooses (line-works.md §4). */
const WORKS_SUFFIXES = ['.worksmobile.com', '.worksapis.com'];

/**
 * Where a bearer token may go: the configured hosts on any port, and LINE WORKS' own over https
 * (DESIGN §11 Addresses). A host configured with https is never called in the clear, and an address
 * with a user name in it is refused.
 */
export function allowedHosts(config: PlatformAddresses): (url: URL) => boolean {
  const bases = [config.lineApi, config.lineData, config.worksApi, config.worksAuth].map(
    (base) => new URL(base),
  );
  return (url) => {
    if (url.username !== '' || url.password !== '') return false;
    if (bases.some((base) => url.hostname === base.hostname && url.protocol === base.protocol)) {
      return true;
    }
    return (
      url.protocol === 'https:' && WORKS_SUFFIXES.some((suffix) => url.hostname.endsWith(suffix))
    );
  };
}
