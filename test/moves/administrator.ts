import type { RoomView, WorksPlatform } from '../../sandbox/line-works/platform.ts';
import { ja } from '../../src/words/ja.ts';
import type { Keeper } from '../endurance/conversation.ts';
import { until } from '../helpers/child-bridge.ts';
import { ADMIN_BOT } from '../helpers/company.ts';
import { deedIn, fromBot } from '../helpers/people.ts';

/** What an administrator did and found. */
interface Tally {
  readonly sentOn: { messages: number; events: number };
  readonly faults: string[];
}

/** Says something to the admin bot: LINE WORKS never resends what it could not hand over, so a person types it again. */
async function types(room: RoomView, text: string): Promise<void> {
  await until(async () => (await room.says(text)) === 200, `${text} is taken`);
}

/** Has all events that were set aside processed, and reads the one message that tells of them. */
async function replayAll(room: RoomView, count: number, tally: Tally): Promise<void> {
  const before = room.messages.length;
  const said = () => room.messages.slice(before);
  await types(room, 'イベント 再実行 すべて');
  await until(() => said().some(({ buttons }) => buttons.length > 0), 'a question before a replay');
  await until(async () => (await room.taps(deedIn(room))) === 200, 'the button is taken');
  const result = () => fromBot(said()).find(({ text }) => text.startsWith('再実行の結果'))?.text;
  await until(() => result() !== undefined, 'the results of the replay');
  if (result()?.startsWith(`再実行の結果: ${count}件を処理しました。`) !== true)
    tally.faults.push(`event replay all: ${result()}`);
}

/** An administrator has what waited processed and sent, as the notice after an import says. */
export async function sendOn(works: WorksPlatform, keeper: Keeper, tally: Tally): Promise<void> {
  const room = works.member('suzuki@midori').directRoom(ADMIN_BOT);
  const aside = () =>
    keeper.rows("SELECT id FROM inbox WHERE state = 'failed' AND result = 'restored' ORDER BY id");
  const [undelivered] = await keeper.rows('SELECT count(*) AS n FROM undelivered');
  const messages = Number(undelivered?.n);
  if (messages > 0) {
    const before = room.messages.length;
    const since = () => room.messages.slice(before);
    const isAsked = () => since().some(({ buttons }) => buttons.length > 0);
    // Files that have gone meanwhile cannot be sent.
    const isNone = () => since().some(({ text }) => text === ja.deliveries.noneToRetry);
    await types(room, '配信 再送 すべて');
    await until(() => isAsked() || isNone(), 'an answer before messages are sent again');
    if (isAsked()) {
      tally.sentOn.messages += messages;
      await until(async () => (await room.taps(deedIn(room))) === 200, 'the button is taken');
    }
  }
  const events = await aside();
  tally.sentOn.events += events.length;
  if (events.length > 0) await replayAll(room, events.length, tally);
  await until(async () => (await aside()).length === 0, 'what waited is processed');
  const heard = room.messages.length;
  const verdict = () =>
    room.messages.slice(heard).find(({ text }) => text.includes('監査ログの検証結果'))?.text;
  await types(room, '監査 検証');
  await until(() => verdict() !== undefined, 'the log and its checkpoints are verified');
  if (verdict()?.includes('異常なし') !== true) tally.faults.push(`audit verify: ${verdict()}`);
}
