import type { Context } from '../../src/context.ts';
import { MINUTE_MS } from '../../src/domain/durations.ts';
import type { BlobStore } from '../../src/media/blob-store.ts';
import type { LineClient } from '../../src/platforms/line/client.ts';
import type { WorksClient } from '../../src/platforms/line-works/client.ts';
import type { DailyExports } from '../../src/services/audit-export/daily.ts';
import type { Checkpoints } from '../../src/services/checkpoints/checkpoints.ts';
import type { ClockCheck } from '../../src/services/clock-check.ts';
import type { DirectoryReader } from '../../src/services/directory/read.ts';
import type { Photos } from '../../src/services/photos/fetch.ts';
import type { WatchParts } from '../../src/services/watch/parts.ts';
import type { JobEnd, JobHandler } from './queue.ts';

/** What the bridge's own jobs work with. */
export interface JobParts {
  readonly context: Context;
  readonly platforms: {
    readonly line: LineClient;
    readonly works: WorksClient;
    readonly blobs: BlobStore;
  };
  readonly health: { worksFault: string | null };
  readonly photos: Pick<Photos, 'refresh'>;
  readonly readDirectory: DirectoryReader;
  readonly checkpoints: Pick<Checkpoints, 'make' | 'post'>;
  readonly exports: Pick<DailyExports, 'run' | 'state'>;
  readonly clockCheck: ClockCheck;
  readonly watch: WatchParts;
  readonly onFault: (what: string, error: unknown) => void;
}

/** Handlers by the kind of job. */
export type JobTable = Readonly<Record<string, JobHandler>>;

/** How soon a failed check is repeated. */
export const CHECK_AGAIN_MS = MINUTE_MS;

/** Done unless it is to run again. */
export const againAfter = (afterMs: number | null): JobEnd =>
  afterMs === null ? { kind: 'done' } : { kind: 'again', afterMs };

/** The payload a job was planned with. Guarantee: jobs of a kind are planned with this type. */
export const plannedWith = <Payload>(payload: unknown) => payload as Payload;
