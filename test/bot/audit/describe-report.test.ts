import { expect, test } from 'vitest';
import { describeReport } from '../../../bot/audit/describe-report.ts';
import { wordsOf } from '../../../src/words/words.ts';

test('checkpoints that a restoration could not take away are told with what explains them', () => {
  const report = {
    ...{ breach: null, entries: 9, proven: 9, period: null, checkpoints: 0, last: null },
    ...{ keys: [], foreign: 0, erased: { contents: 0, names: 0 } },
  };
  const lines = (superseded: number) =>
    describeReport(wordsOf('en'), { ...report, superseded }).split('\n');
  const more = lines(2).filter((line) => !lines(0).includes(line));
  expect(more).toEqual([expect.stringMatching(/^2 checkpoints were left out.*The entry "/u)]);
});
