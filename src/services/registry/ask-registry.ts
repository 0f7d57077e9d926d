import type { Answer } from '../../domain/operator/answers.ts';
import type { RegistryVerb } from '../../domain/operator/verbs.ts';
import { answerCall, listCalls } from '../../store/registry/calls.ts';
import { channelsOf } from '../../store/registry/channels.ts';
import type { RegistryDatabase } from '../../store/registry/database.ts';
import { listWorkspaces, type WorkspaceRow } from '../../store/registry/workspaces.ts';

/** What is asked about all workspaces. */
export interface Question {
  readonly callId: number;
  readonly verb: RegistryVerb;
  readonly body: Readonly<Record<string, unknown>>;
}

/** As many as one answer holds. */
const PAGE = 200;

/** Answers what the registry knows on its own. */
export function askRegistry(db: RegistryDatabase, { callId, verb, body }: Question): Answer {
  return db.transaction(() => {
    answerCall(db, callId, 200);
    switch (verb) {
      case 'list':
        return { status: 200, body: listPage(db, textIn(body, 'after') ?? '') };
      case 'calls':
        return { status: 200, body: { calls: callsPage(db, textIn(body, 'workspace')) } };
    }
  });
}

function listPage(db: RegistryDatabase, after: string) {
  const rows = listWorkspaces(db, { after, most: PAGE });
  return {
    workspaces: rows.map((row) => shown(db, row)),
    /** Where the next page begins; null: there is none. */
    next: rows.length < PAGE ? null : (rows.at(-1)?.name ?? null),
  };
}

const shown = (db: RegistryDatabase, row: WorkspaceRow) => ({
  name: row.name,
  state: row.state,
  domainId: row.domain_id,
  channelIds: channelsOf(db, row.name).map((channel) => channel.channel_id),
  version: row.version,
  createdAt: row.created_at,
  seenAt: row.seen_at,
  revivedAt: row.revived_at,
});

const callsPage = (db: RegistryDatabase, workspace: string | null) =>
  listCalls(db, { workspace, most: PAGE }).map(({ at, key_id: keyId, verb, status, ...row }) => ({
    at,
    keyId,
    verb,
    workspace: row.workspace,
    status,
  }));

function textIn(body: Question['body'], name: string): string | null {
  const said = body[name];
  return typeof said === 'string' ? said : null;
}
