import { MINUTE_MS } from '../../domain/durations.ts';
import type { Claims } from '../../domain/operator/claims.ts';
import type { Refusal } from '../../domain/operator/refusals.ts';
import { isWorkspaceVerb, type Verb } from '../../domain/operator/verbs.ts';
import { DEFAULT_WORKSPACE } from '../../domain/workspace-name.ts';
import type { WorkspaceRow } from '../../store/registry/workspaces.ts';

/** What the registry knows of what a call is about. */
export interface CallFacts {
  readonly verb: Verb;
  /** The workspace it names. */
  readonly workspace: string | null;
  readonly claims: Claims;
  /** Null: there is none of this name. */
  readonly row: WorkspaceRow | null;
  /** Whose the claimed domain is; null: nobody's. */
  readonly domainHolder: string | null;
  /** Whose the claimed OAs are, by their channel ids. */
  readonly channelHolders: ReadonlyMap<string, string>;
  readonly now: number;
}

/** How long a creation is waited for whose end was not heard. */
const CREATION_MS = MINUTE_MS;

export type CallJudged =
  | { readonly ok: true }
  /** `detail`: what is taken, and by whom. */
  | { readonly ok: false; readonly why: Refusal; readonly detail: string };

/** Whether a call may go on to its workspace. Two workspaces never have one domain, one OA or one name. */
export function judgeCall(facts: CallFacts): CallJudged {
  const { verb, workspace, claims, row, domainHolder, channelHolders, now } = facts;
  if (!isWorkspaceVerb(verb)) return { ok: true };
  if (workspace === null) return refused('no-name');
  if (verb === 'create') {
    // The environment makes that one.
    if (workspace === DEFAULT_WORKSPACE) return refused('name-taken', workspace);
    // A creation whose end was never heard is begun again.
    if (row !== null && row.state !== 'creating') return refused('name-taken', workspace);
    if (row !== null && isUnderWay(row, now)) return refused('under-way', workspace);
  } else if (row === null || row.state === 'deleted') {
    return refused('unknown-workspace', workspace);
  }
  const { domainId } = claims;
  if (domainId !== null) {
    if (domainHolder !== null && domainHolder !== workspace) {
      return refused('domain-taken', `${domainId}: ${domainHolder}`);
    }
    if (keepsAnother(row, domainId)) return refused('domain-fixed', domainId);
  }
  const taken = [...channelHolders].find(([, holder]) => holder !== workspace);
  return taken === undefined ? { ok: true } : refused('channel-taken', taken.join(': '));
}

const keepsAnother = (row: WorkspaceRow | null, domainId: string): boolean =>
  row !== null && row.domain_id !== null && row.domain_id !== domainId;

const isUnderWay = (row: WorkspaceRow, now: number): boolean =>
  row.seen_at === null && now - row.created_at < CREATION_MS;

const refused = (why: Refusal, detail = ''): CallJudged => ({ ok: false, why, detail });
