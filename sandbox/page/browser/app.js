import { auditPanel } from './audit.js';
import { faultPanel } from './faults.js';
import { closeMenusByThemselves } from './menus.js';
import { phonePanel } from './phone.js';
import { follow } from './server.js';
import { adminPanel, worksPanel } from './works.js';

/** Kept in the address, so that a reload and the other language show the same people. */
const selection = Object.fromEntries(new URLSearchParams(location.hash.slice(1)));
const marks = new Map();
let state = null;

const shared = { selection, select, seen, nameToAdd };
const phone = phonePanel(shared);
const panels = [phone, worksPanel(shared), adminPanel(shared), faultPanel()];
const refresh = follow(chosen, draw, auditPanel().record);

document.addEventListener('click', openInPhone);
closeMenusByThemselves();

function chosen() {
  return Object.entries(selection).filter(([, value]) => value);
}

function select(change) {
  Object.assign(selection, change);
  void refresh();
}

function draw(next) {
  state = next;
  for (const panel of panels) panel.draw(next);
  const hash = new URLSearchParams(chosen());
  history.replaceState(null, '', `#${hash}`);
  for (const link of document.querySelectorAll('.language')) link.hash = String(hash);
}

/** Whether a chat has something new since it was open; what was there at first is not new. */
function seen(place, mark, isOpen) {
  const before = marks.get(place);
  if (isOpen || before === undefined) marks.set(place, mark);
  return !isOpen && before !== undefined && before !== mark;
}

/** What a command about a member calls the one shown in the middle. */
function nameToAdd() {
  const member = state?.members.find(({ id }) => id === selection.member);
  return member?.account.split('@')[0] ?? '';
}

/** LINE's own links open on the phone shown here: there is no other LINE in this world. */
function openInPhone(event) {
  const address = event.target.closest?.('main a[href]')?.href ?? '';
  const [, kind, rest] = /^https:\/\/line\.me\/R\/(oaMessage|ti\/p)\/(.*)$/.exec(address) ?? [];
  if (kind === undefined) return;
  event.preventDefault();
  if (kind === 'ti/p') void phone.befriend();
  else phone.write(decodeURIComponent(rest.slice(rest.indexOf('?') + 1)));
}
