import type { Speech } from '../../src/domain/messages/speech.ts';
import { enableLink } from '../../src/services/link/enable.ts';
import { registerEveryone } from '../../src/services/link/set-scope.ts';
import { minutesFor } from '../../src/services/members/mass-registration.ts';
import { readLink } from '../../src/store/link.ts';
import type { Words } from '../../src/words/words.ts';
import { runButton } from '../answers/run-button.ts';
import type { Session } from '../command.ts';
import { accountName, describeFault } from '../status/account-words.ts';

/** Switches the link on with the accounts that were found in order, and says what came of it. */
export function switchLinkOn(session: Session): Speech {
  const { context, actor, words } = session;
  const enabled = enableLink(context, actor);
  switch (enabled.kind) {
    case 'already':
      return { text: words.admin.linkAlreadyOn };
    case 'on':
      return {
        text: [
          words.admin.linkOn(enabled.accounts.map(accountName).join(words.layout.between)),
          ...everyoneIn(session),
        ].join('\n'),
      };
    case 'no-account': {
      const faults = enabled.accounts.map((account) =>
        words.admin.accountFault(
          accountName(account),
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

/** In scope `all` and on the free plan, everyone becomes a link member with the link (DESIGN §6.1). */
function everyoneIn({ context, memberId, words }: Session): string[] {
  if (readLink(context.db).scope !== 'all' && context.settings.plan !== 'free') return [];
  const people = registerEveryone(context, memberId);
  return people === 0 ? [] : [words.admin.massStarted(people, minutesFor(context, people))];
}
