/** A text of metrics, as a reader of the format takes it. */
export interface ReadMetrics {
  /** The type of each metric, by its name. */
  readonly types: ReadonlyMap<string, string>;
  readonly samples: readonly {
    readonly name: string;
    readonly labels: Readonly<Record<string, string>>;
    readonly value: number;
  }[];
}

const SAMPLE = /^([a-z_]+)(?:\{(.*)\})? (\S+)$/u;

/** Throws at any line that the format does not know. */
export function readMetrics(text: string): ReadMetrics {
  const types = new Map<string, string>();
  const samples: ReadMetrics['samples'][number][] = [];
  for (const line of text.trimEnd().split('\n')) {
    const type = /^# TYPE ([a-z_]+) (counter|gauge|histogram)$/u.exec(line);
    if (type !== null) types.set(type[1] ?? '', type[2] ?? '');
    if (line.startsWith('# ')) continue;
    const [, name, labels = '', value] = SAMPLE.exec(line) ?? [];
    if (name === undefined || Number.isNaN(Number(value))) throw new Error(`Not a sample: ${line}`);
    samples.push({ name, labels: labelsOf(labels), value: Number(value) });
  }
  return { types, samples };
}

const labelsOf = (text: string) =>
  Object.fromEntries(
    [...text.matchAll(/([a-z]+)="((?:[^"\\]|\\.)*)"/gu)].map(([, name = '', value = '']) => [
      name,
      value,
    ]),
  );

/** The sum of the samples that have these labels; throws where there is none. */
export function sumOf(
  { samples }: ReadMetrics,
  name: string,
  labels: Readonly<Record<string, string>> = {},
): number {
  const found = samples.filter(
    (sample) =>
      sample.name === name &&
      Object.entries(labels).every(([key, is]) => sample.labels[key] === is),
  );
  if (found.length === 0) throw new Error(`No ${name} with ${JSON.stringify(labels)}`);
  return found.reduce((sum, { value }) => sum + value, 0);
}
