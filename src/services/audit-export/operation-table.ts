import { AREA_OF } from '../../domain/audit-areas.ts';
import { talkRoomId } from '../../domain/ids.ts';
import { isoInstant } from '../../domain/jst.ts';
import { guardCell } from '../../domain/text/cells.ts';
import type { PersonRow, WholeRow } from '../../store/audit/export-rows.ts';
import type { Words } from '../../words/words.ts';
import { erasureOf, memberNamed, type TellParts, userNamed } from './message-table.ts';
import type { TableRow } from './table.ts';

export const operationColumns = ({ auditExport: { operations: say } }: Words): TableRow => [
  ...[say.at, say.actor, say.action, say.target, say.outcome, say.reason, say.channelId],
  ...[say.words, say.facts, say.room, say.entry],
];

/** The rows of all that is neither a message nor told with one. */
export const operationRows = (parts: TellParts, entries: readonly WholeRow[]): TableRow[] =>
  entries
    .filter(({ action }) => AREA_OF[action] !== 'messages' && AREA_OF[action] !== 'told')
    .map((entry) => operationRow(parts, entry));

function operationRow(parts: TellParts, entry: WholeRow): TableRow {
  const { words, shower, present } = parts;
  const { auditLog } = words;
  const { roomId, outcome, reason, facts, text, erased } = entry;
  const people = [shower.person(entry.lineUserRef), shower.person(entry.memberRef)];
  const named = people.filter((each) => each !== null).map((each) => nameOf(parts, each));
  const actor = shower.person(entry.actorRef);
  return [
    isoInstant(entry.at),
    actor === null ? null : guardCell(nameOf(parts, actor)),
    auditLog.actions[entry.action],
    guardCell(named.join(words.layout.between)) || null,
    auditLog.outcomes[outcome] ?? outcome,
    reason === null ? null : (auditLog.reasons[reason] ?? reason),
    roomId === null ? null : present.channelOf(talkRoomId(roomId)),
    text === null || erased ? erasureOf(parts, entry) : guardCell(text),
    facts === null ? null : guardCell(facts),
    roomId,
    entry.id,
  ];
}

function nameOf(parts: TellParts, who: PersonRow): string {
  if (who.kind === 'line-user') return userNamed(parts, who);
  return who.kind === 'system' ? `[Bot]${who.name ?? ''}` : memberNamed(parts, who);
}
