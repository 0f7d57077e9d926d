import { adminBotOf, type Context } from '../../src/context.ts';
import type { MemberId } from '../../src/domain/ids.ts';
import type { Speech } from '../../src/domain/messages/speech.ts';
import { showQr } from '../../src/services/members/welcome.ts';
import { tellMember } from '../../src/services/say/say.ts';
import { lacksPhotos, planPhotographed } from './photographed.ts';

/** Says something in the admin bot's 1:1 room, once the photos of a list have been asked for. */
export function answerCommander(context: Context, memberId: MemberId, speech: Speech): void {
  if (lacksPhotos(speech)) planPhotographed(context, memberId, speech);
  else sayNow(context, memberId, speech);
}

/** The same without waiting for anything. */
export function sayNow(context: Context, memberId: MemberId, speech: Speech): void {
  const botId = adminBotOf(context.settings);
  tellMember(context, botId, memberId, speech);
  if (speech.qr !== undefined) showQr(context, { botId, memberId }, speech.qr);
}
