import * as z from 'zod';
import { ask } from './ask.ts';
import { EXIT, type ExitCode, type Invocation, need } from './invocation.ts';
import { tell } from './state.ts';

const outlook = z.object({ at: z.string(), lostEntries: z.number(), forgotten: z.number() });
const restoredBody = outlook.extend({
  restored: z.string(),
  stays: z.array(z.string()).catch([]),
});

/** `restore NAME --time T` or `--undo`: what would be lost; with `--confirm NAME` it is done. */
export async function restore(invocation: Invocation): Promise<ExitCode> {
  const { args, flags, say } = invocation;
  const workspace = need(args[0], say.needsName);
  const { confirm, undo, time } = flags;
  const goal = undo === true ? { undo } : { at: need(time, say.needsTime) };
  const confirmed = confirm === undefined ? {} : { confirm };
  const asked = await ask(invocation, 'restore', { workspace, ...goal, ...confirmed });
  if (!asked.ok) return tell(invocation, asked, '');
  const done = restoredBody.safeParse(asked.body).data;
  if (done !== undefined) {
    const stays = done.stays.length > 0 ? [say.staysBehind(done.stays.length)] : [];
    return tell(invocation, asked, [say.wentBack(workspace, ...told(done)), ...stays].join('\n'));
  }
  const seen = outlook.safeParse(asked.body).data;
  if (seen === undefined) {
    invocation.print(say.goingBack(workspace));
    return EXIT.unclear;
  }
  const how = undo === true ? '--undo' : `--time ${time}`;
  return tell(invocation, asked, say.wouldGoBack(workspace, how, ...told(seen)));
}

const told = ({ at, lostEntries, forgotten }: z.output<typeof outlook>) =>
  [at, String(lostEntries), String(forgotten)] as const;
