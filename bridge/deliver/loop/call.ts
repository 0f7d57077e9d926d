import type { Context } from '../../../src/context.ts';
import type { Outcome } from '../../../src/domain/outcome.ts';
import { qrPng } from '../../../src/media/qr.ts';
import { rowsById } from '../../../src/store/outbox.ts';
import { readRoom } from '../../../src/store/talk-rooms.ts';
import { fetchMedia } from '../media/fetch.ts';
import { uploadMedia } from '../media/upload.ts';
import type { Answer } from './answer.ts';
import { checkRoom } from './check-room.ts';
import type { Claim } from './claim.ts';
import type { Platforms } from './platforms.ts';
import { whatStops } from './what-stops.ts';

export type { Answer } from './answer.ts';
export type { Platforms } from './platforms.ts';

/** Makes the one platform call of a claim. Never throws for what a platform does. */
export async function makeCall(
  context: Context,
  platforms: Platforms,
  claim: Claim,
): Promise<Outcome<Answer>> {
  const { step, request } = claim;
  const { line, works } = platforms;
  const body = request.body ?? '';
  const permit = () => mayStillLeave(context, claim);
  switch (step.step) {
    case 'line-profile':
      return into(await line.profile(step.channelId, step.lineUserId), (profile) => ({
        of: 'line-profile',
        profile,
      }));
    case 'line-say': {
      const said =
        request.retryKey === null
          ? await line.reply(step.channelId, body, permit)
          : await line.push(step.channelId, body, request.retryKey, permit);
      return into(said, (sent) => ({ of: 'line-say', sent }));
    }
    case 'line-answer':
      return into(await line.reply(step.channelId, body, permit), done);
    case 'line-leave':
      return into(await line.leave(step.channelId, step.chat, step.chatId), done);
    case 'create-room':
      return into(await works.createChannel(step.botId, body, permit), ({ channelId }) => ({
        of: 'create-room',
        worksChannelId: channelId,
      }));
    case 'inspect-room':
      return into(await works.getChannel(step.botId, step.worksChannelId), (channel) => ({
        of: 'inspect-room',
        channel,
      }));
    case 'check-room':
      return checkRoom(platforms, step);
    case 'say-in-channel':
      return into(await works.sendToChannel(step.botId, step.worksChannelId, body, permit), done);
    case 'say-to-member':
      return into(await works.sendToUser(step.botId, step.memberId, body, permit), done);
    case 'upload-picture': {
      const file = { fileName: 'invite.png', contentType: 'image/png', bytes: qrPng(step.link) };
      return into(await works.uploadAttachment(step.botId, file), ({ fileId }) => ({
        of: 'upload-picture',
        fileId,
      }));
    }
    case 'fetch-media':
      return fetchMedia(context, platforms, step);
    case 'upload-media':
      return uploadMedia(context, platforms, step);
    case 'leave-channel':
      return into(await works.leaveChannel(step.botId, step.worksChannelId), done);
    default:
      return step satisfies never;
  }
}

const done = (): Answer => ({ of: 'done' });

function into<From>(outcome: Outcome<From>, map: (answer: From) => Answer): Outcome<Answer> {
  return outcome.kind === 'sent' ? { ...outcome, answer: map(outcome.answer) } : outcome;
}

/**
 * The last look, in the very tick in which the request leaves: a room that closed, a message that was
 * unsent or a LINE user who blocked while the token was being fetched stops it (DESIGN §6.6).
 */
function mayStillLeave(context: Context, { step, request }: Claim): boolean {
  if (step.step === 'create-room') return readRoom(context.db, step.roomId)?.state === 'open';
  return rowsById(context.db, request.rowIds).every(
    (row) => row.state === 'queued' && whatStops(context, row) === null,
  );
}
