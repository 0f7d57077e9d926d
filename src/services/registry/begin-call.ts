import { HOUR_MS } from '../../domain/durations.ts';
import type { Begun, OperatorCall } from '../../domain/operator/answers.ts';
import type { Claims } from '../../domain/operator/claims.ts';
import { REFUSALS } from '../../domain/operator/refusals.ts';
import { answerCallAt, listCalls, noteCall, takeNonce } from '../../store/registry/calls.ts';
import { findChannel, writeChannel } from '../../store/registry/channels.ts';
import type { RegistryDatabase } from '../../store/registry/database.ts';
import { restorationOf } from '../../store/registry/restorations.ts';
import {
  findWorkspace,
  workspaceOfDomain,
  writeWorkspace,
} from '../../store/registry/workspaces.ts';
import { NONCE_KEPT_MS } from '../operator/verify-request.ts';
import { type CallFacts, judgeCall } from './judge-call.ts';

/** A call on its way to a workspace, with what its settings claim. */
export interface Beginning {
  readonly call: OperatorCall;
  readonly claims: Claims;
  /** Of the workspace's Durable Object; null: it is about all of them. */
  readonly objectId: string | null;
}

/** How long a new workspace may be quiet before the watchdog looks after it. */
export const FIRST_PERIOD_MS = HOUR_MS;

/** A copy that lasts longer has a line for each hour. */
const LINE_MS = HOUR_MS;
const OK = 200;

/** Notes a call, and takes for its workspace what its settings name; `endCall` keeps that or gives it back. */
export function beginCall(db: RegistryDatabase, begin: Beginning, now: number): Begun {
  const { call, claims } = begin;
  return db.transaction(() => {
    if (!takeNonce(db, call.nonce, { now, until: now + NONCE_KEPT_MS })) {
      return { ok: false, why: 'repeated', detail: '' };
    }
    const { verb, workspace } = call;
    const callId = lineOf(db, call, now);
    const facts = readFacts(db, begin, now);
    const judged = judgeCall(facts);
    if (!judged.ok) {
      answerCallAt(db, callId, { status: REFUSALS[judged.why], now });
      return judged;
    }
    if (verb === 'create') writeCreating(db, begin, now);
    if (workspace !== null) claimChannels(db, claims, { workspace, callId });
    const restoration = begin.objectId === null ? null : restorationOf(db, begin.objectId);
    return { ok: true, callId, restoration };
  });
}

/** The line of the log that a call stands in: a new one, or of the call that it goes on from. */
function lineOf(db: RegistryDatabase, call: OperatorCall, now: number): number {
  const { verb, workspace, by, goesOn } = call;
  const [before] = goesOn ? listCalls(db, { workspace, most: 1 }) : [];
  const isSame =
    before?.key_id === by.keyId &&
    before.verb === verb &&
    before.status === OK &&
    now - before.at < LINE_MS;
  return isSame ? before.id : noteCall(db, { at: now, key_id: by.keyId, verb, workspace });
}

function readFacts(db: RegistryDatabase, { call, claims }: Beginning, now: number): CallFacts {
  const { verb, workspace } = call;
  const holders = claims.channels
    .flatMap(({ channelIds }) => channelIds)
    .flatMap((id): [string, string][] => {
      const holder = findChannel(db, id);
      return holder === null ? [] : [[id, holder.name]];
    });
  return {
    verb,
    workspace,
    claims,
    row: workspace === null ? null : findWorkspace(db, workspace),
    domainHolder:
      claims.domainId === null ? null : (workspaceOfDomain(db, claims.domainId)?.name ?? null),
    channelHolders: new Map(holders),
    now,
  };
}

function writeCreating(
  db: RegistryDatabase,
  { call, claims, objectId }: Beginning,
  now: number,
): void {
  if (call.workspace === null || objectId === null) return;
  writeWorkspace(db, {
    name: call.workspace,
    object_id: objectId,
    jurisdiction: null,
    domain_id: claims.domainId,
    state: 'creating',
    version: null,
    created_at: now,
    seen_at: null,
    period_ms: FIRST_PERIOD_MS,
    revived_at: null,
  });
}

function claimChannels(
  db: RegistryDatabase,
  claims: Claims,
  { workspace, callId }: { readonly workspace: string; readonly callId: number },
): void {
  for (const { variable, channelIds } of claims.channels) {
    for (const channelId of channelIds) {
      const isOwn = findChannel(db, channelId) !== null;
      if (isOwn) continue;
      writeChannel(db, { channel_id: channelId, name: workspace, variable, call_id: callId });
    }
  }
}
