import { el, isLocal } from './dom.js';

/** A part of a Flex message and all within. `press(button)` makes the element of a button. */
export function flexElement(part, press) {
  const { type, look, text, image, button, parts } = part;
  if (type === 'separator') return el('hr');
  if (type === 'button') return button === null ? null : press(button);
  if (image !== null) {
    return isLocal(image) ? el('img', { class: `flex-${type}`, src: image, alt: '' }) : null;
  }
  const within = parts.map((one) => flexElement(one, press));
  const name = type === 'text' || type === 'span' ? 'span' : 'div';
  const classes = [`flex-${type}`, look === '' ? '' : `flex-${look}`].join(' ').trim();
  const shown = el(name, { class: classes, dir: 'auto' }, text === '' ? null : text, ...within);
  // What can be pressed without being a button of its own gets one below.
  if (button !== null && button.label !== '') shown.append(press(button));
  return shown;
}
