import { el, show, timeOf, words } from './dom.js';

/** As many as are kept up to date. */
const SHOWN = 200;
/** Of outcomes, whatever an entry calls them. */
const BAD = /fail|refus|reject|denied|exhaust|uncertain|unaddressed/;

/** The audit log, newest first. */
export function auditPanel() {
  const list = document.querySelector('#audit .entries');
  const known = new Map();
  draw();
  return { record };

  /** Entries that are known already, after a reconnection, change nothing. */
  function record(entries) {
    for (const entry of entries) known.set(entry.id, entry);
    draw();
  }

  function draw() {
    const newest = [...known.values()].sort((a, b) => b.id - a.id);
    for (const { id } of newest.slice(SHOWN)) known.delete(id);
    const items = newest.length === 0 ? [{ empty: words.emptyAudit }] : newest.slice(0, SHOWN);
    show(list, items, (item) =>
      item.empty === undefined ? entryElement(item) : el('li', { class: 'notice' }, item.empty),
    );
  }
}

function entryElement(entry) {
  const { at, action, outcome, reason, text } = entry;
  const isBad = BAD.test(outcome);
  return el(
    'li',
    { class: `entry ${entry.direction ?? ''} ${isBad ? 'bad' : ''}` },
    el(
      'div',
      { class: 'entry-head' },
      el('time', { datetime: new Date(at).toISOString() }, timeOf(at, { second: '2-digit' })),
      el('strong', { title: action }, wordOf('actions', action)),
      el('span', { class: 'outcome', title: outcome }, wordOf('outcomes', outcome)),
    ),
    el('div', { class: 'parties' }, el('bdi', {}, partiesOf(entry))),
    reason === null
      ? null
      : el('div', { class: 'reason', dir: 'auto', title: reason }, wordOf('reasons', reason)),
    text === null ? null : el('p', { dir: 'auto' }, text),
  );
}

function partiesOf({ actor, direction, kind, lineUser, member }) {
  const [from, to] = direction === 'out' ? [member, lineUser] : [lineUser, member];
  if (direction === null) {
    return [...new Set([actor, lineUser, member].filter(Boolean))].join(words.separator);
  }
  const title = (kind === 'text' ? words.text : words.kinds[kind]) ?? kind ?? '';
  return `${from ?? actor} → ${to ?? '—'}${title === '' ? '' : words.separator + title}`;
}

/** The words of a code; one without words stands as it is. */
function wordOf(group, code) {
  const known = words.audit[group];
  return Object.hasOwn(known, code) ? known[code] : code;
}
