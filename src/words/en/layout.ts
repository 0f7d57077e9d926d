import type { Words } from '../ja.ts';

export const layout: Words['layout'] = {
  person: (name) => name,
  quoted: (text) => `"${text}"`,
  between: ', ',
  item: (text) => `- ${text}`,
  heading: (text) => `${text}:`,
  under: (text) => `  ${text}`,
  nothing: 'none',
  beside: (name, more) => `${name} (${more})`,
};
