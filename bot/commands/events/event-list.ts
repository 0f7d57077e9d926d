import { encodePress } from '../../../src/domain/messages/press.ts';
import type { Row } from '../../../src/domain/messages/speech.ts';
import { eventFacts } from '../../../src/services/events/event-facts.ts';
import {
  countFailed,
  countReplayable,
  failedEvents,
} from '../../../src/store/queue/failed-events.ts';
import type { InboxRow } from '../../../src/store/queue/inbox.ts';
import { listPage, pageWithin, ROWS_PER_PAGE } from '../../answers/list-page.ts';
import { runButton } from '../../answers/run-button.ts';
import { command, type Session } from '../../command.ts';
import { ageInWords } from '../../status/platform-news.ts';
import { pageOnly } from '../deliveries/delivery-list.ts';

/** Events that we stumbled over. For link-admins, so never what they say (DESIGN §6.9). */
export const eventList = command({
  name: 'event list',
  group: 'talks',
  aliases: ['イベント 一覧', 'イベント', '受信 一覧'],
  roles: ['link-admin'],
  args: pageOnly,
  run: (session, wanted) => {
    const { context, words } = session;
    const total = countReplayable(context.db);
    const gone = countFailed(context.db) - total;
    const left = gone > 0 ? [words.events.gone(gone)] : [];
    if (total === 0) return { text: [words.events.none, ...left].join('\n') };
    const page = pageWithin(wanted, total);
    const shown = failedEvents(context.db, { offset: page * ROWS_PER_PAGE, limit: ROWS_PER_PAGE });
    return listPage(session, {
      title: [words.events.title(total), ...left].join(' '),
      rows: shown.map((event) => rowOf(session, event)),
      ...{ page, total, hint: words.events.hint },
      // One that is alone has its own button.
      ...(total > 1
        ? { forAll: runButton(words, 'event replay', ['all'], words.events.replayAll) }
        : {}),
      turn: (to) => encodePress({ do: 'run', line: `event list page:${to}` }),
    });
  },
});

function rowOf(session: Session, event: InboxRow): Row {
  const { context, words } = session;
  const { events, deliveries } = words;
  const { type, who, where } = eventFacts(context, words, event);
  const age = ageInWords(words, context.clock.now() - event.receivedAt);
  const facts = [
    events.kinds[type] ?? events.otherKind,
    deliveries.age(age),
    ...whySetAside(events, event),
  ];
  return {
    title: `#${event.id} ${events.by(who, where)}`,
    subtitle: facts.join(' / '),
    pictureUrl: null,
    button: runButton(words, 'event replay', [`${event.id}`], events.replay),
  };
}

/** What waited in a copy may have been tried there; that it was restored is why it waits for people now. */
function whySetAside(events: Session['words']['events'], { result, fault }: InboxRow): string[] {
  if (result === 'restored') return [events.restored];
  return fault === null ? [] : [events.fault(fault)];
}
