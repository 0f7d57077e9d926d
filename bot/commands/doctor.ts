import * as z from 'zod';
import { formatInstant } from '../../src/domain/jst.ts';
import type { Finding } from '../../src/services/doctor/finding.ts';
import { planJob } from '../../src/store/queue/jobs.ts';
import type { Words } from '../../src/words/words.ts';
import { command } from '../command.ts';

export const doctor = command({
  name: 'doctor',
  group: 'link',
  aliases: ['診断'],
  roles: ['link-admin'],
  args: z.tuple([]),
  run: ({ context, memberId }) => {
    const dueAt = context.clock.now();
    planJob(context.db, { kind: 'doctor', key: memberId, payload: { memberId }, dueAt });
    return 'later';
  },
});

/** What was found, the faults first, each with its fix. */
export function describeFindings(words: Words, findings: readonly Finding[]): string {
  const { doctor: said, layout } = words;
  const faults = findings.flatMap((finding) => (finding.ok ? [] : [finding]));
  const well = findings.filter((finding) => finding.ok);
  const title = (finding: Finding) =>
    [said.checks[finding.check], finding.subject].filter(Boolean).join(' ');
  return [
    faults.length === 0 ? said.allWell : said.faultsFound(faults.length),
    ...faults.map((finding) => {
      const [what, fix] = said.faults[finding.fault](finding.detail, finding.found);
      return `✗ ${title(finding)}: ${what}\n${layout.under(`→ ${fix}`)}`;
    }),
    ...well.map((finding) => `✓ ${title(finding)}${detailOf(words, finding)}`),
  ].join('\n');
}

function detailOf(words: Words, finding: Finding): string {
  if (finding.check === 'rooms') {
    return `: ${finding.detail === 'direct' ? words.doctor.directMode : words.doctor.roomMode}`;
  }
  if (finding.check === 'line-chat') return `: ${words.doctor.chat[finding.detail] ?? ''}`;
  if (finding.check === 'audit-log' && finding.detail !== '') {
    return `: ${words.auditVerify.keyNew(formatInstant(Number(finding.detail)))}`;
  }
  if (finding.check === 'certificate') return `: ${certificateDetail(words, finding.detail)}`;
  if (finding.check === 'disk' && finding.detail !== '') {
    return `: ${words.doctor.diskFree(finding.detail)}`;
  }
  return '';
}

/** An end is an instant; anything else is why it could not be seen. */
function certificateDetail({ watch }: Words, detail: string): string {
  const end = Number(detail);
  return Number.isNaN(end)
    ? watch.certificateUnseen(detail)
    : watch.certificateUntil(formatInstant(end));
}
