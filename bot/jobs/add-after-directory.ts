import type { Context } from '../../src/context.ts';
import type { MemberId } from '../../src/domain/ids.ts';
import { LONGEST_PRESS } from '../../src/domain/messages/press.ts';
import type { Speech } from '../../src/domain/messages/speech.ts';
import type { DirectoryReader } from '../../src/services/directory/read.ts';
import { commandButton } from '../../src/services/say/command-button.ts';
import type { Session } from '../command.ts';
import { addAll } from '../commands/members/member-add.ts';
import type { BotJobEnd } from './job-end.ts';
import { answerAdmin, type Patience, sayWorking } from './patience.ts';

/** Who asked for whom, and how often the directory has been tried. */
export interface AddAfterDirectory {
  readonly memberId: MemberId;
  readonly wanted: readonly string[];
  readonly attempts: number;
}

type Read = Awaited<ReturnType<DirectoryReader>>;

/** Adds members whom the directory did not have: it is read again first. */
export async function addAfterDirectory(
  context: Context,
  { memberId, wanted, attempts }: AddAfterDirectory,
  patience: Patience,
  readDirectory: () => Promise<Read>,
): Promise<BotJobEnd> {
  const read = await patience.during(memberId, readDirectory());
  if (read.kind === 'wait') {
    if (attempts === 0) sayWorking(context, memberId);
    return { kind: 'again', afterMs: read.afterMs };
  }
  answerAdmin(context, memberId, (session) => {
    const { admin } = session.words;
    if (read.kind === 'failed') return directoryFailed(session, read.detail, wanted);
    if (read.kind === 'suspicious') {
      return { text: read.active === 0 ? admin.directoryEmpty : admin.directoryDoubtful };
    }
    return addAll(session, wanted);
  });
  return { kind: 'done' };
}

/** No name can be looked up: the button asks again, as it was typed. */
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
