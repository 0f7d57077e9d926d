import { expect, test } from 'vitest';
import { bubbleOfOa } from '../../../sandbox/line/bubbles.ts';
import { phoneBubbles } from '../../../sandbox/page/views/phone-bubbles.ts';

/** What the page draws of the messages an OA sends. */

const shown = (message: object) =>
  phoneBubbles([bubbleOfOa('1', 0, { ...message }, 'push', null)])[0];
const uri = (label: string) => ({ type: 'uri', label, uri: 'https://example.com/f' });
const quick = {
  quickReply: { items: [{ type: 'action', action: { type: 'message', label: 'q', text: 'q' } }] },
};

test('a Flex card: sections in their order, each button where it stands', () => {
  const card = shown({
    type: 'flex',
    altText: '要約',
    contents: {
      type: 'bubble',
      footer: {
        type: 'box',
        layout: 'vertical',
        contents: [
          { type: 'button', action: uri('開く') },
          { type: 'button', action: { type: 'postback', label: '選ぶ', data: 'd' } },
        ],
      },
      hero: { type: 'image', url: 'https://example.com/a.png', action: uri('絵') },
      body: {
        type: 'box',
        layout: 'vertical',
        contents: [{ type: 'text', text: '見積書.pdf', weight: 'bold' }],
      },
      styles: { footer: { separator: true } },
    },
    ...quick,
  });
  const [hero, body, footer] = card?.flex?.parts ?? [];
  expect(hero).toMatchObject({ look: 'hero', image: 'https://example.com/a.png' });
  expect(hero?.button).toMatchObject({ label: '絵', uri: 'https://example.com/f' });
  expect(body?.parts).toMatchObject([{ type: 'text', look: 'bold', text: '見積書.pdf' }]);
  expect(footer?.parts.map(({ button }) => [button?.label, button?.live])).toEqual([
    ['開く', false],
    ['選ぶ', true],
  ]);
  expect(card?.buttons.map(({ label, quick }) => [label, quick])).toEqual([['q', true]]);
});

test('a film with its first frame, and a sound with its length', () => {
  const film = {
    originalContentUrl: 'https://a.example/f',
    previewImageUrl: 'https://a.example/p',
  };
  expect(shown({ type: 'video', ...film })).toMatchObject({
    link: 'https://a.example/f',
    image: 'https://a.example/p',
  });
  const sound = { type: 'audio', originalContentUrl: 'https://a.example/s', duration: 3019 };
  expect(shown(sound)).toMatchObject({ link: 'https://a.example/s', durationMs: 3019 });
});

test('buttons with a picture, and a carousel of pictures', () => {
  const buttons = {
    type: 'buttons',
    thumbnailImageUrl: 'https://a.example/t',
    title: '題',
    text: '文',
    actions: [uri('開く')],
  };
  expect(shown({ type: 'template', altText: 'a', template: buttons })).toMatchObject({
    image: 'https://a.example/t',
    text: '題\n文',
    buttons: [{ label: '開く' }],
  });
  const columns = [{ imageUrl: 'https://a.example/1', action: uri('一') }];
  const pictures = { type: 'image_carousel', columns };
  expect(shown({ type: 'template', altText: 'a', template: pictures })?.rows).toMatchObject([
    { image: 'https://a.example/1', buttons: [{ label: '一' }] },
  ]);
});
