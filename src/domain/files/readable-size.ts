const STEP = 1024;
const UNITS = ['B', 'KB', 'MB', 'GB'] as const;

/** A number of bytes as people read it, in the units of phones and PCs: `0 B`, `1.4 MB`, `23 KB`. */
export function readableSize(bytes: number): string {
  let size = bytes;
  let unit = 0;
  while (size >= STEP && unit < UNITS.length - 1) {
    size /= STEP;
    unit += 1;
  }
  const digits = unit > 0 && size < 10 ? 1 : 0;
  return `${size.toFixed(digits)} ${UNITS[unit]}`;
}
