import type { Histogram } from './counts.ts';

/*
 * The text format of Prometheus, version 0.0.4:
 * https://prometheus.io/docs/instrumenting/exposition_formats/#text-based-format
 */

export const EXPOSITION_TYPE = 'text/plain; version=0.0.4; charset=utf-8';

/** What a metric is called, and what it means. */
export interface Metric {
  readonly name: string;
  readonly type: 'counter' | 'gauge' | 'histogram';
  readonly help: string;
  readonly labels: readonly string[];
}

/** One line of a counter or gauge; the labels' values are in their order. */
export interface Sample {
  readonly labels: readonly string[];
  readonly value: number;
}

/** One histogram of a family. */
export interface Durations {
  readonly labels: readonly string[];
  readonly histogram: Histogram;
}

/** A metric with all that is known of it. */
export type Family =
  | { readonly metric: Metric; readonly samples: readonly Sample[] }
  | { readonly metric: Metric; readonly durations: readonly Durations[] };

/** Writes metrics as text. One of which nothing is known is left out. */
export function exposition(families: readonly Family[]): string {
  return families.map(familyText).join('');
}

function familyText(family: Family): string {
  const { metric } = family;
  const { name, type, help } = metric;
  const lines =
    'samples' in family
      ? family.samples.map(({ labels, value }) => line(name, pairsOf(metric, labels), value))
      : family.durations.flatMap((durations) => histogramLines(metric, durations));
  if (lines.length === 0) return '';
  return [`# HELP ${name} ${escapedHelp(help)}`, `# TYPE ${name} ${type}`, ...lines, ''].join('\n');
}

/** The buckets of the format hold all that lay within their bound. */
function histogramLines(metric: Metric, { labels, histogram }: Durations): string[] {
  const { name } = metric;
  const pairs = pairsOf(metric, labels);
  let within = 0;
  const buckets = histogram.buckets.map(({ n }, at) => {
    within += n;
    const bound = histogram.bounds[at];
    const le = bound === undefined ? '+Inf' : numberText(bound);
    return line(`${name}_bucket`, [...pairs, ['le', le]], within);
  });
  return [
    ...buckets,
    line(`${name}_sum`, pairs, histogram.sum.n),
    line(`${name}_count`, pairs, within),
  ];
}

type Pair = readonly [name: string, value: string];

const pairsOf = (metric: Metric, values: readonly string[]): readonly Pair[] =>
  metric.labels.map((label, at) => [label, values[at] ?? '']);

function line(name: string, pairs: readonly Pair[], value: number): string {
  const labels = pairs.map(([label, text]) => `${label}="${escapedValue(text)}"`).join(',');
  return `${name}${labels === '' ? '' : `{${labels}}`} ${numberText(value)}`;
}

function numberText(value: number): string {
  if (value === Number.POSITIVE_INFINITY) return '+Inf';
  if (value === Number.NEGATIVE_INFINITY) return '-Inf';
  return String(value);
}

const escapedHelp = (text: string) => text.replaceAll('\\', '\\\\').replaceAll('\n', '\\n');
const escapedValue = (text: string) => escapedHelp(text).replaceAll('"', '\\"');
