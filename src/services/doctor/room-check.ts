import type { BotId, MemberId, WorksChannelId } from '../../domain/ids.ts';
import type { WorksClient } from '../../platforms/line-works/client.ts';
import { buildChannelBody } from '../../platforms/line-works/outbound.ts';
import { type Finding, faulty, fine } from './finding.ts';
import { outcomeFault } from './outcome-fault.ts';

type Asked = Pick<WorksClient, 'createChannel' | 'getChannel' | 'leaveChannel'>;

/**
 * Whether LINE WORKS gives one member several bot rooms: makes two for the asking administrator,
 * compares them and leaves both. The contract does not say (line-works.md §5.1, §5.2).
 */
export async function checkRooms(
  works: Asked,
  botId: BotId,
  memberId: MemberId,
  title: string,
): Promise<Finding> {
  const made: WorksChannelId[] = [];
  try {
    for (let count = 0; count < 2; count += 1) {
      const body = buildChannelBody({ members: [memberId], title });
      const outcome = await works.createChannel(botId, body.ok ? body.body : '');
      if (outcome.kind === 'refused') return fine('rooms', '', 'direct');
      if (outcome.kind !== 'sent') {
        return faulty('rooms', 'unreachable', '', outcomeFault(outcome)?.detail ?? '');
      }
      made.push(outcome.answer.channelId);
    }
    return fine('rooms', '', await modeOf(works, botId, made));
  } finally {
    // LINE WORKS returned the 1:1 room in disguise; it must not be left.
    if (new Set(made).size === made.length) {
      for (const channelId of made) await works.leaveChannel(botId, channelId);
    }
  }
}

async function modeOf(
  works: Asked,
  botId: BotId,
  made: readonly WorksChannelId[],
): Promise<'room' | 'direct'> {
  const [first, second] = made;
  if (first === undefined || first === second) return 'direct';
  const channel = await works.getChannel(botId, first);
  return channel.kind === 'sent' && channel.answer.channelType === 'SINGLE_USER'
    ? 'direct'
    : 'room';
}
