import * as z from 'zod';
import { formatInstant } from '../../src/domain/jst.ts';
import type { Speech } from '../../src/domain/messages/speech.ts';
import type { AccountQuota } from '../../src/services/pushes/ask-quota.ts';
import { readAccount } from '../../src/store/line/official-accounts.ts';
import { planJob } from '../../src/store/queue/jobs.ts';
import { command, type Session } from '../command.ts';
import { accountName, describeFault, quotaNumbers } from '../status/account-words.ts';

/** LINE is asked by a job; `describeQuota` puts its answer into words. */
export const quota = command({
  name: 'quota',
  group: 'talks',
  aliases: ['通数', 'メッセージ 通数'],
  roles: ['link-admin'],
  args: z.tuple([]),
  run: ({ context, memberId }) => {
    const dueAt = context.clock.now();
    planJob(context.db, { kind: 'ask-quota', key: memberId, payload: { memberId }, dueAt });
    return 'later';
  },
});

export function describeQuota(session: Session, answers: readonly AccountQuota[]): Speech {
  const lines = answers.map((each) => session.words.layout.item(describeOne(session, each)));
  return { text: [session.words.admin.quotaTitle, ...lines].join('\n') };
}

function describeOne({ context, words }: Session, { account, answer }: AccountQuota): string {
  const { admin, layout } = words;
  const parts = [
    answer.kind === 'fault'
      ? describeFault(words, answer.fault)
      : quotaNumbers(words, answer.quota),
  ];
  // What was just learnt may have let pushes go on.
  const quotaResumesAt = readAccount(context.db, account.channelId)?.quotaResumesAt ?? null;
  if (quotaResumesAt !== null && quotaResumesAt > context.clock.now()) {
    parts.push(layout.under(admin.quotaStopped(formatInstant(quotaResumesAt))));
  }
  return `${accountName(account)}: ${parts.join('\n')}`;
}
