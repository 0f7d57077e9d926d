import { adminBotOf, type Context, record } from '../../../context.ts';
import { storedLane } from '../../../domain/delivery/lane.ts';
import { MINUTE_MS } from '../../../domain/durations.ts';
import { dropLinksWithQueries } from '../../../store/audit/audit-access.ts';
import { changeForgetting } from '../../../store/audit/forgettings.ts';
import {
  callsWith,
  eventsBehind,
  forgetKeptRequestsWith,
  forgetProposalsWith,
  hasJobWith,
  waitingRowsWith,
} from '../../../store/audit/traces.ts';
import { forgetBody } from '../../../store/queue/forget-events.ts';
import { rescheduleLane } from '../../../store/queue/lanes.ts';
import { endRows } from '../../../store/queue/outbox.ts';
import { dropRequest, requestOf } from '../../../store/queue/requests.ts';
import { wordsForMember } from '../../say/reader.ts';
import { tellMember } from '../../say/say.ts';
import { actingAdmin } from '../actors.ts';
import { planBlobRemoval } from '../erase-message.ts';
import { planScrub } from '../scrub.ts';
import { eraseLaterWords } from './later-words.ts';
import { isEventOf, type Whose } from './whose.ts';

/** How long notices to others that name the person may take to go out. */
const PATIENCE_MS = MINUTE_MS;
const LOOK_AGAIN_MS = 500;

/**
 * Erases what still names the person: commands and searches that came meanwhile, bodies of events, and what is on its
 * way to others.
 *
 * @returns when to go on, ms; null: all is erased
 */
export function eraseTraces(context: Context, whose: Whose, limit: number): number | null {
  const { db } = context;
  const { forgetting } = whose;
  if (eraseLaterWords(context, whose, limit)) return 0;
  const events = eventsBehind(db, forgetting.seenTo, limit);
  const last = events.at(-1);
  if (last !== undefined) {
    const isTheirs = isEventOf(context, whose);
    for (const { id, state, body } of events) {
      // One that still waits is a new customer's.
      if (body !== null && state !== 'waiting' && isTheirs(body)) forgetBody(db, id);
    }
    changeForgetting(db, forgetting.id, { seenTo: last.id });
    return 0;
  }
  const waited = context.clock.now() - forgetting.since;
  if (isOnItsWay(context, whose) && waited < PATIENCE_MS) return LOOK_AGAIN_MS;
  dropRest(context, whose);
  finish(context, whose);
  return null;
}

const isOnItsWay = ({ db }: Context, { marks }: Whose): boolean =>
  waitingRowsWith(db, marks).length > 0 ||
  callsWith(db, marks).length > 0 ||
  hasJobWith(db, marks, 'forget');

/** What has not gone out by now may not for long: it would keep the name. */
function dropRest(context: Context, { marks }: Whose): void {
  const { db } = context;
  for (const { id, lane } of waitingRowsWith(db, marks)) {
    endRows(db, [id], 'cancelled', 'erased');
    rescheduleLane(db, storedLane(lane), context.clock.now());
  }
  for (const name of callsWith(db, marks)) {
    const lane = storedLane(name);
    if (requestOf(db, lane)?.inFlight) continue;
    dropRequest(db, lane);
    rescheduleLane(db, lane, context.clock.now());
  }
  forgetKeptRequestsWith(db, marks);
  forgetProposalsWith(db, marks);
  dropLinksWithQueries(db);
}

function finish(context: Context, { forgetting, lineUserId }: Whose): void {
  const { id, askedBy, askedEntry, contents, files } = forgetting;
  changeForgetting(context.db, id, { stage: 'done', names: null });
  record(context, {
    action: 'line-user.forget',
    actor: actingAdmin(context, askedBy),
    outcome: 'ok',
    lineUserId,
    aboutId: askedEntry,
    facts: { contents, files },
  });
  planBlobRemoval(context);
  planScrub(context);
  const { keeping } = wordsForMember(context, askedBy);
  const text = keeping.forgotten(id, contents, files);
  tellMember(context, adminBotOf(context.settings), askedBy, { text });
}
