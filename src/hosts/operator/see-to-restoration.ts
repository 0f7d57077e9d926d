import type { Answer } from '../../domain/operator/answers.ts';
import type { RestorationNote, RestoredBody } from '../../domain/operator/restoration.ts';
import type { RegistryDoor, WorkspaceDoor } from './doors.ts';

interface Parts {
  readonly registry: Pick<RegistryDoor, 'restoration'>;
  readonly onFault: (what: string, error: unknown) => void;
}

/** The first call ends the session that was left, and a start may be slow. */
const TRIES = 4;

/** Null: it did not happen, or its workspace does not answer; then the watchdog comes back to it. */
export async function seeToRestoration(
  door: Pick<WorkspaceDoor, 'restored'>,
  note: RestorationNote,
  { onFault }: Pick<Parts, 'onFault'>,
): Promise<RestoredBody | null> {
  for (let tried = 1; ; tried += 1) {
    try {
      return await door.restored(note);
    } catch (error) {
      // The session that was left ends like this.
      if (tried === TRIES) onFault('restoration', error);
      if (tried === TRIES) return null;
    }
  }
}

/**
 * The end of `restore`: its workspace is spoken to at once, so that it does not have to find out for itself. The note
 * decides, not the answer: that may have been lost with the session, or be a refusal of the platform, which
 * only the next session can confirm.
 *
 * @param first what the workspace answered; null: nothing
 * @param before the note there was before it was asked: of another restoration, which this one may have been refused for
 */
export async function restoredAnswer(
  door: WorkspaceDoor,
  first: Answer | null,
  before: RestorationNote | null,
  parts: Parts,
): Promise<Answer | null> {
  const note = await parts.registry.restoration(door.objectId);
  if (note === null || note.id === before?.id) return first;
  const restored = await seeToRestoration(door, note, parts);
  return restored === null ? first : { status: 200, body: restored };
}
