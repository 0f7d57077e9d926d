import { formatInstant, JST_MS } from '../../domain/jst.ts';
import { type Html, h } from './html.ts';

/** An instant (epoch ms) as a time element, in Japan's time. */
export function timeOf(at: number): Html {
  const there = new Date(at + JST_MS).toISOString().slice(0, 19);
  return h('time', { datetime: `${there}+09:00` }, formatInstant(at));
}
