import { ADMIN_BOT, DOMAIN } from './company.ts';
import type { MemberDesk } from './people.ts';
import type { World } from './world.ts';

/** Presses written by hand: any data, from any room. Resolves when all that follows is done. */
export interface RawPress {
  readonly by: MemberDesk;
  readonly data: string;
  /** The room's channelId; null leaves it out, as LINE WORKS does for messages of the 1:1 room. */
  readonly channelId: string | null;
  /** As a `postback` event or as a `message` event with a postback (line-works.md §3.2). */
  readonly as: 'postback' | 'message';
  /** The words of a message. */
  readonly text?: string;
  readonly bot?: string;
}

let count = 0;

/** Posts a press to a bot, the admin bot by default. */
export async function pressRaw(world: World, press: RawPress): Promise<void> {
  // Equal bytes would count as one event (line-works.md §2.1).
  count += 1;
  const source = {
    userId: press.by.user.userId,
    ...(press.channelId === null ? {} : { channelId: press.channelId }),
    domainId: DOMAIN,
  };
  const issuedTime = new Date(world.clock.now() - count).toISOString();
  const { as, data, text = 'はい' } = press;
  const body =
    as === 'postback'
      ? { type: 'postback', source, issuedTime, data }
      : { type: 'message', source, issuedTime, content: { type: 'text', text, postback: data } };
  await world.works.bot(press.bot ?? ADMIN_BOT).sendRaw(body);
  await world.settle();
}

/** The data that the newest button with this label sends. */
export function dataOf(desk: MemberDesk, label: string): string {
  const button = [...desk.adminRoom.messages, ...desk.direct.messages]
    .flatMap((bubble) => bubble.buttons)
    .findLast((each) => each.label === label);
  if (button?.postback === undefined) throw new Error(`No button ${label}.`);
  return button.postback;
}
