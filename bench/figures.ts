import { loadavg } from 'node:os';

/** How figures are printed: medians of rounds with their range. */

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

/** A table with columns as wide as their cells; the first, and headless ones, are left-aligned. */
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

/** The machine's load, as far as it reports it. */
export const loadNow = (): string => `load average ${loadavg()[0]?.toFixed(1)}`;

/** One line of the comparison with DESIGN §12. */
export interface Expectation {
  readonly figure: string;
  readonly wish: string;
  readonly found: string;
  readonly met: boolean;
}
