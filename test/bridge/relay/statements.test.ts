import { expect, test } from 'vitest';
import { countStatements } from '../../../bench/count-statements.ts';
import { relayBatch } from '../../../bridge/relay/relay.ts';
import { keepArrival } from '../../../src/store/queue/inbox.ts';
import { BRIDGE_BOT, OA } from '../../helpers/company.ts';
import { startLinkedWorld } from '../../helpers/linked.ts';
import { lineTextEvent, worksTextEvent } from '../../helpers/webhooks.ts';

const MESSAGES = 20;
/** Per batch, not per message: the waiting rows, and the deferred ones. */
const OF_THE_BATCH = 2;

test('a text takes few statements from its inbox row to its outbox row, and no savepoint of its own', async () => {
  const counted = countStatements();
  const world = await startLinkedWorld();
  try {
    const hanako = world.lineUser('山田花子');
    await hanako.says('トークID: tanaka');
    const { context } = world.bridge.workspace;
    const at = world.clock.now();
    const said = {
      line: lineTextEvent({ userId: hanako.user.userId, text: 'こんにちは', at }),
      'line-works': worksTextEvent({
        userId: world.tanaka.user.userId,
        channelId: world.tanaka.room('山田花子').channelId,
        text: 'かしこまりました',
        at,
      }),
    };
    let number = 0;
    const put = (platform: 'line' | 'line-works') => {
      for (let count = 0; count < MESSAGES; count += 1) {
        number += 1;
        const message = { type: 'text', id: `9${number}`, text: 'こんにちは' };
        const body = platform === 'line' ? { ...said.line, message } : said['line-works'];
        keepArrival(context.db, {
          ...{ key: `statements-${number}`, platform, verdict: 'act', receivedAt: at },
          account: platform === 'line' ? OA : BRIDGE_BOT,
          body: JSON.stringify(body),
        });
      }
    };
    const perMessage = (platform: 'line' | 'line-works') => {
      put(platform);
      counted();
      const looked = relayBatch(context, () => 'command', failed, {
        ms: Number.MAX_SAFE_INTEGER,
      });
      expect(looked).toBe(MESSAGES);
      const ran = counted().filter(({ sql }) => !/^(BEGIN|COMMIT)/.test(sql));
      const sum = ran.reduce((all, { executed }) => all + executed, 0);
      return (sum - OF_THE_BATCH) / MESSAGES;
    };
    // The first message reads the facts that stay in memory from then on.
    perMessage('line');
    perMessage('line-works');
    expect(perMessage('line')).toBeLessThanOrEqual(13);
    expect(perMessage('line-works')).toBeLessThanOrEqual(10);
  } finally {
    await world.stop();
  }
});

function failed(_id: number, error: unknown): void {
  throw error;
}
