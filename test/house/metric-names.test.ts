import { expect, test } from 'vitest';
import type { Metric } from '../../src/domain/figures/exposition.ts';
import { METRICS } from '../../src/domain/figures/metrics.ts';
import { readText } from './sources.ts';

const all: readonly Metric[] = Object.values(METRICS);
const names = new Set(
  all.flatMap(({ name, type }) =>
    type === 'histogram' ? [`${name}_bucket`, `${name}_sum`, `${name}_count`] : [name],
  ),
);
const namedIn = (text: string) => [...text.matchAll(/\bkakehashi_\w+/gu)].map(([name]) => name);

interface Dashboard {
  readonly panels: readonly {
    readonly id: number;
    readonly title: string;
    readonly targets: readonly { readonly expr: string }[];
  }[];
}

test.each(['docs/grafana.json', 'docs/alerts.yml', 'docs/operations.md'])(
  '%s names metrics that exist',
  (path) => {
    const named = namedIn(readText(path)).filter((name) => name.length > 'kakehashi_'.length);
    expect(
      named.filter((name) => !names.has(name) && !all.some((one) => one.name === name)),
    ).toEqual([]);
    expect(named.length).toBeGreaterThan(0);
  },
);

test('the dashboard shows every metric, with the labels it has', () => {
  const { panels }: Dashboard = JSON.parse(readText('docs/grafana.json'));
  expect(new Set(panels.map(({ id }) => id)).size).toBe(panels.length);
  const exprs = panels.flatMap(({ targets }) => targets.map(({ expr }) => expr)).join('\n');
  const shown = new Set(namedIn(exprs));
  const missing = all.filter(
    ({ name, type }) => !shown.has(type === 'histogram' ? `${name}_bucket` : name),
  );
  expect(missing.map(({ name }) => name)).toEqual([]);
  const labels = new Set(['le', ...all.flatMap((one) => one.labels)]);
  const used = [...exprs.matchAll(/by \(([^)]*)\)/gu)].flatMap(([, list = '']) => list.split(', '));
  expect(used.filter((label) => !labels.has(label))).toEqual([]);
});

test('each alert has an expression, a severity and words', () => {
  const rules = readText('docs/alerts.yml')
    .split(/^ {6}- alert: /mu)
    .slice(1);
  expect(rules.length).toBeGreaterThan(8);
  for (const rule of rules) {
    expect(rule).toMatch(/^Kakehashi\w+\n {8}expr: \S/u);
    expect(rule).toMatch(/severity: (?:critical|warning) \}/u);
    expect(rule).toMatch(/summary: \S/u);
  }
});
