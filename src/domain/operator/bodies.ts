import type { WorkspaceVerb } from './verbs.ts';

/*
 * What a workspace's verbs are asked with, and what they answer: the JSON of `POST /operator/v1/{verb}`. Values of
 * secrets go in, and never come out.
 */

/** Settings by name, as an environment has them (DESIGN §8). */
export type SettingValues = Readonly<Record<string, string>>;

/** The bodies of requests. `workspace`, the name, stands in each beside these. */
export interface WorkspaceAsks {
  readonly create: { readonly settings: SettingValues };
  readonly set: { readonly settings: SettingValues };
  readonly unset: { readonly names: readonly string[] };
  readonly show: Nothing;
  /** `value`: the new secret, beside the one in use. `drop`: the old one goes. */
  readonly rotate:
    | { readonly name: string; readonly value: string }
    | { readonly name: string; readonly drop: true };
  readonly reseal: Nothing;
  readonly status: Nothing;
  readonly doctor: { readonly language?: 'ja' | 'en' };
  readonly pause: Nothing;
  readonly resume: Nothing;
  /** `from`: the `next` of the page before; absent: the first page. */
  readonly export: { readonly from?: unknown };
  /** Lines of an export without their line ends, about a megabyte at a time. */
  readonly import: {
    /** The digest in the file's last line. */
    readonly file: string;
    /** From 0. One that came before changes nothing, and tells how far the import is. */
    readonly chunk: number;
    readonly lines: readonly string[];
    /** A piece of a line that is too long for one call: the next chunk goes on with it. `lines` is empty then. */
    readonly part?: string;
  };
  /** `at`: ISO 8601, with the offset from UTC. */
  readonly bookmarks: { readonly at?: string };
  /** To `at`, or with `undo` to where the last restoration left. Without the workspace's name: what would be lost. */
  readonly restore: { readonly at?: string; readonly undo?: true; readonly confirm?: string };
  /** Without a name the first step, which is taken back by `resume`; with the workspace's own name the second. */
  readonly delete: { readonly confirm?: string };
}

export type Nothing = Readonly<Record<never, never>>;

/** Why a workspace does not do what it is asked, each with its HTTP status. */
export const WORKSPACE_REFUSALS = {
  /** The body has another form. */
  body: 400,
  /** It was never created: nothing is stored under this name. */
  'not-created': 404,
  /** It is there, but its database was not opened, after a rollback say; `faults` says why. */
  'not-opened': 503,
  /** Its database is being brought up to date, which goes on without anybody; `faults` says how far it is. */
  migrating: 503,
  'already-created': 409,
  /** Its configuration is the environment: on Node, and for the workspace without a name. */
  'by-environment': 409,
  /** `faults` names what the settings would be refused for; nothing was changed. */
  settings: 422,
  /** The deployment has no key to seal with, or not the one that opens. `faults` says which variable. */
  'master-keys': 503,
  /** This setting has no `new,old`. */
  'does-not-rotate': 409,
  /** Two values are in use already: the old one has to go first. */
  'is-rotating': 409,
  'is-not-rotating': 409,
  /** The new value is the one in use. */
  'same-value': 409,
  /** The new value has a comma in it, or is empty. */
  'one-value': 422,
  /** `from` says when. */
  'too-early': 409,
  /** The confirmation names another workspace. */
  'wrong-name': 409,
  'not-paused': 409,
  /** It cannot run as it is configured; `faults` says why. */
  'not-running': 503,
  /** An import has begun and is not done. */
  importing: 409,
  /** It has been used: an import would mix two workspaces. */
  'not-empty': 409,
  /** The chunks between are missing: `faults` names the one that is to come. */
  gap: 409,
  /** Another file is being imported. It can be begun again with its first chunk. */
  'other-file': 409,
  /** The file was written by a version with other migrations. */
  'other-version': 409,
  /** The file is damaged, cut short or altered. */
  'not-whole': 422,
  /** The audit log in the file does not verify. */
  breach: 422,
  /** The file holds the data of another domain, bot or set of OAs. */
  'other-owner': 409,
  /** A file went while its pieces were exported: what the terminal has of it is of no use. */
  'file-gone': 409,
  /** The files could not be stored now. */
  'no-store': 503,
  /** The bucket did not give up the checkpoints of the log before: the import has all but its end. */
  'checkpoints-stay': 503,
  /** Nothing was restored before, or the state it left is not known any more. */
  'nothing-to-undo': 409,
  /** What the last restoration has to set aside stands in its place still: the bucket does not answer, say. */
  'not-aside': 503,
  /** It is going back to a past state just now. */
  restoring: 409,
  /** The platform keeps no history of the database, or none of that time; `faults` has what it says. */
  'no-history': 501,
  /** This host cannot do it. */
  'not-here': 501,
} as const satisfies Record<string, number>;

