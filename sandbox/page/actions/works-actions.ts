import * as z from 'zod';
import type { RoomView, WorksButton } from '../../line-works/platform.ts';
import type { Stage } from '../stage.ts';
import type { Upload } from './samples.ts';
import * as wish from './wishes.ts';

const place = z.object({ member: wish.id, room: wish.id });
type Place = z.output<typeof place>;

/** What a member does in a talk room. */
export function worksActions(on: wish.On, { works }: Stage): void {
  const roomOf = ({ member, room }: Place): RoomView => works.member(member).room(room);

  on('/works/says', place.extend({ text: wish.words }), (it) => roomOf(it).says(it.text));
  on('/works/sticker', place.extend(wish.sticker.shape), (it) =>
    roomOf(it).sendsSticker(it.packageId, it.stickerId),
  );
  on('/works/place', place.extend({ spot: wish.spot }), (it) => {
    const { address, latitude, longitude } = it.spot;
    return roomOf(it).sendsLocation({ address, latitude, longitude });
  });
  on('/works/files', z.intersection(place, wish.files), (it) =>
    attached(roomOf(it), it.files, it.plain),
  );
  on('/works/sample', z.intersection(place, wish.sample), (it) => attached(roomOf(it), it.files));
  on('/works/begin', place, (it) => roomOf(it).begins());
  on('/works/leave', place, (it) => roomOf(it).leaves());
  on('/works/bot', place.extend({ present: z.boolean() }), (it) =>
    it.present ? roomOf(it).invitesBot() : roomOf(it).removesBot(),
  );
  on('/works/invite', place.extend({ colleague: wish.id }), (it) =>
    roomOf(it).invites(it.colleague),
  );
  on('/works/tap', place.extend(wish.button.shape), (it) => {
    const view = roomOf(it);
    const found = view.messages.find(({ id }) => String(id) === it.bubble)?.buttons[it.button];
    return tapped(view, found);
  });
}

/** One message each: LINE WORKS has no sets. */
async function attached(room: RoomView, files: readonly Upload[], plain = false) {
  let status: number | null = null;
  for (const file of files) {
    const { name: fileName, bytes } = file;
    const sent = { fileName, bytes, contentType: wish.typeOf(file) };
    status = await room.sendsFile(wish.kindOf(file, plain), sent);
  }
  return status;
}

/** `taps` knows labels only and takes the newest: old buttons of the same label keep their meaning. */
function tapped(view: RoomView, button: WorksButton | undefined): wish.Outcome {
  if (button === undefined) throw new Error('no such button');
  if (button.type !== 'message') return view.taps(button);
  const { postback } = button;
  const said = { type: 'text', text: button.text ?? button.label };
  return view.sends(postback === undefined ? said : { ...said, postback });
}
