import { DAY_MS, MINUTE_MS } from '../../domain/durations.ts';
import type { Claims } from '../../domain/operator/claims.ts';
import { DEFAULT_WORKSPACE } from '../../domain/workspace-name.ts';
import {
  type ChannelRow,
  channelsOf,
  findChannel,
  removeChannel,
  writeChannel,
} from '../../store/registry/channels.ts';
import type { RegistryDatabase } from '../../store/registry/database.ts';
import {
  findWorkspace,
  quietWorkspaces,
  type RegisteredState,
  type WorkspaceRow,
  workspaceOfDomain,
  writeWorkspace,
} from '../../store/registry/workspaces.ts';
import { FIRST_PERIOD_MS } from './begin-call.ts';

/** The workspace that the environment configures. */
export interface Configured {
  readonly name: string;
  readonly objectId: string;
  readonly claims: Claims;
}

/** What a workspace answers the watchdog. */
export interface Poked {
  readonly state: RegisteredState | null;
  readonly version: string | null;
  /** When its next work is due; null: nothing waits. */
  readonly nextAt: number | null;
  /** Its alarm had ended and is set again. */
  readonly wasEnded: boolean;
}

/** As many as one cron run looks after: each is a call of its own. */
const MOST_POKED = 200;
/** A look wakes a workspace, which costs; its alarm wakes it by itself. */
const SHORTEST_MS = 60 * MINUTE_MS;
const LONGEST_MS = DAY_MS;
/** How late an alarm may be. */
const GRACE_MS = 10 * MINUTE_MS;

/** The workspaces to look after now, the longest quiet first. */
export const workspacesToPoke = (db: RegistryDatabase, now: number): readonly WorkspaceRow[] =>
  quietWorkspaces(db, now, MOST_POKED);

/** How long a workspace may be quiet now: until its alarm must have fired. */
export const periodOf = ({ nextAt }: Pick<Poked, 'nextAt'>, now: number): number =>
  nextAt === null
    ? LONGEST_MS
    : Math.min(LONGEST_MS, Math.max(SHORTEST_MS, nextAt - now + GRACE_MS));

export function notePoked(db: RegistryDatabase, name: string, poked: Poked, now: number): void {
  db.transaction(() => {
    const row = findWorkspace(db, name);
    if (row === null) return;
    writeWorkspace(db, {
      ...row,
      state: poked.state ?? row.state,
      version: poked.version ?? row.version,
      seen_at: now,
      period_ms: periodOf(poked, now),
      revived_at: poked.wasEnded ? now : row.revived_at,
    });
  });
}

/**
 * The workspace that the environment configures, with what it claims; whatever another has stays the other's, and what
 * the environment no longer names is free.
 */
export function registerConfigured(
  db: RegistryDatabase,
  configured: Configured,
  now: number,
): void {
  const { name, objectId, claims } = configured;
  db.transaction(() => {
    const row = findWorkspace(db, name);
    if (row?.object_id !== objectId || row.state === 'deleted') {
      const holder = claims.domainId === null ? null : workspaceOfDomain(db, claims.domainId);
      const isFree = holder === null || holder.name === name;
      writeWorkspace(db, {
        name,
        object_id: objectId,
        jurisdiction: null,
        domain_id: isFree ? claims.domainId : null,
        state: 'live',
        version: null,
        created_at: now,
        seen_at: null,
        period_ms: FIRST_PERIOD_MS,
        revived_at: null,
      });
    }
    const named = new Set(claims.channels.flatMap(({ channelIds }) => channelIds));
    freeChannels(db, name, ({ channel_id: id }) => !named.has(id));
    for (const { variable, channelIds } of claims.channels) {
      for (const channelId of channelIds) {
        if (findChannel(db, channelId) !== null) continue;
        writeChannel(db, { channel_id: channelId, name, variable, call_id: null });
      }
    }
  });
}

/** The environment configures none any more: what it had can go to a workspace with a name. */
export function forgetConfigured(db: RegistryDatabase): void {
  const row = findWorkspace(db, DEFAULT_WORKSPACE);
  if (row === null || row.state === 'deleted') return;
  db.transaction(() => {
    freeChannels(db, DEFAULT_WORKSPACE, () => true);
    writeWorkspace(db, { ...row, state: 'deleted', domain_id: null });
  });
}

function freeChannels(
  db: RegistryDatabase,
  name: string,
  isFree: (channel: ChannelRow) => boolean,
): void {
  for (const channel of channelsOf(db, name).filter(isFree)) removeChannel(db, channel.channel_id);
}
