import { expect, test } from 'vitest';
import { bucketOf, createHistogram } from '../../../src/domain/figures/counts.ts';
import { exposition, type Family, type Metric } from '../../../src/domain/figures/exposition.ts';
import { METRICS } from '../../../src/domain/figures/metrics.ts';

const metric = (type: Metric['type'], ...labels: string[]): Metric => ({
  ...{ name: 'kakehashi_x', type, help: 'Two\nlines, and a \\.', labels },
});

test.each<[string, Family, string[]]>([
  [
    'labels and help are escaped, each by its own rule',
    {
      metric: metric('counter', 'a', 'b'),
      samples: [{ labels: ['say "no"', 'one\ntwo\\'], value: 3 }],
    },
    [
      String.raw`# HELP kakehashi_x Two\nlines, and a \\.`,
      '# TYPE kakehashi_x counter',
      String.raw`kakehashi_x{a="say \"no\"",b="one\ntwo\\"} 3`,
    ],
  ],
  [
    'numbers have the forms of the format',
    {
      metric: metric('gauge'),
      samples: [
        { labels: [], value: Number.POSITIVE_INFINITY },
        { labels: [], value: Number.NaN },
        { labels: [], value: 0.25 },
      ],
    },
    [
      String.raw`# HELP kakehashi_x Two\nlines, and a \\.`,
      '# TYPE kakehashi_x gauge',
      'kakehashi_x +Inf',
      'kakehashi_x NaN',
      'kakehashi_x 0.25',
    ],
  ],
  ['what has no value is left out whole', { metric: metric('gauge'), samples: [] }, []],
])('%s', (_, family, lines) => {
  expect(exposition([family])).toBe(lines.map((line) => `${line}\n`).join(''));
});

test('buckets hold all within their bound, and the last one all there are', () => {
  const histogram = createHistogram([0.1, 1]);
  for (const seconds of [0.05, 0.1, 0.5, 7]) {
    bucketOf(histogram, seconds).n += 1;
    histogram.sum.n += seconds;
  }
  const text = exposition([
    { metric: metric('histogram', 'to'), durations: [{ labels: ['line'], histogram }] },
  ]);
  expect(text.split('\n').slice(2)).toEqual([
    'kakehashi_x_bucket{to="line",le="0.1"} 2',
    'kakehashi_x_bucket{to="line",le="1"} 3',
    'kakehashi_x_bucket{to="line",le="+Inf"} 4',
    'kakehashi_x_sum{to="line"} 7.65',
    'kakehashi_x_count{to="line"} 4',
    '',
  ]);
});

test('names say what they count, in the units that Prometheus expects', () => {
  const all: readonly Metric[] = Object.values(METRICS);
  expect(new Set(all.map(({ name }) => name)).size).toBe(all.length);
  for (const { name, type, labels } of all) {
    expect(name).toMatch(/^kakehashi(?:_[a-z]+)+$/u);
    expect(name.endsWith('_total')).toBe(type === 'counter');
    if (type === 'histogram') expect(name).toMatch(/_seconds$/u);
    expect(name).not.toMatch(/_(?:ms|kb|mb|count|sum|bucket)$/u);
    for (const label of labels) expect(label).toMatch(/^(?!le$)[a-z]+$/u);
  }
});
