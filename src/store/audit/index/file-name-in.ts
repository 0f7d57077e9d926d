/** The file name in the detail of an entry about a file; null if there is none. */
export function fileNameIn(detail: string | null): string | null {
  if (detail === null) return null;
  const told: unknown = JSON.parse(detail);
  if (typeof told !== 'object' || told === null || !('fileName' in told)) return null;
  return typeof told.fileName === 'string' ? told.fileName : null;
}
