/**
 * Events that do not concern us are recorded, but their content never reaches the disk (DESIGN
 * §6.3): events of groups, of other accounts, those another module answers, and those too late to
 * be acted on. The record tells when and where the event happened, and its type.
 */

/** Whether a LINE event is of a group or room, or for another module to answer (line.md §1.4). */
export function isForeignLineEvent(event: unknown): boolean {
  const { mode, source } = fieldsOf(event);
  const { type } = fieldsOf(source);
  return mode === 'standby' || type === 'group' || type === 'room';
}

export const lineEventWithoutContent = (event: unknown): unknown =>
  withoutContent(event, ['type', 'mode', 'timestamp', 'webhookEventId'], LINE_SOURCE);

export const worksEventWithoutContent = (event: unknown): unknown =>
  withoutContent(event, ['type', 'issuedTime'], WORKS_SOURCE);

const LINE_SOURCE = ['type', 'userId', 'groupId', 'roomId'];
const WORKS_SOURCE = ['userId', 'channelId', 'domainId'];
/** Ids, times and types of the platforms are shorter; a longer value may be words. */
const MOST_UNITS = 100;

/** Keeps only these fields of an event and of its source, and only short values. */
function withoutContent(
  event: unknown,
  fields: readonly string[],
  sourceFields: readonly string[],
): unknown {
  if (typeof event !== 'object' || event === null || Array.isArray(event)) return null;
  const source = shortFields(fieldsOf(event).source, sourceFields);
  return { ...shortFields(event, fields), source };
}

function shortFields(value: unknown, names: readonly string[]): Record<string, unknown> {
  const all = fieldsOf(value);
  return Object.fromEntries(
    names.flatMap((name) => (isShort(all[name]) ? [[name, all[name]]] : [])),
  );
}

const isShort = (value: unknown) =>
  typeof value === 'number' || (typeof value === 'string' && value.length <= MOST_UNITS);

const fieldsOf = (value: unknown): Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null ? { ...value } : {};
