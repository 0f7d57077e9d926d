import type { Alarm } from '../../bridge/engine.ts';
import type { LiveConfig } from '../config/types.ts';
import type { Chance } from '../context.ts';
import type { Clock } from '../domain/clock.ts';
import type { Reached } from '../domain/fault-points.ts';
import type { ReadAsset } from '../media/assets.ts';
import type { BlobStore } from '../media/blob-store.ts';
import type { IconSource } from '../media/icon.ts';
import type { PreviewSource } from '../media/pictures.ts';
import type { HttpPort } from '../platforms/http.ts';
import type { HttpStreamPort } from '../platforms/http-stream.ts';
import type { ExportStore } from '../services/audit-export/daily.ts';
import type { CheckpointHost } from '../services/checkpoints/parts.ts';
import type { WatchParts } from '../services/watch/parts.ts';
import type { Store } from '../store/sqlite/store.ts';
import type { BodySource } from '../web/body-gate.ts';
import type { PeerOf } from '../web/metrics-route.ts';
import type { OnStep } from './measured.ts';

/** What a host provides, and what it leaves out. */
export interface WorkspaceParts {
  readonly config: LiveConfig;
  readonly store: Store;
  readonly http: HttpPort;
  readonly clock: Clock;
  /** Runs on evenly when the clock is set, ms; absent: there is no such thing here. */
  readonly steadyMs?: () => number;
  readonly chance: Chance;
  readonly alarm: Alarm;
  /** Calls in flight per platform. */
  readonly mostInFlight: number;
  /** Of these, calls that carry files. */
  readonly mostFiles: number;
  /**
   * Whether concurrent requests share commits; with a Durable Object's output gate they need not.
   */
  readonly commits: 'grouped' | 'direct';
  /** How long a round of relay may take while webhooks wait, real ms; absent: a default. */
  readonly sliceMs?: number;
  /** Where the clock stands still while code runs, work is counted; absent: the clock tells. */
  readonly standstill?: Standstill;
  /** How long what the database refused waits for its next try, real ms; absent: a second. */
  readonly writeAgainMs?: number;
  /** Free disk space, bytes; null where we have no disk. */
  readonly freeBytes?: () => Promise<number | null>;
  /** What the platform lets the database take, bytes; absent: the disk is its only limit. */
  readonly mostDatabaseBytes?: number;
  /** Looks at the certificate of the public address; absent: it is not ours to look after. */
  readonly certificate?: WatchParts['certificate'];
  /**
   * Whether the host runs all the time, so that events are lost while it does not; absent: it
   * sleeps when idle, and an event wakes it.
   */
  readonly staysAwake?: boolean;
  /** Signs links where `SECRET_KEY` is not set; absent: a key is made and kept in the database. */
  readonly secretKey?: string;
  /** The door for files; absent: files cannot be fetched. */
  readonly stream?: HttpStreamPort;
  /** How a request's bytes come in; absent: as a web stream. */
  readonly bodyOf?: (request: Request, env: unknown) => BodySource;
  /** Where files are kept; absent: files are refused in words. */
  readonly blobs?: BlobStore;
  /** Makes previews of members' pictures; absent: pictures LINE cannot show go as a card. */
  readonly previews?: PreviewSource;
  /** Makes members' icons of their photos; absent: members have no icons. */
  readonly icons?: IconSource;
  /** The key of the audit log's checkpoints and their place; absent: none are made. */
  readonly checkpoints?: CheckpointHost;
  /** The files of src/assets; absent: what they are for goes without them. */
  readonly readAsset?: ReadAsset;
  /** Whether a start reads what a first search needs; absent: the search does. */
  readonly warmsSearch?: boolean;
  /** Webhooks are kept, and nothing goes out; absent: it runs. */
  readonly isPaused?: boolean;
  /** Where daily exports of the log go; absent: nowhere. */
  readonly exports?: ExportStore;
  /** Which runtime this is, for `/metrics`. */
  readonly runtime: 'node' | 'workers';
  /** The address of a request's other end; absent: it cannot be told. */
  readonly peerOf?: PeerOf;
  /** Memory of this process, bytes; absent: it is not ours to know. */
  readonly residentBytes?: () => number;
  /** Hears of each step of a request's way, for the log at level debug; absent: none are put together. */
  readonly onStep?: OnStep;
  /** Receives our faults: kind and stack, never content. */
  readonly onFault: (what: string, error: unknown) => void;
  /** Of crash tests alone. */
  readonly reached?: Reached;
}

/** What makes up for a clock that does not move between two waits (Workers). */
export interface Standstill {
  /** Events that a round of relay takes to their effects. */
  readonly eventsAtOnce: number;
  /** What one of them costs, about, real ms. */
  readonly eventMs: number;
}
