import { Hono } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import { z } from 'zod';
import type { BubbleButton } from '../line/platform.ts';
import type { RoomView, WorksButton } from '../line-works/platform.ts';
import type { Stage } from './stage.ts';

/** Uploads travel as base64 in JSON. */
const MAX_BODY_BYTES = 16 * 1024 * 1024;

const id = z.string().min(1).max(500);
const text = z.string().min(1).max(20_000);
const user = z.object({ user: id });
const place = z.object({ member: id, room: id });
const sticker = z.object({ packageId: id, stickerId: id });
const button = z.object({ bubble: id, button: z.int().nonnegative() });
const file = z.object({
  name: z.string().min(1).max(255),
  type: z.string().max(100),
  bytes: z.base64(),
});

/**
 * What people do on the page. All of it goes through the simulated platforms, and so through signed
 * webhooks. The answer's `status` is the webhook's; null when it was not reached.
 */
export function actions({ line, works, company }: Stage): Hono {
  const app = new Hono();
  const oa = company.account.channelId;

  on('/line/says', user.extend({ text, quote: id.optional() }), ({ user, text, quote }) =>
    line.user(user).says(text, quote === undefined ? { oa } : { oa, quote }),
  );
  on(
    '/line/sticker',
    user.extend({ ...sticker.shape, keywords: z.array(text).max(20), text: text.optional() }),
    ({ user, packageId, stickerId, keywords, text }) =>
      line.user(user).sendsSticker(packageId, stickerId, {
        oa,
        keywords,
        ...(text === undefined ? {} : { text, resourceType: 'MESSAGE' }),
      }),
  );
  on('/line/file', user.extend({ file }), ({ user, file }) => {
    const bytes = Buffer.from(file.bytes, 'base64');
    const kind = kindOf(file.type);
    const content = { bytes, contentType: file.type || 'application/octet-stream' };
    const named = { ...content, fileName: file.name };
    return line.user(user).sendsContent(kind, kind === 'file' ? named : content, { oa });
  });
  on('/line/friend', user.extend({ action: z.enum(['follow', 'block', 'unblock']) }), (wish) =>
    line.user(wish.user)[wish.action](oa),
  );
  on('/line/unsend', user.extend({ bubble: id }), ({ user, bubble }) =>
    line.user(user).unsends(bubble, { oa }),
  );
  on('/line/tap', user.extend(button.shape), (tap) => {
    const phone = line.user(tap.user);
    const found = phone.chat(oa).find(({ id }) => id === tap.bubble)?.buttons[tap.button];
    return pressed(phone, found);
  });

  on('/works/says', place.extend({ text }), (it) => roomOf(it).says(it.text));
  on('/works/sticker', place.extend(sticker.shape), (it) =>
    roomOf(it).sendsSticker(it.packageId, it.stickerId),
  );
  on('/works/file', place.extend({ file }), (it) => {
    const { name, type, bytes } = it.file;
    const contentType = type || 'application/octet-stream';
    const sent = { fileName: name, contentType, bytes: Buffer.from(bytes, 'base64') };
    return roomOf(it).sendsFile(kindOf(type), sent);
  });
  on('/works/begin', place, (it) => roomOf(it).begins());
  on('/works/tap', place.extend(button.shape), (it) => {
    const view = roomOf(it);
    const found = view.messages.find(({ id }) => String(id) === it.bubble)?.buttons[it.button];
    return tapped(view, found);
  });
  return app;

  function on<Wish>(path: string, schema: z.ZodType<Wish>, act: (wish: Wish) => Outcome) {
    app.post(path, bodyLimit({ maxSize: MAX_BODY_BYTES }), async (c) => {
      const wish = schema.safeParse(await c.req.json().catch(() => null));
      if (!wish.success) return c.json({ error: z.prettifyError(wish.error) }, 400);
      const outcome = await act(wish.data);
      return c.json({ status: typeof outcome === 'object' ? (outcome?.status ?? null) : outcome });
    });
  }

  function roomOf({ member, room }: z.output<typeof place>): RoomView {
    return works.member(member).room(room);
  }

  function pressed(phone: ReturnType<typeof line.user>, button: BubbleButton | undefined): Outcome {
    if (button === undefined) throw new Error('no such button');
    const { type, data, displayText } = button;
    if (type === 'postback') {
      return phone.taps(data ?? '', displayText === undefined ? { oa } : { oa, displayText });
    }
    if (type === 'message') return phone.says(button.text ?? button.label, { oa });
    throw new Error(`a ${type} button does nothing on the platform`);
  }
}

type Outcome = Promise<number | null | { readonly status: number | null }>;

/** `taps` knows labels only and takes the newest: old buttons of the same label keep their meaning. */
function tapped(view: RoomView, button: WorksButton | undefined): Outcome {
  if (button === undefined) throw new Error('no such button');
  if (button.type !== 'message') return view.taps(button);
  const { postback } = button;
  const said = { type: 'text', text: button.text ?? button.label };
  return view.sends(postback === undefined ? said : { ...said, postback });
}

function kindOf(contentType: string): 'image' | 'video' | 'audio' | 'file' {
  const [kind] = contentType.split('/');
  return kind === 'image' || kind === 'video' || kind === 'audio' ? kind : 'file';
}
