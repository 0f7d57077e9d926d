import { fileURLToPath } from 'node:url';
import { createTestHarness } from 'wrangler';
import { stopFollowingRedirects } from '../outbound.ts';

declare module 'vitest' {
  interface ProvidedContext {
    /** Where the Worker of all stories listens. */
    readonly storiesUrl: string;
  }
}

/** Before the first story and after the last: one workerd for all of them. */
export default async function start(project: {
  provide(name: 'storiesUrl', value: string): void;
}): Promise<() => Promise<void>> {
  process.env.WRANGLER_SEND_METRICS = 'false';
  process.env.CLOUDFLARE_CF_FETCH_ENABLED = 'false';
  const restoreFetch = stopFollowingRedirects();
  const harness = createTestHarness({
    root: fileURLToPath(new URL('../../..', import.meta.url)),
    workers: [{ configPath: 'test/worker/stories/wrangler.toml' }],
  });
  project.provide('storiesUrl', (await harness.listen()).url.origin);
  return async () => {
    await harness.close();
    restoreFetch();
  };
}
