import { expect, test } from 'vitest';
import { createTally, type TimedStep } from '../../../src/domain/figures/tally.ts';

const step = (inbox: number) => ({ step: 'defer', platform: 'line', inbox }) as const;

test('what an undone transaction has counted and told is taken back, and nothing else', () => {
  const tally = createTally();
  const told: TimedStep[] = [];
  tally.follow((one) => told.push(one));
  const count = tally.counts.acknowledged.at('line');
  const write = (inbox: number) => {
    tally.add(count);
    tally.observe(tally.relay.line, 250);
    tally.tell(step(inbox));
  };
  tally.begin();
  write(1);
  tally.begin();
  write(2);
  tally.end(false);
  tally.begin();
  write(3);
  tally.end(true);
  expect([count.n, told]).toEqual([2, []]);
  tally.end(true);
  expect(told.map((one) => one.step)).toEqual([step(1), step(3)]);
  tally.begin();
  tally.begin();
  write(4);
  tally.end(true);
  tally.end(false);
  write(5);
  expect(told.map((one) => one.step)).toEqual([step(1), step(3), step(5)]);
  expect([count.n, tally.relay.line.sum.n]).toEqual([3, 0.75]);
});

test('without a listener nothing is kept for one', () => {
  const tally = createTally();
  expect(tally.isFollowed).toBe(false);
  tally.tell(step(1));
  const told: TimedStep[] = [];
  tally.follow((one) => told.push(one));
  expect(told).toEqual([]);
});

test('a clock that was set back makes no negative time', () => {
  const tally = createTally();
  tally.observe(tally.relay.line, -3_600_000);
  expect(tally.relay.line.sum.n).toBe(0);
  expect(tally.relay.line.buckets[0]?.n).toBe(1);
});
