import { Hono } from 'hono';
import type { Context } from '../../../context.ts';
import { entryId } from '../../../domain/ids.ts';
import { formatInstant } from '../../../domain/jst.ts';
import { readCheckpoint } from '../../../proof/checkpoint.ts';
import { endInWords } from '../../../services/audit/end-in-words.ts';
import { listHolds } from '../../../services/audit/keep/list-holds.ts';
import { periodInWords } from '../../../services/audit/keep/period.ts';
import { EXPORT_OUTCOMES } from '../../../services/audit-export/begin-export.ts';
import { entryOf, lastVerification, latestEntry } from '../../../store/audit/audit-log.ts';
import { latestCheckpoint, signingKeys } from '../../../store/audit/checkpoints.ts';
import { type ExportRow, latestExports } from '../../../store/audit/exports.ts';
import { type Retained, readRetention } from '../../../store/audit/retentions.ts';
import type { Words } from '../../../words/words.ts';
import { entryPath, tabPath } from '../addresses.ts';
import { type Html, h, type Inner } from '../html.ts';
import { showPage } from '../shell.ts';
import { actorOf } from '../talk/names.ts';
import { timeOf } from '../time.ts';
import type { AuditEnv, AuditPageParts } from '../viewer.ts';

/** `GET /audit/log`: the state of the log. */
export function logPage({ context }: AuditPageParts): Hono<AuditEnv> {
  const pages = new Hono<AuditEnv>();
  pages.get('/log', (c) => {
    const viewer = c.get('viewer');
    const { words } = viewer;
    const { state: say } = words.auditTalk;
    const body = [
      h('p', { class: 'lead' }, say.means),
      h('section', null, h('h2', null, say.chain), chainState(context, words)),
      h('section', null, h('h2', null, say.keeping), keepingState(context, words)),
    ];
    const title = words.auditPage.tabs.log;
    return c.html(showPage({ viewer, title, tab: 'log', address: tabPath('log'), body }));
  });
  return pages;
}

/** How many entries there are, and what proves them. */
function chainState(context: Context, words: Words): Html {
  const { db } = context;
  const { state: say, entry: entryName } = words.auditTalk;
  const count = latestEntry(db);
  const last = entryOf(db, entryId(count));
  const newest = latestCheckpoint(db);
  const signed = newest === null ? null : readCheckpoint(textIn(newest.note));
  const keys = signingKeys(db);
  const number = (value: number) => value.toLocaleString('en-US');
  return factList([
    [say.entries, number(count)],
    [
      say.last,
      last && [timeOf(last.at), ' ', h('a', { href: entryPath(last.id) }, entryName(last.id))],
    ],
    [
      say.checkpoint,
      signed === null
        ? say.noCheckpoint
        : say.checkpointAt(formatInstant(signed.at), number(signed.entries)),
    ],
    [say.unsigned, signed === null ? null : number(count - signed.entries)],
    [say.head, signed && h('code', null, signed.head)],
    [
      say.keys,
      keys.length > 0 &&
        h(
          'ul',
          null,
          keys.map(({ verifierKey, since }) =>
            h('li', null, h('code', null, verifierKey), ' ', say.keySince(formatInstant(since))),
          ),
        ),
    ],
    [say.note, newest && h('pre', null, newest.note)],
    [say.verified, verification(context, words)],
  ]);
}

/** The signed text: what stands above the empty line of a note. */
const textIn = (note: string) => note.slice(0, note.lastIndexOf('\n\n') + 1);

function verification(context: Context, words: Words): Inner {
  const { auditTalk, commands, layout } = words;
  const { state: say } = auditTalk;
  const last = lastVerification(context.db);
  const how = h(
    'p',
    { class: 'small' },
    say.verifyHow(layout.quoted(commands['audit verify'].name)),
  );
  if (last === null) return [say.neverVerified, how];
  return [
    timeOf(last.at),
    ' ',
    h('a', { href: entryPath(last.id) }, endInWords(words, last)),
    ' ',
    actorOf(context, words, last),
    how,
  ];
}

/** How long contents and files are kept, and what is held from that. */
function keepingState(context: Context, words: Words): Html {
  const { state: say } = words.auditTalk;
  const { keeping } = words;
  const period = (what: Retained) => {
    const { inForceMs } = readRetention(context.db, what);
    return inForceMs === null ? keeping.status.forever : periodInWords(words, inForceMs);
  };
  const holds = listHolds(context, words).slice(0, MOST_HOLDS);
  const held = ({ about, heldAt, heldBy, reason }: (typeof holds)[number]) => {
    const facts = [formatInstant(heldAt), heldBy, reason];
    return h('li', null, h('bdi', null, about), ` · ${facts.filter(Boolean).join(' · ')}`);
  };
  return factList([
    [say.words, period('content')],
    [say.files, period('files')],
    [say.holds, holds.length === 0 ? words.auditTalk.none : h('ul', null, holds.map(held))],
    [words.auditExport.made, exportsMade(context, words)],
  ]);
}

const MOST_HOLDS = 200;
const MOST_EXPORTS = 50;

/** The latest exports: of each there may be copies somewhere. */
function exportsMade(context: Context, words: Words): Inner {
  const { db } = context;
  const exports = latestExports(db, MOST_EXPORTS);
  if (exports.length === 0) return words.auditTalk.none;
  const { auditExport: say, auditLog } = words;
  const made = ({ entryId: id, begunAt, form, fromAt, toAt, state, bytes }: ExportRow) => {
    const entry = entryOf(db, id);
    const period =
      fromAt === null && toAt === null
        ? say.whole
        : say.period(dayOf(fromAt), toAt === null ? '' : dayOf(toAt - 1));
    const told = say.madeOne(
      form.toUpperCase(),
      period,
      auditLog.outcomes[EXPORT_OUTCOMES[state]] ?? state,
      bytes.toLocaleString('en-US'),
    );
    const who = entry === null ? null : [' ', h('bdi', null, actorOf(context, words, entry)), ' '];
    return h('li', null, h('a', { href: entryPath(id) }, timeOf(begunAt)), who, told);
  };
  return h('ul', null, exports.map(made));
}

const dayOf = (at: number | null) => (at === null ? '' : formatInstant(at).slice(0, 10));

const factList = (rows: readonly (readonly [label: string, value: Inner])[]): Html =>
  h(
    'dl',
    { class: 'fields' },
    rows
      .filter(([, value]) => value !== null && value !== false)
      .map(([label, value]) => h('div', null, h('dt', null, label), h('dd', null, value))),
  );
