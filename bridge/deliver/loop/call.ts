import type { Context } from '../../../src/context.ts';
import type { Outcome } from '../../../src/domain/delivery/outcome.ts';
import { qrPng } from '../../../src/media/qr.ts';
import { rowsById } from '../../../src/store/queue/outbox.ts';
import { readRoom } from '../../../src/store/talks/talk-rooms.ts';
import { fetchMedia } from '../media/fetch.ts';
import { uploadMedia } from '../media/upload.ts';
import type { Answer } from './answer.ts';
import { checkRoom } from './check-room.ts';
import type { Claim } from './claim.ts';
import type { Platforms } from './platforms.ts';
import { whatStops } from './what-stops.ts';

export type { Answer } from './answer.ts';
export type { Platforms } from './platforms.ts';

/** Makes the one platform call of a claim. Never throws on a platform's behaviour. */
export async function makeCall(
  context: Context,
  platforms: Platforms,
  claim: Claim,
): Promise<Outcome<Answer>> {
  const { call, request } = claim;
  const { line, works } = platforms;
  const body = request.body ?? '';
  const lastLook = () => mayStillLeave(context, claim);
  switch (call.step) {
    case 'line-profile':
      return into(await line.profile(call.channelId, call.lineUserId), (profile) => ({
        of: 'line-profile',
        profile,
      }));
    case 'line-say': {
      const said =
        request.retryKey === null
          ? await line.reply(call.channelId, body, lastLook)
          : await line.push(call.channelId, body, request.retryKey, lastLook);
      return into(said, (sent) => ({ of: 'line-say', sent }));
    }
    case 'line-answer':
      return into(await line.reply(call.channelId, body, lastLook), done);
    case 'line-leave':
      return into(await line.leave(call.channelId, call.chat, call.chatId), done);
    case 'create-room':
      return into(await works.createChannel(call.botId, body, lastLook), ({ channelId }) => ({
        of: 'create-room',
        worksChannelId: channelId,
      }));
    case 'inspect-room':
      return into(await works.getChannel(call.botId, call.worksChannelId), (channel) => ({
        of: 'inspect-room',
        channel,
      }));
    case 'check-room':
      return checkRoom(platforms, call);
    case 'say-in-channel':
      return into(await works.sendToChannel(call.botId, call.worksChannelId, body, lastLook), done);
    case 'say-to-member':
      return into(await works.sendToUser(call.botId, call.memberId, body, lastLook), done);
    case 'upload-picture': {
      const file = { fileName: 'invite.png', contentType: 'image/png', bytes: qrPng(call.link) };
      return into(await works.uploadAttachment(call.botId, file), ({ fileId }) => ({
        of: 'upload-picture',
        fileId,
      }));
    }
    case 'fetch-media':
      return fetchMedia(context, platforms, call);
    case 'upload-media':
      return uploadMedia(context, platforms, call);
    case 'leave-channel':
      return into(await works.leaveChannel(call.botId, call.worksChannelId), done);
    default:
      return call satisfies never;
  }
}

const done = (): Answer => ({ of: 'done' });

function into<From>(outcome: Outcome<From>, map: (answer: From) => Answer): Outcome<Answer> {
  return outcome.kind === 'sent' ? { ...outcome, answer: map(outcome.answer) } : outcome;
}

/**
 * The last check, in the very tick in which the request leaves: it stops for a room that closed, a
 * message that was unsent or a LINE user who blocked while the token was fetched (DESIGN §6.6).
 */
function mayStillLeave(context: Context, { call, request }: Claim): boolean {
  if (call.step === 'create-room') return readRoom(context.db, call.roomId)?.state === 'open';
  return rowsById(context.db, request.rowIds).every(
    (row) => row.state === 'queued' && whatStops(context, row) === null,
  );
}
