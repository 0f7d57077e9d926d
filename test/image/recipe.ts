/** What a Dockerfile does, stage by stage. */
export interface Stage {
  /** `AS`; null: the image itself. */
  readonly name: string | null;
  /** In their order, with their lines joined. */
  readonly steps: readonly Step[];
}

export interface Step {
  /** `COPY`, `RUN`, … */
  readonly does: string;
  readonly rest: string;
}

/** Reads a Dockerfile without heredocs. */
export function stagesOf(text: string): Stage[] {
  const lines = text
    .split('\n')
    .filter((line) => !/^\s*#/.test(line))
    .join('\n')
    .replace(/\\\n\s*/g, '')
    .split('\n');
  const stages: { name: string | null; steps: Step[] }[] = [];
  for (const line of lines) {
    const [, does, rest] = /^([A-Z]+)\s+(.*)$/.exec(line) ?? [];
    if (does === undefined || rest === undefined) continue;
    if (does === 'FROM') stages.push({ name: / AS (\S+)/i.exec(rest)?.[1] ?? null, steps: [] });
    else stages.at(-1)?.steps.push({ does, rest });
  }
  return stages;
}

/** The words of `CMD ["node", "…"]`, the form that needs no shell. */
export function wordsOf(stage: Stage, does: 'CMD' | 'HEALTHCHECK'): string[] {
  const rest = stage.steps.findLast((step) => step.does === does)?.rest ?? '[]';
  const words: unknown = JSON.parse(rest.slice(rest.indexOf('[')));
  return Array.isArray(words) ? words.map(String) : [];
}

/** `ENV A=1 B=2`. */
export const environmentOf = (stage: Stage): Record<string, string> =>
  Object.fromEntries(
    stage.steps
      .filter(({ does }) => does === 'ENV')
      .flatMap(({ rest }) => rest.split(/\s+/))
      .map((pair) => {
        const [name = '', value = ''] = pair.split('=');
        return [name, value];
      }),
  );
