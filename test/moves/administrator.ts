import type { RoomView, WorksPlatform } from '../../sandbox/line-works/platform.ts';
import type { Keeper } from '../endurance/conversation.ts';
import { until } from '../helpers/child-bridge.ts';
import { ADMIN_BOT } from '../helpers/company.ts';
import { deedIn, fromBot } from '../helpers/people.ts';

/** What an administrator did and found. */
interface Tally {
  readonly sentOn: { messages: number; events: number };
  readonly faults: string[];
}

/** Says something to the admin bot, and waits for its answer. */
async function says(room: RoomView, text: string): Promise<string> {
  const heard = () => fromBot(room.messages).length;
  const before = heard();
  await room.says(text);
  await until(() => heard() > before, `an answer to ${text}`);
  return fromBot(room.messages).at(-1)?.text ?? '';
}

/** An administrator has what waited processed and sent, as the notice after an import says. */
export async function sendOn(works: WorksPlatform, keeper: Keeper, tally: Tally): Promise<void> {
  const room = works.member('suzuki@midori').directRoom(ADMIN_BOT);
  const aside = () =>
    keeper.rows("SELECT id FROM inbox WHERE state = 'failed' AND result = 'restored' ORDER BY id");
  const [undelivered] = await keeper.rows('SELECT count(*) AS n FROM undelivered');
  const messages = Number(undelivered?.n);
  tally.sentOn.messages += messages;
  if (messages > 0) {
    const before = room.messages.length;
    const isAsked = () => room.messages.slice(before).some(({ buttons }) => buttons.length > 0);
    await room.says('配信 再送 すべて');
    await until(isAsked, 'a question before messages are sent again');
    await room.taps(deedIn(room));
  }
  const events = await aside();
  tally.sentOn.events += events.length;
  for (const { id } of events) await says(room, `イベント 再実行 ${id}`);
  await until(async () => (await aside()).length === 0, 'what waited is processed');
  const heard = room.messages.length;
  const verdict = () =>
    room.messages.slice(heard).find(({ text }) => text.includes('監査ログの検証結果'))?.text;
  await room.says('監査 検証');
  await until(() => verdict() !== undefined, 'the log and its checkpoints are verified');
  if (verdict()?.includes('異常なし') !== true) tally.faults.push(`audit verify: ${verdict()}`);
}
