import type { ShownContent, ShownEntry, ShownPerson } from './export-form.ts';
import { digestContent, digestName, hashEntry } from './hashes.ts';

/** The hash of an entry as an export shows it, hex. */
export const hashShown = (entry: ShownEntry): string =>
  hashEntry({
    id: entry.id,
    at: entry.at,
    action: entry.action,
    actorKind: entry.actorKind,
    actorId: entry.actor.id,
    actorName: digestOfPerson(entry.actor),
    roomId: entry.room,
    channelId: entry.channel,
    lineUserId: entry.lineUser?.id ?? null,
    lineUserName: entry.lineUser === null ? null : digestOfPerson(entry.lineUser),
    memberId: entry.member?.id ?? null,
    memberName: entry.member === null ? null : digestOfPerson(entry.member),
    direction: entry.direction,
    kind: entry.kind,
    outcome: entry.outcome,
    reason: entry.reason,
    aboutId: entry.about,
    facts: entry.facts,
    content: entry.content === null ? null : digestOfContent(entry.content),
  });

function digestOfContent(content: ShownContent): string {
  return 'digest' in content
    ? content.digest
    : digestContent(content.salt, content.text, content.detail);
}

/** Names repeat from entry to entry; this many of their digests are remembered. */
const MOST_REMEMBERED = 5000;
const remembered = new Map<string, string>();

function digestOfPerson(person: ShownPerson): string {
  if ('digest' in person) return person.digest;
  const key = JSON.stringify([person.salt, person.name]);
  const known = remembered.get(key);
  if (known !== undefined) return known;
  if (remembered.size >= MOST_REMEMBERED) remembered.clear();
  const digest = digestName(person.salt, person.name);
  remembered.set(key, digest);
  return digest;
}
