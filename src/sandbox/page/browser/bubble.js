import { el, isLocal, link, linked, localised, timeOf, words } from './dom.js';

/**
 * A message in a chat. `tap(bubbleId, buttonIndex)` presses a button; `more(bubble)` gives what the
 * person can do with the message itself.
 */
export function bubbleElement(bubble, { tap, more = () => [] }) {
  const { mine, name, icon } = bubble;
  if (bubble.unsent) return el('li', { class: 'notice' }, words.unsent);
  const face = mine || name === null ? null : faceOf(name, icon);
  const body = el('div', { class: 'body' });
  if (!mine && name !== null) body.append(el('bdi', { class: 'name', title: name }, name));
  body.append(el('div', { class: `content ${kindClass(bubble)}` }, ...contentOf(bubble, tap)));
  body.append(el('div', { class: 'meta' }, ...metaOf(bubble), ...more(bubble)));
  return el('li', { class: mine ? 'bubble mine' : 'bubble' }, face, body);
}

/** A button; one that does nothing on the platform opens its address, or is shown greyed out. */
export function buttonElement(bubbleId, button, tap) {
  const { label, uri, index } = button;
  if (uri !== null) {
    return el('span', { class: 'link-button' }, link(uri, label));
  }
  const disabled = button.live ? null : true;
  return el(
    'button',
    { type: 'button', dir: 'auto', disabled, onclick: () => tap(bubbleId, index) },
    label,
  );
}

function faceOf(name, icon) {
  if (icon !== null && isLocal(icon)) {
    return el('img', { class: 'face', src: icon, alt: '', width: 32, height: 32 });
  }
  const letter = [...name.trim()][0] ?? '?';
  return el('span', { class: 'face', 'aria-hidden': 'true' }, letter);
}

const kindClass = ({ kind }) => (Object.hasOwn(words.kinds, kind) ? `tile ${kind}` : 'words');

function contentOf(bubble, tap) {
  const { kind, text, quoted, rows, id } = bubble;
  const label = Object.hasOwn(words.kinds, kind) ? words.kinds[kind] : null;
  const own = bubble.buttons.filter((button) => !button.quick);
  return [
    quoted === null ? null : el('blockquote', { dir: 'auto' }, localised(quoted)),
    label === null ? null : el('span', { class: 'label' }, label),
    pictureOf(bubble),
    text === '' ? null : el('p', { dir: 'auto' }, linked(text)),
    fileOf(bubble),
    ...rows.map((row) => rowElement(id, row, tap)),
    own.length === 0 ? null : buttonsElement(id, own, tap),
  ];
}

function rowElement(id, row, tap) {
  return el(
    'div',
    { class: 'row' },
    row.image !== null && isLocal(row.image)
      ? el('img', { src: row.image, alt: '', width: 40, height: 40, loading: 'lazy' })
      : null,
    el(
      'div',
      { class: 'row-text' },
      row.title === '' ? null : el('strong', { dir: 'auto' }, row.title),
      row.subtitle === '' ? null : el('span', { dir: 'auto' }, row.subtitle),
    ),
    row.buttons.length === 0 ? null : buttonsElement(id, row.buttons, tap),
  );
}

function buttonsElement(id, buttons, tap) {
  return el('div', { class: 'buttons' }, ...buttons.map((one) => buttonElement(id, one, tap)));
}

function pictureOf({ image, text }) {
  if (image === null || !isLocal(image)) return null;
  return el('img', { class: 'picture', src: image, alt: text || words.kinds.image });
}

function fileOf({ link: address, image }) {
  if (address === null || (image !== null && isLocal(image))) return null;
  return el('p', {}, link(address, words.file));
}

function metaOf({ at, mine, delivered, read }) {
  const time = el('time', { datetime: new Date(at).toISOString() }, timeOf(at));
  if (!mine) return [time];
  const state = delivered ? (read ? words.read : null) : words.undelivered;
  const kind = delivered ? 'read' : 'undelivered';
  return [state === null ? null : el('span', { class: kind }, state), time].filter(Boolean);
}
