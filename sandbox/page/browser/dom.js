/** The page's words, in the language it was asked for. */
export const words = JSON.parse(document.getElementById('words').textContent);

/**
 * An element. Children that are strings become text, never markup: names and messages are other
 * people's. Properties that are null are left out.
 */
export function el(tag, properties = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(properties)) {
    if (value === null || value === undefined) continue;
    if (name.startsWith('on')) element.addEventListener(name.slice(2), value);
    else element.setAttribute(name, value === true ? '' : String(value));
  }
  element.append(...children.filter((child) => child !== null && child !== undefined));
  return element;
}

/**
 * Makes the container show the items, in order. An element is kept while its item stays the same,
 * so that focus, selection and scrolling survive a redraw.
 */
export function show(container, items, render) {
  const old = new Map([...container.children].map((child) => [child.shown, child]));
  const wanted = items.map((item) => {
    const shown = JSON.stringify(item);
    const kept = old.get(shown);
    old.delete(shown);
    return kept ?? Object.assign(render(item), { shown });
  });
  for (const child of [...container.children]) if (!wanted.includes(child)) child.remove();
  for (const [index, child] of wanted.entries()) {
    if (container.children[index] === child) continue;
    container.insertBefore(child, container.children[index] ?? null);
  }
}

/** Sets what a select offers; `options` are {value, label}. */
export function offer(select, options, value) {
  show(select, options, (option) => el('option', { value: option.value }, option.label));
  if (value !== undefined) select.value = value;
}

const ADDRESS = /https?:\/\/[^\s<>"'、。「」（）]+/g;

/** Text with its addresses as links. */
export function linked(text) {
  const parts = document.createDocumentFragment();
  let end = 0;
  for (const { 0: address, index } of text.matchAll(ADDRESS)) {
    parts.append(text.slice(end, index), link(address, address));
    end = index + address.length;
  }
  parts.append(text.slice(end));
  return parts;
}

/** A platform's own words for a message without text, such as `[sticker]`, in the page's language. */
export function localised(text) {
  const [, kind, rest] = /^\[(\w+)(?: ([^\]]*))?\]/.exec(text) ?? [];
  if (kind === undefined || !Object.hasOwn(words.kinds, kind)) return text;
  return [`[${words.kinds[kind]}]`, rest].filter(Boolean).join(' ');
}

/** A link that opens beside the page. Anything but http and our own paths stays text. */
export function link(address, label) {
  if (!/^(https?:\/\/|\/(?!\/))/.test(address)) return el('span', {}, label);
  return el('a', { href: address, target: '_blank', rel: 'noopener noreferrer' }, label);
}

/** Pictures come from this machine only, whatever a message names. */
export function isLocal(address) {
  return URL.parse(address, location.href)?.hostname === location.hostname;
}

const CLOCK = { hour: '2-digit', minute: '2-digit', timeZone: 'Asia/Tokyo' };
const DATE = { ...CLOCK, month: 'numeric', day: 'numeric' };

/** `14:05`, with the date when it is not today's. */
export function timeOf(at, more = {}) {
  const day = (ms) => new Date(ms).toLocaleDateString('sv', { timeZone: 'Asia/Tokyo' });
  const format = day(at) === day(Date.now()) ? CLOCK : DATE;
  return new Date(at).toLocaleString(document.documentElement.lang, {
    ...format,
    ...more,
    hour12: false,
  });
}

let hiding;

/** Says something for a few seconds. */
export function toast(text) {
  const place = document.getElementById('toast');
  place.textContent = text;
  place.hidden = false;
  clearTimeout(hiding);
  hiding = setTimeout(() => {
    place.hidden = true;
  }, 6000);
}
