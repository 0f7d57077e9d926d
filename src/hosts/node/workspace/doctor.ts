import * as z from 'zod';
import { ask } from './ask.ts';
import { EXIT, type ExitCode, type Invocation, need } from './invocation.ts';

const examined = z.object({ isWell: z.boolean(), text: z.string() });

/** `doctor NAME`: how a workspace stands with both platforms, the faults first. */
export async function doctor(invocation: Invocation): Promise<ExitCode> {
  const { args, say, print, language } = invocation;
  const workspace = need(args[0], say.needsName);
  const asked = await ask(invocation, 'doctor', { workspace, language });
  const read = asked.ok ? examined.safeParse(asked.body).data : undefined;
  if (!asked.ok || read === undefined) {
    print(asked.ok ? say.unreadable : asked.text);
    return asked.ok ? EXIT.unclear : asked.exit;
  }
  print(read.text);
  return read.isWell ? EXIT.done : EXIT.red;
}
