import type { PlatformHealth } from '../../bridge/deliver/admission/health.ts';
import type { RateBook } from '../../bridge/deliver/admission/rate-book.ts';
import type { Deliverer } from '../../bridge/deliver/loop/deliverer.ts';
import { VERSION } from '../domain/version.ts';
import type { Checkpoints } from '../services/checkpoints/checkpoints.ts';
import type { AppParts } from '../web/app.ts';
import type { WorkspaceParts } from './workspace-parts.ts';

/** What metrics are read from, besides the database and the host. */
export interface MeteredParts {
  readonly deliverer: Deliverer;
  readonly platformHealth: PlatformHealth;
  readonly rates: RateBook;
  readonly checkpoints: Checkpoints;
}

/** What `/metrics` shows besides the database, and to whom. */
export const metricsOf = (parts: WorkspaceParts, inside: MeteredParts): AppParts['metrics'] => ({
  token: parts.config.metricsToken,
  peerOf: parts.peerOf ?? (() => null),
  facts: {
    version: VERSION,
    runtime: parts.runtime,
    startedAt: parts.clock.now(),
    inFlight: () => inside.deliverer.inFlight.size,
    pausedUntil: inside.platformHealth.pausedUntil,
    rateWindows: inside.rates.windows,
    signedAt: () => inside.checkpoints.state().last?.at ?? null,
    freeBytes: freeBytesOf(parts),
    residentBytes: parts.residentBytes ?? (() => null),
  },
});

const freeBytesOf = ({ freeBytes }: WorkspaceParts) => freeBytes ?? (async () => null);
