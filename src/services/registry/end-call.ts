import type { Claims } from '../../domain/operator/claims.ts';
import type { WorkspaceVerb } from '../../domain/operator/verbs.ts';
import { answerCallAt } from '../../store/registry/calls.ts';
import { channelsOf, removeChannel, writeChannel } from '../../store/registry/channels.ts';
import type { RegistryDatabase } from '../../store/registry/database.ts';
import { forgetRestoration } from '../../store/registry/restorations.ts';
import {
  findWorkspace,
  type RegisteredState,
  removeWorkspace,
  type WorkspaceRow,
  writeWorkspace,
} from '../../store/registry/workspaces.ts';
import type { CallEnd } from './call-end.ts';

/** A call that its workspace has answered. */
export interface Ending {
  readonly callId: number;
  readonly verb: WorkspaceVerb;
  readonly workspace: string;
  readonly claims: Claims;
  readonly end: CallEnd;
  /** The HTTP status of its answer. */
  readonly status: number;
  /** What it said of itself; null: nothing. */
  readonly state: RegisteredState | null;
  readonly version: string | null;
}

const STATE_AFTER: Partial<Record<WorkspaceVerb, RegisteredState>> = {
  create: 'live',
  pause: 'paused',
  resume: 'live',
  delete: 'deleted',
};

/**
 * Notes how a workspace answered. What a call claimed stays its own when it was done, and is given back when it was
 * refused; unless that is known, nothing is given back that the workspace may have.
 */
export function endCall(db: RegistryDatabase, ending: Ending, now: number): void {
  const { end } = ending;
  db.transaction(() => {
    answerCallAt(db, ending.callId, { status: ending.status, now });
    if (end === 'done') keepClaims(db, ending);
    if (end !== 'done' && end !== 'unknown') giveBack(db, ending);
    noteSeen(db, ending, now);
  });
}

/** OAs that a changed setting no longer names are free. */
function keepClaims(db: RegistryDatabase, { workspace, claims }: Ending): void {
  for (const { variable, channelIds } of claims.channels) {
    for (const row of channelsOf(db, workspace)) {
      if (channelIds.includes(row.channel_id)) {
        writeChannel(db, { ...row, variable, call_id: null });
      } else if (row.variable === variable) {
        removeChannel(db, row.channel_id);
      }
    }
  }
}

function giveBack(db: RegistryDatabase, { workspace, callId }: Ending): void {
  for (const row of channelsOf(db, workspace)) {
    if (row.call_id === callId) removeChannel(db, row.channel_id);
  }
}

function noteSeen(db: RegistryDatabase, ending: Ending, now: number): void {
  const { verb, workspace, end } = ending;
  const row = findWorkspace(db, workspace);
  if (row === null) return;
  const isCreating = row.state === 'creating';
  if (end === 'unknown') {
    // Heard of, so it may be begun again at once.
    if (isCreating) writeWorkspace(db, { ...row, seen_at: now });
    return;
  }
  if (isCreating && (end === 'absent' || (end === 'refused' && verb === 'create'))) {
    removeClaims(db, workspace);
    removeWorkspace(db, workspace);
    return;
  }
  const state = ending.state ?? stateAfter(ending, row);
  const isGone = state === 'deleted';
  if (isGone) {
    removeClaims(db, workspace);
    forgetRestoration(db, row.object_id);
  }
  writeWorkspace(db, {
    ...row,
    domain_id: isGone ? null : (row.domain_id ?? claimedBy(ending)),
    state,
    version: ending.version ?? row.version,
    seen_at: now,
  });
}

/** Whoever answers was created. */
function stateAfter({ verb, end }: Ending, { state }: WorkspaceRow): RegisteredState {
  // Deleted by a call whose answer was lost.
  if (end === 'absent' && state === 'leaving') return 'deleted';
  const after = end === 'done' || end === 'before' ? STATE_AFTER[verb] : null;
  return after ?? (state === 'creating' ? 'live' : state);
}

const claimedBy = ({ claims, end }: Ending): string | null =>
  end === 'done' ? claims.domainId : null;

function removeClaims(db: RegistryDatabase, name: string): void {
  for (const { channel_id: channelId } of channelsOf(db, name)) removeChannel(db, channelId);
}
