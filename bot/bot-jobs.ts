import type { Context } from '../src/context.ts';
import { type MemberId, memberId as toMemberId } from '../src/domain/ids.ts';
import { LONGEST_PRESS } from '../src/domain/press.ts';
import type { Speech } from '../src/domain/speech.ts';
import { checkAccounts } from '../src/services/accounts/check.ts';
import type { DirectoryReader } from '../src/services/directory/read.ts';
import { type Examined, examine } from '../src/services/doctor/examine.ts';
import { enableLink } from '../src/services/link/enable.ts';
import { registerEveryone } from '../src/services/link/set-scope.ts';
import { minutesFor } from '../src/services/members/mass-registration.ts';
import type { Photos } from '../src/services/photos/fetch.ts';
import { askQuota } from '../src/services/pushes/ask-quota.ts';
import { saveQuota } from '../src/services/pushes/save-quota.ts';
import { commandButton } from '../src/services/say/command-button.ts';
import { readLink } from '../src/store/link.ts';
import type { Words } from '../src/words/words.ts';
import type { Session } from './command.ts';
import { describeFindings } from './commands/doctor.ts';
import { addAll } from './commands/member-add.ts';
import { describeQuota } from './commands/quota.ts';
import { describeFault, nameOf } from './commands/status.ts';
import { type Photographed, wantedBy, withPhotos } from './photographed.ts';
import { answer, openSession, sayNow } from './run.ts';
import { runButton } from './run-button.ts';

/** Longer work says so, so that an answer begins within five seconds (DESIGN §11). */
const PATIENCE_MS = 3000;

type Handler = (
  payload: unknown,
  job: { readonly key: string; readonly attempts: number },
) => Promise<{ readonly kind: 'done' } | { readonly kind: 'again'; readonly afterMs: number }>;

/** Commands that must ask a platform before they can be answered. */
export function botJobs(
  context: Context,
  platforms: Examined,
  photos: Pick<Photos, 'fetchSoon'>,
  readDirectory: DirectoryReader,
  onFault: (what: string, error: unknown) => void,
): Record<string, Handler> {
  /** Waits for a platform; tells the asker when that takes longer than people expect. */
  const patiently = async <Result>(memberId: MemberId, work: Promise<Result>): Promise<Result> => {
    const timer = setTimeout(() => {
      try {
        sayWorking(context, memberId);
      } catch (error) {
        // Nobody waits for a timer: what it throws would end the process.
        onFault('say working', error);
      }
    }, PATIENCE_MS);
    try {
      return await work;
    } finally {
      clearTimeout(timer);
    }
  };
  return {
    'enable-link': async (payload) => {
      const memberId = toMemberId((payload as { memberId: string }).memberId);
      await patiently(memberId, checkAccounts(context, platforms.line));
      reply(context, memberId, switchOn);
      return { kind: 'done' };
    },
    doctor: async (payload) => {
      const memberId = toMemberId((payload as { memberId: string }).memberId);
      const { words } = openSession(context, memberId);
      const work = examine(context, platforms, memberId, words.doctor.roomTitle);
      const findings = await patiently(memberId, work);
      reply(context, memberId, () => ({ text: describeFindings(words, findings) }));
      return { kind: 'done' };
    },
    'ask-quota': async (payload) => {
      const memberId = toMemberId((payload as { memberId: string }).memberId);
      const askedAt = context.clock.now();
      const answers = await patiently(memberId, askQuota(context, platforms.line));
      reply(context, memberId, (session) => {
        for (const { account, answer: told } of answers) {
          if (told.kind === 'numbers') saveQuota(context, account.channelId, told.quota, askedAt);
        }
        return describeQuota(session, answers);
      });
      return { kind: 'done' };
    },
    photographed: async (payload) => {
      // Guarantee: only `planPhotographed` plans these.
      const { memberId, speech } = payload as Photographed;
      await photos.fetchSoon(wantedBy(speech));
      context.store.transaction(() => sayNow(context, memberId, withPhotos(context, speech)));
      return { kind: 'done' };
    },
    'add-after-directory': async (payload, job) => {
      const { memberId: id, wanted } = payload as { memberId: string; wanted: string[] };
      const memberId = toMemberId(id);
      const read = await patiently(memberId, readDirectory(job.key));
      if (read.kind === 'wait') {
        if (job.attempts === 0) sayWorking(context, memberId);
        return { kind: 'again', afterMs: read.afterMs };
      }
      reply(context, memberId, (session) => {
        const { admin } = session.words;
        if (read.kind === 'failed') return directoryFailed(session, read.detail, wanted);
        if (read.kind === 'suspicious') {
          return { text: read.active === 0 ? admin.directoryEmpty : admin.directoryDoubtful };
        }
        return addAll(session, wanted);
      });
      return { kind: 'done' };
    },
  };
}

function switchOn(session: Session): Speech {
  const { context, actor, words } = session;
  const enabled = enableLink(context, actor);
  switch (enabled.kind) {
    case 'already':
      return { text: words.admin.linkAlreadyOn };
    case 'on':
      return {
        text: [
          words.admin.linkOn(enabled.accounts.map(nameOf).join(words.layout.between)),
          ...everyoneIn(session),
        ].join('\n'),
      };
    case 'no-account': {
      const faults = enabled.accounts.map((account) =>
        words.admin.accountFault(
          nameOf(account),
          describeFault(words, account.fault ?? 'unreachable'),
        ),
      );
      return linkOnFailed(words, faults);
    }
    default:
      return enabled satisfies never;
  }
}

/** No account could be used: why, and the command to go on with. */
function linkOnFailed(words: Words, faults: readonly string[]): Speech {
  const { failures } = words;
  const again = runButton(words, 'link on');
  return {
    text: [
      failures.linkOn,
      failures.reason(failures.noAccount),
      ...faults,
      failures.solution(failures.checkAccount, again.says),
    ].join('\n'),
    buttons: [again, runButton(words, 'doctor')],
  };
}

/** Nobody can be looked for; what was asked can be asked again as it was typed. */
function directoryFailed({ words }: Session, why: string, wanted: readonly string[]): Speech {
  const { failures, layout } = words;
  const again = commandButton(words, 'member add', {
    typed: wanted.join(','),
    shown: [wanted.join(layout.between)],
  });
  return {
    text: [
      failures.directory,
      failures.reason(why),
      failures.solution(failures.later, again.says),
    ].join('\n'),
    buttons: again.token.length <= LONGEST_PRESS ? [again] : [],
  };
}

/** In scope `all` and on the free plan, everyone becomes a link member with the link (DESIGN §6.1). */
function everyoneIn({ context, memberId, words }: Session): string[] {
  if (readLink(context.db).scope !== 'all' && context.settings.plan !== 'free') return [];
  const people = registerEveryone(context, memberId);
  return people === 0 ? [] : [words.admin.massStarted(people, minutesFor(context, people))];
}

/** Decides, writes and answers in one transaction. The role may have gone while we waited. */
function reply(
  context: Context,
  memberId: Session['memberId'],
  act: (session: Session) => Speech,
): void {
  context.store.transaction(() => {
    const session = openSession(context, memberId);
    const speech = session.roles.has('link-admin')
      ? act(session)
      : { text: session.words.admin.denied };
    answer(context, memberId, speech);
  });
}

function sayWorking(context: Context, memberId: Session['memberId']): void {
  context.store.transaction(() => {
    const { words } = openSession(context, memberId);
    answer(context, memberId, { text: words.admin.working });
  });
}
