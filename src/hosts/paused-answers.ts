import type { Accepted } from '../../bridge/receive/accepted.ts';
import { adminBotOf, type Context } from '../context.ts';
import { MINUTE_MS } from '../domain/durations.ts';
import { botId, type MemberId } from '../domain/ids.ts';
import type { WorksClient } from '../platforms/line-works/client.ts';
import { readWorksEvent } from '../platforms/line-works/inbound.ts';
import { buildContentBody } from '../platforms/line-works/outbound.ts';
import { rolesOf } from '../services/roles/roles.ts';
import { wordsForMember } from '../services/say/reader.ts';
import type { Arrival } from '../store/queue/inbox.ts';

type Kept = Extract<Accepted, { status: 200 }>;

/** Whoever was told tries no other command for a while, or knows what happens to it. */
const TOLD_MS = 10 * MINUTE_MS;

/**
 * Of a workspace that is paused: whoever gives the admin bot a command is told that it waits. Past the queue, in which
 * nothing may move meanwhile, so an answer that does not arrive is not tried again.
 */
export function pausedAnswers(
  context: Context,
  works: Pick<WorksClient, 'sendToUser'>,
): (kept: Kept) => Promise<void> {
  const toldAt = new Map<MemberId, number>();
  return async ({ arrivals }) => {
    const now = context.clock.now();
    for (const arrival of arrivals) {
      const who = whoCommands(context, arrival);
      if (who === null || now - (toldAt.get(who) ?? Number.NEGATIVE_INFINITY) < TOLD_MS) continue;
      toldAt.set(who, now);
      const { hosting } = wordsForMember(context, who);
      const built = buildContentBody({ type: 'text', text: hosting.waits });
      if (built.ok) await works.sendToUser(adminBotOf(context.settings), who, built.body);
    }
  };
}

/** The holder of a role who wrote to the admin bot in their 1:1 room; null: nobody did. */
function whoCommands(
  context: Context,
  { platform, account, verdict, body }: Arrival,
): MemberId | null {
  const bot = adminBotOf(context.settings);
  if (platform !== 'line-works' || verdict !== 'act' || account !== bot) return null;
  const event = readWorksEvent(botId(account), JSON.parse(body));
  if (event === null || event.userId === null || event.channelId !== null) return null;
  const { what } = event;
  const isCommand =
    what.kind === 'postback' || (what.kind === 'message' && isForBot(context, what));
  return isCommand && rolesOf(context, event.userId).size > 0 ? event.userId : null;
}

/** Without an admin bot, the bridge bot takes what begins with `/` for a command. */
const isForBot = (
  { settings }: Context,
  { content }: { readonly content: { readonly kind: string; readonly text?: unknown } },
): boolean =>
  content.kind === 'text' &&
  (settings.adminBotId !== null || String(content.text ?? '').startsWith('/'));
