import { setTimeout as pause } from 'node:timers/promises';
import type { SentEvent } from '../../sandbox/line/platform.ts';
import { holds, until } from '../helpers/child-bridge.ts';
import { OA } from '../helpers/company.ts';
import type { Conversation, Talk } from './conversation.ts';

export const MEMBERS = ['tanaka@midori', 'sato@midori'] as const;

/** A new LINE user with their room. */
export async function beginTalk(
  conversation: Pick<Conversation, 'world' | 'up' | 'keeper'>,
  name: string,
  account: string,
): Promise<Talk> {
  const { world, up, keeper } = conversation;
  const user = world.line.addUser({ displayName: name, language: 'ja' });
  await up();
  const opening = await user.says(`トークID: ${account.split('@')[0]}`, { oa: OA });
  await untilAcknowledged(conversation, opening);
  let channel = '';
  const room = () => world.works.member(account).room(channel);
  const greeted = () => user.chat(OA).some((bubble) => bubble.from === 'oa');
  // A creation that was cut off may have left another room of the same title: ours is the one on record.
  const isThere = async () => {
    const [row] = await keeper.rows(
      `SELECT works_channel_id AS channel FROM talk_rooms
        WHERE line_user_id = '${user.userId}' AND state = 'open'`,
    );
    channel = typeof row?.channel === 'string' ? row.channel : '';
    return channel !== '' && holds(() => room().messages.length > 0) && greeted();
  };
  await until(isThere, `${name} has a room with ${account}`);
  return { name, account, user, room };
}

/** So many talks, begun side by side. */
export const beginTalks = (
  conversation: Pick<Conversation, 'world' | 'up' | 'keeper'>,
  users: number,
): Promise<Talk[]> => {
  const names = Array.from({ length: users }, (_, n) => `客${n + 1}`);
  return Promise.all(
    names.map((name, n) => beginTalk(conversation, name, MEMBERS[n % MEMBERS.length] ?? '')),
  );
};

/** How long LINE waits before it sends an event again, here. Ms. */
const REDELIVERED_AFTER_MS = 20;

/** LINE redelivers what was not acknowledged. */
export async function untilAcknowledged(
  { world, up }: Pick<Conversation, 'world' | 'up'>,
  sent: SentEvent,
): Promise<void> {
  const account = world.line.account(OA);
  let { status } = sent;
  while (status !== 200) {
    await pause(REDELIVERED_AFTER_MS);
    await up();
    status = await account.redeliver(sent.webhookEventId);
  }
}

/** Closed at first. */
export function gate(): { readonly passed: Promise<void>; open(): void } {
  let open = () => {};
  const passed = new Promise<void>((resolve) => {
    open = resolve;
  });
  return { passed, open: () => open() };
}
