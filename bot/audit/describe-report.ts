import { formatInstant } from '../../src/domain/jst.ts';
import type { AuditReport } from '../../src/services/audit/verify.ts';
import type { Words } from '../../src/words/words.ts';

/** What a verification found, line by line. */
export function describeReport(words: Words, report: AuditReport): string {
  const { auditVerify: say, layout } = words;
  const { breach, entries, period, erased, last, checkpoints, keys, foreign, superseded } = report;
  return [
    ...(breach === null ? [say.fine] : describeBreach(words, report)),
    say.entries(entries),
    ...(period === null ? [] : [say.period(formatInstant(period.from), formatInstant(period.to))]),
    // Of a log with a breach it is not known whether an entry says so.
    ...(breach === null && erased.contents + erased.names > 0
      ? [say.erased(erased.contents, erased.names)]
      : []),
    ...(last === null
      ? [say.noCheckpoint]
      : [say.checkpoints(checkpoints), say.last(formatInstant(last.at), last.entries)]),
    ...(keys.length > 1 ? [say.otherKey(keys.join(layout.between))] : []),
    ...(foreign > 0 && breach === null ? [say.foreign(foreign)] : []),
    ...(superseded > 0 ? [say.superseded(superseded)] : []),
    ...(breach === null ? [] : [say.whatToDo]),
  ].join('\n');
}

function describeBreach(
  { auditVerify: say, layout }: Words,
  { breach, proven }: AuditReport,
): string[] {
  if (breach === null) return [];
  const { kind, entryId, place } = breach;
  return [
    say.breach,
    entryId === null ? say.firstBadNote : say.firstBad(entryId),
    layout.under(say.breaches[kind]),
    ...(place === null ? [] : [layout.under(say.shownBy(place))]),
    ...(proven > 0 ? [layout.under(say.proven(proven))] : []),
  ];
}
