import { raw } from 'hono/html';

/** Line drawings on a ground of 20 by 20. */
const DRAWINGS = {
  sticker:
    '<circle cx="10" cy="10" r="8"/><path d="M6.5 11.5c1.5 3.5 5.5 3.5 7 0"/><path d="M7 7.5v.8M13 7.5v.8"/>',
  attach:
    '<path d="M15.5 9.5 9.8 15.3a3.7 3.7 0 0 1-5.2-5.2l6.3-6.4a2.5 2.5 0 0 1 3.6 3.6l-6 6a1.2 1.2 0 0 1-1.8-1.7L12 6.3"/>',
  place:
    '<path d="M10 18c-4-5-5.5-7.4-5.5-10a5.5 5.5 0 0 1 11 0c0 2.6-1.5 5-5.5 10z"/><circle cx="10" cy="8" r="2"/>',
  more: '<circle cx="4.5" cy="10" r="1.2"/><circle cx="10" cy="10" r="1.2"/><circle cx="15.5" cy="10" r="1.2"/>',
};

export type Icon = keyof typeof DRAWINGS;

/** A drawing beside words, or named by the element around it. */
export function icon(name: Icon) {
  return raw(
    `<svg class="icon" viewBox="0 0 20 20" width="20" height="20" fill="none" stroke="currentColor" stroke-width="1.6" stroke-linecap="round" stroke-linejoin="round" aria-hidden="true">${DRAWINGS[name]}</svg>`,
  );
}
