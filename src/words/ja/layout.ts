import { san } from './san.ts';

/** The marks that lists, headings and names beside each other are made of. */
export const layout = {
  person: san,
  quoted: (text: string) => `「${text}」`,
  /** Between people or things in a sentence. */
  between: '、',
  item: (text: string) => `・${text}`,
  heading: (text: string) => `【${text}】`,
  /** A line that belongs to the one above it. */
  under: (text: string) => `　${text}`,
  /** An empty list. */
  nothing: '－',
  /** A name, and what else is to be known with it. */
  beside: (name: string, more: string) => `${name}（${more}）`,
};
