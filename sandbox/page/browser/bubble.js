import { el, isLocal, link, linked, localised, timeOf, words } from './dom.js';
import { flexElement } from './flex.js';

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
    const onerror = ({ target }) => target.replaceWith(letterOf(name));
    return el('img', { class: 'face', src: icon, alt: '', width: 32, height: 32, onerror });
  }
  return letterOf(name);
}

function letterOf(name) {
  const letter = [...name.trim()][0] ?? '?';
  return el('span', { class: 'face', 'aria-hidden': 'true' }, letter);
}

const kindClass = ({ kind }) => (Object.hasOwn(words.kinds, kind) ? `tile ${kind}` : 'words');

function contentOf(bubble, tap) {
  const { kind, text, quoted, rows, flex, id } = bubble;
  const label = Object.hasOwn(words.kinds, kind) ? words.kinds[kind] : null;
  const own = bubble.buttons.filter((button) => !button.quick);
  return [
    quoted === null ? null : el('blockquote', { dir: 'auto' }, localised(quoted)),
    label === null ? null : el('span', { class: 'label' }, label + lengthOf(bubble)),
    mediaOf(bubble),
    text === '' ? null : textOf(bubble),
    fileOf(bubble),
    flex === null ? null : flexElement(flex, (button) => buttonElement(id, button, tap)),
    ...rows.map((row) => rowElement(id, row, tap)),
    own.length === 0 ? null : buttonsElement(id, own, tap),
  ];
}

/** ` 0:03` behind the name of a sound or film. */
function lengthOf({ durationMs }) {
  if (durationMs === null) return '';
  const seconds = Math.round(durationMs / 1000);
  return ` ${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`;
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

/** A picture kept elsewhere is named and not loaded. */
function textOf({ kind, text, link: address }) {
  if (kind !== 'image' || address !== null) return el('p', { dir: 'auto' }, linked(text));
  return el('p', {}, el('span', { class: 'aside' }, words.external), el('br'), text);
}

/** Pictures open in full when pressed; films and sounds play in their place. */
function mediaOf({ kind, image, link: address, text }) {
  const src = address !== null && isLocal(address) ? address : null;
  const poster = image !== null && isLocal(image) ? image : null;
  if (src !== null && kind === 'video') {
    const label = words.kinds.video;
    return el('video', { controls: true, preload: 'metadata', src, poster, 'aria-label': label });
  }
  if (src !== null && kind === 'audio') {
    return el('audio', { controls: true, preload: 'none', src, 'aria-label': words.kinds.audio });
  }
  if (poster === null) return null;
  const picture = el('img', { class: 'picture', src: poster, alt: text || words.kinds.image });
  return src === null ? picture : link(src, picture);
}

function fileOf({ kind, link: address }) {
  const plays = kind === 'image' || kind === 'video' || kind === 'audio';
  if (address === null || (plays && isLocal(address))) return null;
  return el('p', {}, link(address, words.file));
}

function metaOf({ at, mine, delivered, read }) {
  const time = el('time', { datetime: new Date(at).toISOString() }, timeOf(at));
  if (!mine) return [time];
  const state = delivered ? (read ? words.read : null) : words.undelivered;
  const kind = delivered ? 'read' : 'undelivered';
  return [state === null ? null : el('span', { class: kind }, state), time].filter(Boolean);
}