export type WorkspaceRefusal = keyof typeof WORKSPACE_REFUSALS;

/** The body of a refusal. */
export interface RefusedBody {
  readonly error: WorkspaceRefusal;
  readonly faults?: readonly string[];
  /** ISO 8601. */
  readonly from?: string;
}

/** Where a workspace stands, as operators see it. `leaving`: paused, and to be deleted. */
export type Standing = 'live' | 'paused' | 'leaving';

/** Where the platforms find a workspace, and what it is known by to them. */
export interface PlacedBody {
  readonly publicUrl: string;
  readonly lineWebhook: string;
  readonly worksCallback: string;
  readonly domainId: string;
  readonly channelIds: readonly string[];
  /** Where its LINE is asked: its own setting, the deployment's, or LINE's address. */
  readonly lineApiBaseUrl: string;
}

/** `create`, `set`, `unset` and `rotate`: what has changed. */
export interface ChangedBody {
  /** Names of settings whose value is another now. */
  readonly changed: readonly string[];
  readonly placed: PlacedBody;
}

/** One setting. Of a secret only the last 4 characters of its SHA-256 (hex) are told. */
export interface ShownSetting {
  readonly name: string;
  /** ISO 8601, with `+09:00`. */
  readonly at: string;
  readonly by: string;
  /** Null: it is a secret. */
  readonly value: string | null;
  /** Null: it is none, or cannot be opened. */
  readonly sha256Ends: string | null;
  /** The master key that seals it; null: it is not sealed. */
  readonly keyId: string | null;
}

export interface ShownBody {
  readonly settings: readonly ShownSetting[];
}

export interface ResealedBody {
  readonly resealed: readonly string[];
  /** They could not be opened, and are as they were. */
  readonly unopened: readonly string[];
  /** Every value is sealed with this key now, but those. */
  readonly keyId: string;
}

/** What waits, in numbers, and since when. */
export interface WaitingBody {
  readonly waiting: number;
  readonly since: string | null;
}

export interface StatusBody {
  /** Null: the workspace of the deployment's environment, or of this machine. */
  readonly workspace: string | null;
  readonly standing: Standing;
  /** Null: it has always been so. */
  readonly since: string | null;
  readonly by: string | null;
  /** While it is leaving: the earliest instant of the second step. */
  readonly deletableFrom: string | null;
  /** Null: it cannot run as it is configured. */
  readonly placed: PlacedBody | null;
  readonly faults: readonly string[];
  readonly version: string;
  readonly migration: string | null;
  readonly events: WaitingBody;
  readonly deliveries: readonly (WaitingBody & { readonly side: string })[];
  readonly failedEvents: number;
  /** Webhooks that came before its database was ready, and could not be kept; tried again for seven days. */
  readonly unkeptWebhooks: number;
  readonly auditEntries: number;
  /** Files about logs that a restoration has left, which the bucket did not give up. Their copies stand aside. */
  readonly stays: readonly string[];
  readonly databaseBytes: number;
  /** Ids of the master keys that its settings are sealed with. */
  readonly keyIds: readonly string[];
}

export interface ExaminedBody {
  readonly isWell: boolean;
  readonly findings: readonly {
    readonly check: string;
    readonly subject: string;
    /** Null: it is well. */
    readonly fault: string | null;
  }[];
  /** The same in words, the faults first, each with what mends it. */
  readonly text: string;
}

export interface StandingBody {
  readonly standing: Standing;
  /** While it is leaving. */
  readonly deletableFrom: string | null;
}

/** `restore` without a confirmation: what would be lost. */
export interface RestoreOutlook {
  /** ISO 8601. */
  readonly at: string;
  readonly lostEntries: number;
  /** Customers who were forgotten since: they would be forgotten again. */
  readonly forgotten: number;
}

/** `bookmarks`: the platform's names for states of the database. */
export interface BookmarksBody {
  readonly now: string;
  readonly bookmark: string;
  /** The time that was asked for; null: none was. */
  readonly at: string | null;
  readonly bookmarkThen: string | null;
}

/**
 * A page of an export: lines of the file that `npm run import` reads. Who writes the file adds its last line, with the
 * counts and the digest of all lines before it.
 */
export interface ExportedBody {
  readonly lines: readonly string[];
  /** Null: that was the last page. */
  readonly next: unknown;
  /** Digests of files that the database names and the store does not have. */
  readonly missing: readonly string[];
}

export interface ImportedBody {
  /** The chunk that is to come. */
  readonly next: number;
  /** Null: not done yet. After the last chunk the same is asked again until it is: the log is verified in slices. */
  readonly done: {
    readonly rows: number;
    readonly entries: number;
    readonly blobs: number;
  } | null;
}

/** The verbs whose bodies stand here. */
export type ToldVerb = keyof WorkspaceAsks & WorkspaceVerb;
