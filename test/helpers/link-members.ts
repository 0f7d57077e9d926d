import type { WorksPlatform } from '../../sandbox/line-works/platform.ts';
import { until } from './child-bridge.ts';
import { ADMIN_BOT } from './company.ts';

/** Switches the link on and makes these members link members, as the administrator of the standard company. */
export async function linkMembers(
  works: WorksPlatform,
  accounts: readonly string[],
): Promise<void> {
  const admin = () => works.member('suzuki@midori').directRoom(ADMIN_BOT);
  const isAnswered = (answer: string) =>
    admin().messages.some((bubble) => bubble.from.kind === 'bot' && bubble.text.includes(answer));
  const command = async (text: string, answer: string) => {
    // The administrator is known only after the directory has been read.
    await until(async () => {
      await admin().says(text);
      const heard = admin().messages.length;
      await until(() => admin().messages.length > heard || isAnswered(answer), `answer to ${text}`);
      return isAnswered(answer);
    }, `${text}: ${answer}`);
  };
  await command('連携 有効', 'LINE連携を有効にしました');
  for (const account of accounts) {
    const { name } = works.member(account);
    await command(`メンバー 追加 ${account}`, `${name}: 利用可能になりました`);
  }
}
