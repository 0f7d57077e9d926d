/**
 * The Worker's fetches go out through `globalThis.fetch` of this process, which follows redirects
 * whatever the Worker asked for, and drops its bearer on the way (toolchain.md §9).
 *
 * @returns the way to undo this
 */
export function stopFollowingRedirects(): () => void {
  const follows = globalThis.fetch;
  globalThis.fetch = (input, init) => follows(new Request(input, init), { redirect: 'manual' });
  return () => {
    globalThis.fetch = follows;
  };
}
