import type { Context } from '../src/context.ts';
import { memberId as toMemberId } from '../src/domain/ids.ts';
import type { Speech } from '../src/domain/speech.ts';
import type { LineClient } from '../src/platforms/line/client.ts';
import type { WorksClient } from '../src/platforms/line-works/client.ts';
import { checkAccounts } from '../src/services/check-accounts.ts';
import { enableLink } from '../src/services/enable-link.ts';
import { readDirectory } from '../src/services/read-directory.ts';
import type { Session } from './command.ts';
import { addAll } from './commands/member-add.ts';
import { describeFault, nameOf } from './commands/status.ts';
import { answer, openSession } from './run.ts';

/** Longer work says so, so that an answer begins within five seconds (DESIGN §11). */
const PATIENCE_MS = 3000;

type Handler = (payload: unknown) => Promise<{ readonly kind: 'done' }>;

/** Commands that must ask a platform before they can be answered. */
export function botJobs(
  context: Context,
  platforms: { readonly line: LineClient; readonly works: WorksClient },
): Record<string, Handler> {
  return {
    'enable-link': async (payload) => {
      const memberId = toMemberId((payload as { memberId: string }).memberId);
      await patiently(context, memberId, checkAccounts(context, platforms.line));
      reply(context, memberId, switchOn);
      return { kind: 'done' };
    },
    'add-after-directory': async (payload) => {
      const { memberId: id, wanted } = payload as { memberId: string; wanted: string[] };
      const memberId = toMemberId(id);
      const read = await patiently(context, memberId, readDirectory(context, platforms.works));
      reply(context, memberId, (session) => {
        const { admin } = session.words;
        if (read.kind === 'failed') return { text: admin.directoryFailed(read.detail) };
        if (read.kind === 'empty') return { text: admin.directoryEmpty };
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
      return { text: words.admin.linkOn(enabled.accounts.map(nameOf).join('、')) };
    case 'no-account': {
      const faults = enabled.accounts.map((account) =>
        words.admin.accountFault(
          nameOf(account),
          describeFault(words, account.fault ?? 'unreachable'),
        ),
      );
      return { text: words.admin.linkOnFailed(faults.join('\n')) };
    }
    default:
      return enabled satisfies never;
  }
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

/** Waits for a platform; tells the asker when that takes longer than people expect. */
async function patiently<Result>(
  context: Context,
  memberId: Session['memberId'],
  work: Promise<Result>,
): Promise<Result> {
  const timer = setTimeout(() => {
    context.store.transaction(() => {
      const { words } = openSession(context, memberId);
      answer(context, memberId, { text: words.admin.working });
    });
  }, PATIENCE_MS);
  try {
    return await work;
  } finally {
    clearTimeout(timer);
  }
}
