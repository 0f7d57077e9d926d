import { auditContentRows, auditEntryRows } from '../schema.ts';

/* What is read of an entry, for each that reads many of them. */

/** What an entry is found and chosen by. */
export const JUDGED_COLUMNS = {
  id: auditEntryRows.id,
  at: auditEntryRows.at,
  action: auditEntryRows.action,
  actorRef: auditEntryRows.actorRef,
  roomId: auditEntryRows.roomId,
  lineUserRef: auditEntryRows.lineUserRef,
  memberRef: auditEntryRows.memberRef,
  direction: auditEntryRows.direction,
  kind: auditEntryRows.kind,
  outcome: auditEntryRows.outcome,
  aboutId: auditEntryRows.aboutId,
};

/** What is hashed of it, and the head that is kept with it. */
export const HASHED_COLUMNS = {
  ...JUDGED_COLUMNS,
  channelId: auditEntryRows.channelId,
  reason: auditEntryRows.reason,
  facts: auditEntryRows.facts,
  digest: auditEntryRows.contentDigest,
  hash: auditEntryRows.hash,
};

/** Its content, where the rows of contents are joined. */
export const CONTENT_COLUMNS = {
  text: auditContentRows.text,
  detail: auditContentRows.detail,
  salt: auditContentRows.salt,
  erased: auditContentRows.erased,
};
