import * as z from 'zod';
import type { BubbleButton, LineUser } from '../../line/platform.ts';
import type { Stage } from '../stage.ts';
import { markedText, ODDITIES } from './line-says.ts';
import { lineUploads } from './line-uploads.ts';
import * as wish from './wishes.ts';

const user = z.object({ user: wish.id });
const says = user.extend({
  text: wish.words,
  quote: wish.id.optional(),
  marked: z.boolean().optional(),
});
const sticker = user.extend({
  ...wish.sticker.shape,
  keywords: z.array(wish.words).max(15),
  text: wish.words.optional(),
  quote: wish.id.optional(),
});
const oddity = user.extend({ key: z.enum(['unknown', 'external']) });
const friend = user.extend({ action: z.enum(['follow', 'block', 'unblock']) });

/** What a LINE user does in the chat with the OA. */
export function lineActions(on: wish.On, stage: Stage): void {
  lineWords(on, stage);
  lineUploads(on, stage);
  lineDeeds(on, stage);
}

function lineWords(on: wish.On, { line, company }: Stage): void {
  const oa = company.account.channelId;
  on('/line/says', says, ({ user, text, quote, marked }) => {
    const phone = line.user(user);
    const to = quote === undefined ? { oa } : { oa, quote };
    return marked === true
      ? phone.sends(markedText(text, line.account(oa)), to)
      : phone.says(text, to);
  });
  on('/line/sticker', sticker, ({ user, packageId, stickerId, keywords, text, quote }) =>
    line.user(user).sendsSticker(packageId, stickerId, {
      oa,
      keywords,
      ...(text === undefined ? {} : { text, resourceType: 'MESSAGE' }),
      ...(quote === undefined ? {} : { quote }),
    }),
  );
  on('/line/place', user.extend({ spot: wish.spot }), (it) => {
    const { title, ...place } = it.spot;
    return line.user(it.user).sendsLocation(title === '' ? place : { ...place, title }, { oa });
  });
  on('/line/oddity', oddity, (it) => line.user(it.user).sends(ODDITIES[it.key], { oa }));
}

function lineDeeds(on: wish.On, { line, company }: Stage): void {
  const oa = company.account.channelId;
  on('/line/friend', friend, (it) => line.user(it.user)[it.action](oa));
  on('/line/unsend', user.extend({ bubble: wish.id }), (it) =>
    line.user(it.user).unsends(it.bubble, { oa }),
  );
  on('/line/tap', user.extend(wish.button.shape), (it) => {
    const phone = line.user(it.user);
    const bubble = phone.chat(oa).find(({ id }) => id === it.bubble);
    return press(phone, oa, bubble?.buttons[it.button]);
  });
}

function press(phone: LineUser, oa: string, button: BubbleButton | undefined): wish.Outcome {
  if (button === undefined) throw new Error('no such button');
  const { type, data, displayText } = button;
  if (type === 'postback') {
    return phone.taps(data ?? '', displayText === undefined ? { oa } : { oa, displayText });
  }
  if (type === 'message') return phone.says(button.text ?? button.label, { oa });
  throw new Error(`a ${type} button does nothing on the platform`);
}
