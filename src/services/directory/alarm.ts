import { createHash } from 'node:crypto';
import { type Context, record } from '../../context.ts';
import { type Actor, SYSTEM } from '../../domain/audit.ts';
import { encodePress } from '../../domain/messages/press.ts';
import { clearAlarm, readAlarm, saveAlarm } from '../../store/people/directory.ts';
import { planJob } from '../../store/queue/jobs.ts';
import { adminsToAlert } from '../roles/roles.ts';
import { tellAdmins } from '../say/say.ts';

/** Only the hash is stored: a reader of the database cannot press the button. */
const hashOf = (token: string) => createHash('sha256').update(token).digest('hex');

/** Reports a directory that came back empty or far too small; once, until it recovers. */
export function raiseDirectoryAlarm(context: Context, known: number, active: number): void {
  const alarm = readAlarm(context.db);
  if (alarm !== null && alarm.acceptedAt === null) return;
  // With no administrator to tell, leave it to the next reading.
  if (adminsToAlert(context).length === 0) return;
  const token = context.chance.token(18);
  saveAlarm(context.db, {
    known,
    active,
    tokenHash: hashOf(token),
    reportedAt: context.clock.now(),
    acceptedAt: null,
  });
  record(context, {
    action: 'directory.alarm',
    actor: SYSTEM,
    outcome: 'refused',
    reason: active === 0 ? 'empty' : 'shrunk',
    facts: { known, read: active },
  });
  tellAdmins(context, ({ admin }) => ({
    text: admin.directoryShrunk(known, active),
    buttons: [
      {
        label: admin.directoryAccept,
        token: encodePress({ do: 'accept-directory', token }),
        says: admin.directoryAccept,
      },
    ],
  }));
}

/** The number of active people that an admin has confirmed to be complete; null: no admin has. */
export function acceptedActive(context: Context): number | null {
  const alarm = readAlarm(context.db);
  return alarm === null || alarm.acceptedAt === null ? null : alarm.active;
}

/** The directory has recovered, or the confirmation has been acted on. */
export function endDirectoryAlarm(context: Context): void {
  if (readAlarm(context.db) !== null) clearAlarm(context.db);
}

/** Confirms a small directory: works once, and triggers another reading right away. */
export function acceptDirectory(context: Context, actor: Actor, token: string): boolean {
  const alarm = readAlarm(context.db);
  if (alarm === null || alarm.acceptedAt !== null || alarm.tokenHash !== hashOf(token)) {
    return false;
  }
  const now = context.clock.now();
  saveAlarm(context.db, { ...alarm, acceptedAt: now });
  record(context, {
    action: 'directory.accept',
    actor,
    outcome: 'ok',
    facts: { known: alarm.known, read: alarm.active },
  });
  planJob(context.db, { kind: 'directory', key: '', payload: {}, dueAt: now });
  return true;
}
