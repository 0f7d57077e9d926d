import * as z from 'zod';
import { createPlatformHealth, hostTroubles } from '../../bridge/deliver/admission/health.ts';
import { createKept, type Kept } from '../../bridge/deliver/admission/kept.ts';
import { createRateBook } from '../../bridge/deliver/admission/rate-book.ts';
import { rateStandings } from '../../bridge/deliver/admission/rate-standing.ts';
import type { TokenShelf } from '../platforms/kept-token.ts';
import { type KeptSubject, keepState, keptState } from '../store/kept/states.ts';
import type { WorkspaceParts } from './workspace-parts.ts';

/**
 * What knows how the platforms stand. A host that stays awake keeps it in memory; one that sleeps
 * when idle, after seconds, keeps it in small rows, which are written when something has changed.
 */
export function standingOf(parts: WorkspaceParts) {
  const { clock, config } = parts;
  return {
    rates: createRateBook(clock, config.works.plan, keptIn(parts, 'rates', rateStandings)),
    platformHealth: createPlatformHealth(clock, keptIn(parts, 'platform-health', hostTroubles)),
  };
}

function keptIn<Standing>(
  { staysAwake, store, onFault }: WorkspaceParts,
  subject: KeptSubject,
  schema: z.ZodType<Standing[]>,
): Kept<Standing> | undefined {
  if (staysAwake) return undefined;
  return createKept(
    keptState(store.db, subject, schema) ?? [],
    (standings) => keepState(store.db, subject, standings),
    (error) => onFault(`kept ${subject}`, error),
  );
}

/** Tokens outlive the host's sleep. */
export function shelfOf({ staysAwake, store }: WorkspaceParts): { readonly shelf?: TokenShelf } {
  if (staysAwake) return {};
  return {
    shelf: {
      read: (name) => keptState(store.db, `token ${name}`, z.string()),
      keep: (name, sealed) => keepState(store.db, `token ${name}`, sealed),
    },
  };
}

const fault = z.string().nullable();

/** What the last check of our scopes found; a start of a host that stays awake checks at once. */
export const keptWorksFault = ({
  staysAwake,
  store,
}: Pick<WorkspaceParts, 'staysAwake' | 'store'>): string | null =>
  staysAwake ? null : keptState(store.db, 'works-fault', fault);
