import { bubbleElement, buttonElement } from './bubble.js';
import { el, show, words } from './dom.js';
import { draftsOf } from './drafts.js';
import { composerMenus } from './menus.js';

/** What there is to send with. */
const FIELDS = '.chip, .composer textarea, .send, .tools button, .tools input';

/**
 * The messages and the input of one panel. `to` says where a message goes, as fields of a wish; null
 * is nowhere, and `closed` says why, if there is something to say. `send(path, fields)` does it.
 */
export function chatPanel(panel, { prefix, to, send, empty, more, closed = () => null }) {
  const list = panel.querySelector('.chat');
  const messages = list.querySelector('ol');
  const newer = panel.querySelector('.newer');
  const quick = panel.querySelector('.quick');
  const form = panel.querySelector('.composer');
  const input = form.elements.text;
  const { placeholder } = input;
  const draft = draftsOf(panel.id, input);
  const tap = (bubble, button) => send(`${prefix}/tap`, { bubble, button });
  let place = '';
  /** Whether the newest message is in sight, and so stays there. */
  let atEnd = true;
  let top = 0;

  list.addEventListener('scroll', () => {
    const near = list.scrollHeight - list.scrollTop - list.clientHeight < 60;
    // Only going up leaves the end: a late picture moves the end away on its own.
    atEnd = near || (atEnd && list.scrollTop >= top);
    top = list.scrollTop;
    if (atEnd) newer.hidden = true;
  });
  newer.addEventListener('click', goToEnd);
  // Pictures get their height late; `load` does not bubble.
  list.addEventListener('load', keepEnd, true);

  form.addEventListener('submit', (event) => {
    event.preventDefault();
    void says(input.value);
  });
  input.addEventListener('keydown', (event) => {
    // The Enter that ends a Japanese conversion is not meant for the chat.
    if (event.key !== 'Enter' || event.shiftKey || event.isComposing || event.keyCode === 229)
      return;
    event.preventDefault();
    form.requestSubmit();
  });
  composerMenus(form, { prefix, to, send });
  return { draw, says, write };

  async function says(text) {
    if (text.trim() === '' || to() === null) return;
    const marked = input.dataset.marked === 'true' && text === input.value ? { marked: true } : {};
    if (text === input.value) draft.clear();
    const from = place;
    goToEnd();
    const sent = await send(`${prefix}/says`, { text, ...marked });
    if (!sent) draft.restore(from, text);
  }

  /** Puts text into the input, for the person to send. */
  function write(text) {
    input.value = text;
    draft.keep();
    input.focus();
    panel.scrollIntoView({ block: 'nearest' });
  }

  function goToEnd() {
    atEnd = true;
    newer.hidden = true;
    keepEnd();
  }

  function keepEnd() {
    if (atEnd) list.scrollTop = list.scrollHeight;
    top = list.scrollTop;
  }

  /** Shows a chat; `where` tells one chat from another. */
  function draw(where, bubbles) {
    const elsewhere = where !== place;
    if (elsewhere) atEnd = true;
    place = where;
    draft.open(where);
    const newest = messages.lastElementChild?.shown;
    const items = bubbles.length === 0 ? [{ empty, where }] : bubbles;
    show(messages, items, (item) =>
      item.empty === undefined
        ? bubbleElement(item, { tap, more })
        : el('li', { class: 'notice' }, item.empty),
    );
    const last = bubbles.at(-1);
    const buttons = (last?.buttons ?? []).filter((button) => button.quick);
    show(
      quick,
      buttons.map((button) => ({ id: last.id, button })),
      ({ id, button }) => buttonElement(id, button, tap),
    );
    close(to() === null ? (closed() ?? '') : null);
    const hasNews = !elsewhere && newest !== messages.lastElementChild?.shown;
    newer.hidden = atEnd || !(hasNews || !newer.hidden);
    keepEnd();
  }

  /** Shuts the input and says why; null opens it. The page is served with it shut. */
  function close(reason) {
    for (const field of panel.querySelectorAll(FIELDS)) {
      field.disabled = reason !== null;
    }
    for (const menu of form.querySelectorAll('.tools details')) menu.hidden = reason !== null;
    input.placeholder = reason || placeholder;
  }
}

/** ` ●` behind a name with something new. */
export const unreadMark = (unread) => (unread ? `　● ${words.unread}` : '');
