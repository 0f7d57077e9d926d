import type { CallsLately } from '../../domain/limits/recent-calls.ts';
import type { CertificateLook } from '../../domain/watch/certificate.ts';

/** What is watched beside the database. */
export interface WatchParts {
  /** What became of the last minutes' calls to an OA (by its channel) or a host. */
  readonly lately: (destination: string) => CallsLately;
  /** Free disk space, bytes; null where we have no disk of our own. */
  readonly freeBytes: () => Promise<number | null>;
  /** What the platform lets the database take, bytes; null: the disk is its only limit. */
  readonly mostDatabaseBytes: number | null;
  /** Looks at the certificate of `PUBLIC_URL`; null where it is not ours to look after. */
  readonly certificate: (() => Promise<CertificateLook>) | null;
  /**
   * Whether the host runs all the time. One that sleeps when idle is woken by requests, so that it
   * misses nothing; there looks come with other work, since a look of its own would wake it.
   */
  readonly staysAwake: boolean;
}
