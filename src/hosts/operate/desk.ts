import type { Environment } from '../../config/config.ts';
import type { MasterKeysResult } from '../../config/settings/master-keys.ts';
import type { LiveConfig } from '../../config/types.ts';
import type { Chance } from '../../context.ts';
import type { Actor } from '../../domain/audit.ts';
import type { Clock } from '../../domain/clock.ts';
import {
  type RefusedBody,
  WORKSPACE_REFUSALS,
  type WorkspaceRefusal,
} from '../../domain/operator/bodies.ts';
import type { Operator } from '../../domain/operator/verbs.ts';
import type { BlobStore } from '../../media/blob-store.ts';
import type { RawSql } from '../../store/copy/raw-sql.ts';
import type { Migrating } from '../../store/sqlite/half-migrated.ts';
import type { Store } from '../../store/sqlite/store.ts';
import type { Workspace } from '../workspace.ts';
import type {
  LostEnd,
  PointInTime,
  RestorationNotes,
  SetAside,
  WaitingWebhooks,
} from './point-in-time.ts';

/** What an operator is answered: an HTTP status, and JSON. */
export interface Answer {
  readonly status: number;
  readonly body: unknown;
}

/** What a copy of a workspace is read from. */
export interface CopySource {
  readonly sql: RawSql;
  readonly blobs: BlobStore;
  /** Takes away the checkpoints that stand apart from the database: an import brings another log. */
  dropCheckpoints(): Promise<void>;
}

/** What a host provides for the operators of one workspace. */
export interface DeskParts {
  /** Whether its configuration is its own settings, or the environment of the deployment or machine. */
  readonly configuredBy: 'settings' | 'environment';
  /** Whether anything was ever stored for it. Writes nothing. */
  readonly isMade: () => boolean;
  /** Its identity in the deployment: what is sealed is bound to it. */
  readonly objectId: string;
  /** Whether it is the workspace of this name. */
  readonly isNamed: (name: string) => boolean;
  /** The deployment's variables. */
  readonly deployment: Environment;
  readonly masterKeys: MasterKeysResult;
  readonly clock: Clock;
  readonly chance: Chance;
  /** What a copy of it is read from; absent: this host has its own way (`npm run export`). */
  readonly copySource?: (store: Store) => CopySource | null;
  /** The platform's history of its database; absent: this host has none. */
  readonly pointInTime?: PointInTime;
  /** Where it is noted that the database goes back; absent: it never does here. */
  readonly notes?: RestorationNotes;
  /** Absent: this host takes no webhooks before its database is up to date. */
  readonly waiting?: WaitingWebhooks;
  /** Moves what was signed and exported of the end of the log that was lost; absent: this host keeps none apart. */
  readonly setAside?: (lost: LostEnd) => Promise<SetAside>;
  /** Receives our faults: kind and stack, never content. */
  readonly onFault?: (what: string, error: unknown) => void;
  /** Removes all it has stored, files included; null: this host cannot. */
  readonly erase: (() => Promise<void>) | null;
}

/** What operators' verbs work with. */
export interface Desk extends DeskParts {
  /** Null: it was never created, and asking must not create it; or it could not be opened. */
  readonly store: Store | null;
  /** False: there is nothing of it. One that cannot be opened, after a rollback say, is there all the same. */
  readonly isThere: boolean;
  /** Its database is being brought up to date: nothing is done on it before that is done. */
  readonly migrating: Migrating | null;
  /** The database of a workspace that is created now. */
  make(): Store;
  /** Null: it cannot run as it is configured. */
  readonly workspace: Workspace | null;
  /** What it runs with; null: it does not run. */
  readonly config: LiveConfig | null;
  /** Why it cannot. */
  readonly faults: readonly string[];
  /** Ends the workspace that runs, and puts it together again over what is stored. */
  renew(): Promise<void>;
  /** Ends the workspace that runs: another database comes over its own. */
  standDown(): Promise<void>;
  /** All it had is gone. */
  gone(): void;
  /** This database is about to be another one: whoever calls next gets the next session. */
  leave(): void;
  readonly isLeaving: boolean;
}

export const answer = (body: object, status = 200): Answer => ({ status, body });

export function refuse(error: WorkspaceRefusal, more: Omit<RefusedBody, 'error'> = {}): Answer {
  const body: RefusedBody = { error, ...more };
  return { status: WORKSPACE_REFUSALS[error], body };
}

/** As rows and entries name an operator. */
export const operatorName = ({ keyId }: Operator): string => `operator:${keyId}`;

export const actingOperator = (by: Operator): Actor => ({
  kind: 'system',
  id: operatorName(by),
  name: operatorName(by),
});

/** Random bytes. */
export const bytesOf = (chance: Pick<Chance, 'token'>, length: number): Uint8Array =>
  Buffer.from(chance.token(length), 'base64url');
