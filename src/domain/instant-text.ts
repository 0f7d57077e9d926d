const FORM = /^(\d{4}-\d{2}-\d{2})T\d{2}:\d{2}(?::\d{2}(?:\.\d{1,9})?)?(?:Z|[+-]\d{2}:\d{2})$/;

/** Whether a text names an instant as ISO 8601 does, with the offset from UTC: `2026-11-27T09:00:00+09:00`. */
export function isInstantText(text: string): boolean {
  const [, day] = FORM.exec(text) ?? [];
  if (day === undefined || Number.isNaN(Date.parse(text))) return false;
  // Date takes the 31st of February for a day in March.
  return new Date(`${day}T00:00Z`).toISOString().startsWith(day);
}
