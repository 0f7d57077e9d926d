import { attach } from './server.js';

/**
 * The menus at an input: stickers, attachments, a place and oddities. `send(path, fields)` sends, and
 * `to()` is null when there is nowhere to.
 */
export function composerMenus(form, { prefix, to, send }) {
  const { text: input, fate, spot, title, address } = form.elements;

  onEach('[data-sticker]', 'click', ({ dataset }) => sendSticker(JSON.parse(dataset.sticker)));
  onEach('[data-sample]', 'click', ({ dataset }) =>
    sendNow('sample', { sample: dataset.sample, ...fateWish() }),
  );
  onEach('[data-oddity]', 'click', ({ dataset }) => sendNow('oddity', { key: dataset.oddity }));
  onEach('[data-insert]', 'click', ({ dataset }) => insert(dataset.insert));
  onEach('[name=place]', 'click', sendPlace);
  onEach('[name=title], [name=address]', 'keydown', (_, event) => {
    if (event.key !== 'Enter' || event.isComposing) return;
    // Enter in a form presses its first button: here that one sends a text.
    event.preventDefault();
    void sendPlace();
  });
  onEach('[name=spot]', 'change', () => {
    const chosen = JSON.parse(spot.value);
    if (title !== undefined) title.value = chosen.title;
    address.value = chosen.address;
  });
  onEach('[name=fate]', 'change', () => {
    // What is set apart from the ordinary shows on the closed menu too.
    const summary = fate.closest('details').querySelector('summary');
    summary.classList.toggle('set', fate.value !== 'ready');
  });
  onEach('[type=file]', 'change', async (field) => {
    const files = [...field.files];
    close();
    const plain = field.name === 'file' ? { plain: true } : {};
    const wish = { ...fateWish(), ...plain };
    if (to() !== null) await attach(files, (sent) => send(`${prefix}/files`, { ...wish, ...sent }));
    field.value = '';
  });

  function onEach(selector, type, act) {
    for (const element of form.querySelectorAll(selector)) {
      element.addEventListener(type, (event) => act(element, event));
    }
  }

  function close() {
    for (const menu of form.querySelectorAll('.menu[open]')) menu.open = false;
    input.focus({ preventScroll: true });
  }

  function sendNow(what, fields) {
    close();
    return to() === null ? null : send(`${prefix}/${what}`, fields);
  }

  /** LINE tells what a sticker stands for, LINE WORKS does not. */
  function sendSticker({ packageId, stickerId, label, text, wordless }) {
    const both = { packageId, stickerId };
    if (prefix !== '/line') return sendNow('sticker', both);
    const keywords = wordless ? [] : [text ?? label];
    return sendNow('sticker', { ...both, keywords, ...(text === undefined ? {} : { text }) });
  }

  function sendPlace() {
    if (address.value.trim() === '') return address.focus();
    const { latitude, longitude } = JSON.parse(spot.value);
    const name = title === undefined ? '' : title.value.trim();
    const place = { title: name, address: address.value.trim(), latitude, longitude };
    return sendNow('place', { spot: place });
  }

  function fateWish() {
    return fate === undefined ? {} : { fate: fate.value };
  }

  /** As LINE's own palette does: only what comes from here is marked up when it is sent. */
  function insert(text) {
    input.setRangeText(text, input.selectionStart, input.selectionEnd, 'end');
    input.dataset.marked = 'true';
    input.dispatchEvent(new Event('input'));
    close();
  }
}

/** Menus close as people expect: by Escape, and by a press anywhere else. */
export function closeMenusByThemselves() {
  document.addEventListener('keydown', (event) => {
    if (event.key !== 'Escape') return;
    const menu = document.querySelector('.menu[open]');
    if (menu === null) return;
    menu.open = false;
    menu.querySelector('summary').focus();
  });
  document.addEventListener('click', ({ target }) => {
    for (const menu of document.querySelectorAll('.menu[open]')) {
      if (!menu.contains(target)) menu.open = false;
    }
  });
}
