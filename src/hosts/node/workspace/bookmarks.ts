import * as z from 'zod';
import { ask } from './ask.ts';
import { type ExitCode, type Invocation, need } from './invocation.ts';
import { tell } from './state.ts';

const bookmarksBody = z.object({
  now: z.string(),
  bookmark: z.string(),
  at: z.string().nullable(),
  bookmarkThen: z.string().nullable(),
});

/** `bookmarks NAME [--time T]`: what the platform can name of the history of its database. */
export async function bookmarks(invocation: Invocation): Promise<ExitCode> {
  const { args, flags, say } = invocation;
  const at = flags.time === undefined ? {} : { at: flags.time };
  const workspace = need(args[0], say.needsName);
  const asked = await ask(invocation, 'bookmarks', { workspace, ...at });
  const read = asked.ok ? bookmarksBody.safeParse(asked.body).data : undefined;
  if (read === undefined) return tell(invocation, asked, say.unreadable);
  const lines = [say.bookmark(read.now, read.bookmark)];
  if (read.at !== null && read.bookmarkThen !== null) {
    lines.push(say.bookmark(read.at, read.bookmarkThen));
  }
  return tell(invocation, asked, lines.join('\n'));
}
