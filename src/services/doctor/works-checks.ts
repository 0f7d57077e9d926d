import type { BotId } from '../../domain/ids.ts';
import type { WorksBot, WorksClient } from '../../platforms/line-works/client.ts';
import { type CheckName, type Finding, faulty, fine } from './finding.ts';
import { outcomeFault } from './outcome-fault.ts';

const NEEDED_SCOPES = ['bot', 'bot.message', 'user.read'];
/** Message types a member may send; an unticked type never arrives (line-works.md §2.1). */
const MESSAGE_EVENTS = ['text', 'location', 'sticker', 'image', 'file', 'audio', 'video'];
const ROOM_EVENTS = ['message', 'join', 'leave', 'joined', 'left', 'postback', 'begin', 'end'];

/** Checks the service account's token and its scopes. */
export async function checkWorksToken(works: Pick<WorksClient, 'scopes'>): Promise<Finding[]> {
  const outcome = await works.scopes();
  if (outcome.kind !== 'sent') {
    const fault = outcomeFault(outcome);
    return [faulty('works-token', fault?.fault ?? 'refused', '', fault?.detail ?? '')];
  }
  const missing = NEEDED_SCOPES.filter((scope) => !outcome.answer.includes(scope));
  return [
    fine('works-token'),
    missing.length === 0
      ? fine('works-scopes')
      : faulty('works-scopes', 'scopes-missing', '', missing.join(' ')),
  ];
}

/** A bot's settings in the Developer Console (line-works.md §5.3). */
export async function checkBot(
  works: Pick<WorksClient, 'getBot'>,
  check: Extract<CheckName, 'bridge-bot' | 'admin-bot'>,
  botId: BotId,
  publicUrl: string,
): Promise<Finding> {
  const outcome = await works.getBot(botId);
  if (outcome.kind !== 'sent') {
    const fault = outcomeFault(outcome);
    return faulty(check, fault?.fault ?? 'refused', botId, fault?.detail ?? '');
  }
  return judgeBot(outcome.answer, check, botId, `${publicUrl}/works/callback`);
}

function judgeBot(
  bot: WorksBot,
  check: Extract<CheckName, 'bridge-bot' | 'admin-bot'>,
  botId: BotId,
  wanted: string,
): Finding {
  if (bot.enableCallback === false) return faulty(check, 'callback-off', botId, wanted);
  if (bot.callbackUrl !== null && bot.callbackUrl !== wanted) {
    return faulty(check, 'callback-elsewhere', botId, wanted);
  }
  const isBridge = check === 'bridge-bot';
  const unticked = [
    ...absent(bot.callbackEvents, isBridge ? MESSAGE_EVENTS : ['text']),
    ...absent(bot.channelEvents, isBridge ? ROOM_EVENTS : ['message']),
  ];
  if (unticked.length > 0) return faulty(check, 'events-not-ticked', botId, unticked.join(', '));
  if (isBridge && bot.enableGroupJoin === false) return faulty(check, 'group-join-off', botId);
  return fine(check, botId);
}

/** Needed entries that are not ticked; an undisclosed list counts as complete. */
const absent = (ticked: readonly string[] | null, needed: readonly string[]) =>
  ticked === null ? [] : needed.filter((event) => !ticked.includes(event));

/** A bot must be registered with the domain before it can write to people (line-works.md §5.3). */
export async function checkBotDomain(
  works: Pick<WorksClient, 'botDomains'>,
  botId: BotId,
  domainId: string,
): Promise<Finding> {
  const outcome = await works.botDomains(botId);
  if (outcome.kind !== 'sent') {
    const fault = outcomeFault(outcome);
    return faulty('bot-domain', fault?.fault ?? 'refused', botId, fault?.detail ?? '');
  }
  return outcome.answer.includes(domainId)
    ? fine('bot-domain', botId)
    : faulty('bot-domain', 'domain-not-registered', botId, domainId);
}
