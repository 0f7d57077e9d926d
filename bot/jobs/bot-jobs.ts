import * as z from 'zod';
import type { Context } from '../../src/context.ts';
import { memberId as toMemberId } from '../../src/domain/ids.ts';
import { checkAccounts } from '../../src/services/accounts/check.ts';
import type { Checkpoints } from '../../src/services/checkpoints/checkpoints.ts';
import type { DirectoryReader } from '../../src/services/directory/read.ts';
import { type Examined, examine } from '../../src/services/doctor/examine.ts';
import type { Photos } from '../../src/services/photos/fetch.ts';
import { askQuota } from '../../src/services/pushes/ask-quota.ts';
import { saveQuota } from '../../src/services/pushes/save-quota.ts';
import { readPhotographed, wantedBy, withPhotos } from '../answers/photographed.ts';
import { sayNow } from '../answers/say.ts';
import { describeFindings } from '../commands/doctor.ts';
import { describeQuota } from '../commands/quota.ts';
import { openSession } from '../session.ts';
import { type AddAfterDirectory, addAfterDirectory } from './add-after-directory.ts';
import { switchLinkOn } from './enable-link.ts';
import type { BotJobEnd } from './job-end.ts';
import { answerAdmin, type Patience, patienceOf } from './patience.ts';
import { searchAudit } from './search-audit.ts';
import { verifyAuditJob } from './verify-audit.ts';

type Handler = (
  payload: unknown,
  job: { readonly key: string; readonly attempts: number },
) => Promise<BotJobEnd>;

const DONE: BotJobEnd = { kind: 'done' };

const asker = z.object({ memberId: z.string().transform(toMemberId) });
const addition = asker.extend({ wanted: z.array(z.string()) });

/** Commands that must ask a platform before they can be answered. */
export function botJobs(
  context: Context,
  platforms: Omit<Examined, 'checkpoints'>,
  photos: Pick<Photos, 'fetchSoon'>,
  readDirectory: DirectoryReader,
  checkpoints: Checkpoints,
  onFault: (what: string, error: unknown) => void,
): Record<string, Handler> {
  const patience = patienceOf(context, onFault);
  return {
    'enable-link': async (payload) => {
      const { memberId } = asker.parse(payload);
      await patience.during(memberId, checkAccounts(context, platforms.line));
      answerAdmin(context, memberId, switchLinkOn);
      return DONE;
    },
    doctor: (payload) => runDoctor(context, { ...platforms, checkpoints }, patience, payload),
    'ask-quota': (payload) => runAskQuota(context, platforms, patience, payload),
    photographed: async (payload) => {
      const { memberId, speech } = readPhotographed(payload);
      await photos.fetchSoon(wantedBy(speech));
      context.store.transaction(() => sayNow(context, memberId, withPhotos(context, speech)));
      return DONE;
    },
    'search-audit': (payload) => searchAudit(context, patience, payload),
    'verify-audit': verifyAuditJob(context, checkpoints),
    'add-after-directory': (payload, job) => {
      const wish: AddAfterDirectory = { ...addition.parse(payload), attempts: job.attempts };
      return addAfterDirectory(context, wish, patience, () => readDirectory(job.key));
    },
  };
}

async function runDoctor(
  context: Context,
  platforms: Examined,
  patience: Patience,
  payload: unknown,
): Promise<BotJobEnd> {
  const { memberId } = asker.parse(payload);
  const { words } = openSession(context, memberId);
  const rooms = { asker: memberId, title: words.doctor.roomTitle };
  const work = examine(context, platforms, rooms);
  const findings = await patience.during(memberId, work);
  answerAdmin(context, memberId, () => ({ text: describeFindings(words, findings) }));
  return DONE;
}

async function runAskQuota(
  context: Context,
  platforms: Pick<Examined, 'line'>,
  patience: Patience,
  payload: unknown,
): Promise<BotJobEnd> {
  const { memberId } = asker.parse(payload);
  const askedAt = context.clock.now();
  const answers = await patience.during(memberId, askQuota(context, platforms.line));
  answerAdmin(context, memberId, (session) => {
    for (const { account, answer: told } of answers) {
      if (told.kind === 'numbers') saveQuota(context, account.channelId, told.quota, askedAt);
    }
    return describeQuota(session, answers);
  });
  return DONE;
}
