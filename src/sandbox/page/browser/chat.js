import { bubbleElement, buttonElement } from './bubble.js';
import { el, show, words } from './dom.js';
import { composerMenus } from './menus.js';

/**
 * The messages and the input of one panel. `to` says where a message goes, as fields of a wish; null
 * is nowhere. `send(path, fields)` does it.
 */
export function chatPanel(panel, { prefix, to, send, empty, more }) {
  const list = panel.querySelector('.chat');
  const quick = panel.querySelector('.quick');
  const form = panel.querySelector('.composer');
  const input = form.elements.text;
  const tap = (bubble, button) => send(`${prefix}/tap`, { bubble, button });
  let place = '';
  /** Whether the newest message is in sight, and so stays there. */
  let atEnd = true;
  let top = 0;

  list.addEventListener('scroll', () => {
    const near = list.scrollHeight - list.scrollTop - list.clientHeight < 60;
    // Only going up leaves the end: a picture that comes late moves the end away by itself.
    atEnd = near || (atEnd && list.scrollTop >= top);
    top = list.scrollTop;
  });
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
    if (text === input.value) clear();
    const sent = await send(`${prefix}/says`, { text, ...marked });
    if (!sent && input.value === '') input.value = text;
  }

  function clear() {
    input.value = '';
    delete input.dataset.marked;
  }

  /** Puts text into the input, for the person to send. */
  function write(text) {
    input.value = text;
    input.focus();
    panel.scrollIntoView({ block: 'nearest' });
  }

  function keepEnd() {
    if (atEnd) list.scrollTop = list.scrollHeight;
    top = list.scrollTop;
  }

  /** Shows a chat; `where` tells one chat from another. */
  function draw(where, bubbles) {
    if (where !== place) atEnd = true;
    place = where;
    const items = bubbles.length === 0 ? [{ empty, where }] : bubbles;
    show(list, items, (item) =>
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
    input.disabled = to() === null;
    keepEnd();
  }
}

/** ` ●` behind a name with something new. */
export const unreadMark = (unread) => (unread ? `　● ${words.unread}` : '');
