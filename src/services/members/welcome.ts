import type { Context } from '../../context.ts';
import { ERRAND_CLASS, type ErrandClass } from '../../domain/delivery/errand.ts';
import { memberLane } from '../../domain/delivery/lane.ts';
import type { BotId, MemberId } from '../../domain/ids.ts';
import { queueErrand } from '../../store/queue/outbox.ts';

/** Shows an invite link as a QR image in a bot's 1:1 room. The same link went before it as text. */
export function showQr(
  context: Context,
  to: { readonly botId: BotId; readonly memberId: MemberId },
  link: string,
  options: { readonly class?: ErrandClass } = {},
): void {
  queueErrand(
    context.db,
    {
      lane: memberLane(to.botId, to.memberId),
      platform: 'line-works',
      class: options.class ?? ERRAND_CLASS.answer,
      errand: { do: 'show-qr', ...to, link, fileId: null, uploadedAnew: false },
    },
    context.clock.now(),
  );
}

/** The QR image that follows once a new link member has been reached. */
export function welcomeLinkMember(context: Context, memberId: MemberId, link: string | null): void {
  if (link === null) return;
  const { bridgeBotId: botId } = context.settings;
  showQr(context, { botId, memberId }, link, { class: ERRAND_CLASS.notice });
}
