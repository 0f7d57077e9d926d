import { loadavg } from 'node:os';

/** How figures are told: medians of rounds with what they lay between. */

export function median(values: readonly number[]): number {
  const sorted = [...values].sort((one, other) => one - other);
  const middle = (sorted.length - 1) / 2;
  const at = (place: number) => sorted[Math.floor(place)] ?? Number.NaN;
  return (at(middle) + at(middle + 0.5)) / 2;
}

export const whole = (value: number): string => Math.round(value).toLocaleString('en');
export const fixed = (digits: number) => (value: number) => value.toFixed(digits);

/** `12 (10–15)`. */
export function range(values: readonly number[], shown: (value: number) => string): string {
  if (values.length === 1) return shown(values[0] ?? Number.NaN);
  return `${shown(median(values))} (${shown(Math.min(...values))}–${shown(Math.max(...values))})`;
}

/** A table whose columns are as wide as what is in them; the first, and those without a head, are aligned left. */
export function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const all = [head, ...rows];
  const widths = head.map((_, column) => Math.max(...all.map((row) => (row[column] ?? '').length)));
  return all
    .map((row) =>
      row
        .map((cell, column) =>
          column === 0 || head[column] === ''
            ? cell.padEnd(widths[column] ?? 0)
            : cell.padStart(widths[column] ?? 0),
        )
        .join('   ')
        .trimEnd(),
    )
    .join('\n');
}

/** What else the machine was doing, as far as it tells. */
export const loadNow = (): string => `load average ${loadavg()[0]?.toFixed(1)}`;

/** One line of the comparison with DESIGN §12. */
export interface Expectation {
  readonly figure: string;
  readonly wish: string;
  readonly found: string;
  readonly met: boolean;
}
