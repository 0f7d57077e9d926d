import type { Report } from './report.ts';
import { sideBySide, type Town } from './town.ts';
import type { Look } from './watched.ts';

const AT_ONCE = 4;

/** Looks at these companies, works, looks again: rows and files are the same to the byte. Their alarms are held. */
export async function unchanged(
  town: Town,
  names: readonly string[],
  what: string,
  report: Report,
  work: () => Promise<unknown>,
): Promise<void> {
  const before = await looks(town, names);
  await work();
  const after = await looks(town, names);
  for (const name of names) {
    const [one, other] = [before.get(name), after.get(name)];
    if (one === undefined || other === undefined) throw new Error(`${name} was not looked at`);
    const rows = Object.values(other.rows).reduce((sum, count) => sum + count, 0);
    report.tried(`companies the same to the byte: ${what}`);
    report.tried(`rows the same to the byte: ${what}`, rows);
    if (rows === 0) report.breach(`${name}: no row to compare, ${what}`);
    const changed = [
      ...differences(one.digests, other.digests),
      ...differences(one.files, other.files),
    ];
    for (const place of changed) {
      const counts = `${one.rows[place] ?? 'no'} rows before, ${other.rows[place] ?? 'none'} after`;
      report.breach(`${name}: ${place} has changed (${counts}), ${what}`);
    }
  }
}

async function looks(town: Town, names: readonly string[]): Promise<ReadonlyMap<string, Look>> {
  const seen = new Map<string, Look>();
  await sideBySide(names, AT_ONCE, async (name) => seen.set(name, await town.look(name)));
  return seen;
}

const differences = (
  one: Readonly<Record<string, string>>,
  other: Readonly<Record<string, string>>,
): string[] =>
  [...new Set([...Object.keys(one), ...Object.keys(other)])].filter(
    (key) => one[key] !== other[key],
  );
