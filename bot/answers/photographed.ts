import type { Context } from '../../src/context.ts';
import type { MemberId } from '../../src/domain/ids.ts';
import type { Row, Speech } from '../../src/domain/messages/speech.ts';
import { memberIconUrl } from '../../src/services/photos/icon.ts';
import { markedFor } from '../../src/services/say/say.ts';
import { planJob } from '../../src/store/queue/jobs.ts';

/** An answer that waits for the photos of its rows. */
export interface Photographed {
  readonly memberId: MemberId;
  readonly speech: Speech;
}

/** Guarantee: only `planPhotographed` plans these, and a job is run by the version that planned it or a later one. */
export const readPhotographed = (payload: unknown) => payload as Photographed;

/** Whether a person stands in the list whose photo has never been asked for. */
export const lacksPhotos = (speech: Speech): boolean => wantedBy(speech).length > 0;

/** Whose photos those are: at most a page of people. */
export const wantedBy = ({ rows = [] }: Speech): MemberId[] =>
  rows.flatMap(({ pictureOf }) => pictureOf ?? []);

/** Says it when the photos have come or a moment has passed; its text and language are settled now. */
export function planPhotographed(context: Context, memberId: MemberId, speech: Speech): void {
  const payload: Photographed = { memberId, speech: markedFor(context, speech, () => memberId) };
  const key = context.chance.token(12);
  planJob(context.db, { kind: 'photographed', key, payload, dueAt: context.clock.now() });
}

/** The answer with the photos that have come. */
export const withPhotos = (context: Context, speech: Speech): Speech => ({
  ...speech,
  rows: (speech.rows ?? []).map(({ pictureOf, ...row }): Row => {
    if (pictureOf === undefined) return row;
    return { ...row, pictureUrl: memberIconUrl(context, pictureOf) };
  }),
});
