import { afterAll, beforeAll, expect, test } from 'vitest';
import { type FailingStatements, failingStatements, WRITE_FAULTS } from './failing-statements.ts';
import { sweep } from './sweep.ts';
import { startTalkThrough, type TalkThrough } from './talk-through.ts';

/** A sample; `npm run test:limits` goes through every statement with every fault. */
const STEP = 9;

let port: FailingStatements;
let talk: TalkThrough;
beforeAll(async () => {
  port = failingStatements();
  talk = await startTalkThrough(port);
});
afterAll(async () => {
  port.remove();
  await talk.stop();
});

test('whichever write fails, once, thrice or for seconds: nothing is lost, nothing said twice', async () => {
  const { bad, writes } = await sweep(talk, STEP, (from) => [
    { code: WRITE_FAULTS[from % WRITE_FAULTS.length] ?? 'SQLITE_FULL', undoes: from % 2 === 0 },
  ]);
  expect(bad).toEqual([]);
  expect(writes).toBeGreaterThan(20);
});
