import * as z from 'zod';
import { disableLink, previewDisable } from '../../src/services/link/disable.ts';
import { takesTurns } from '../../src/services/rooms/close-many.ts';
import { readLink } from '../../src/store/link.ts';
import { planJob } from '../../src/store/queue/jobs.ts';
import { allOpenRooms } from '../../src/store/talks/talk-rooms.ts';
import { runButton } from '../answers/run-button.ts';
import { command } from '../command.ts';
import { describeEnding, describeHistory } from '../questions/effects.ts';
import { describeOutlook } from '../questions/notice-outlook.ts';

const none = z.tuple([]);

export const linkShow = command({
  name: 'link',
  group: 'link',
  aliases: ['連携', '連携設定', 'LINE 連携'],
  roles: ['link-admin'],
  args: none,
  run: ({ context, words }) => {
    const { enabled } = readLink(context.db);
    const { help } = words;
    const buttons = [
      runButton(words, 'link on', [], help.buttons.linkOn),
      runButton(words, 'link off', [], help.buttons.linkOff),
    ];
    return { text: enabled ? help.linkOn : help.linkOff, buttons };
  },
});

export const linkOn = command({
  name: 'link on',
  group: 'link',
  aliases: ['連携 有効', '連携 オン', '連携 on', '連携設定 有効'],
  roles: ['link-admin'],
  args: none,
  run: ({ context, memberId, words }) => {
    if (readLink(context.db).enabled) return { text: words.admin.linkAlreadyOn };
    // LINE is asked first whether an account's token works.
    const dueAt = context.clock.now();
    planJob(context.db, { kind: 'enable-link', key: memberId, payload: { memberId }, dueAt });
    return 'later';
  },
});

export const linkOff = command({
  name: 'link off',
  group: 'link',
  aliases: ['連携 無効', '連携 オフ', '連携 off', '連携設定 無効'],
  roles: ['link-admin'],
  args: none,
  confirm: (session) => {
    const { context, words } = session;
    if (!readLink(context.db).enabled) return null;
    const { rooms, members, lost, maybe } = previewDisable(context);
    const { linkOff, effects } = words.questions;
    const text = [
      linkOff,
      ...describeEnding(words, { rooms, lost, maybe, talkIds: [] }),
      ...(members > 0 ? [effects.talkIdsOfMany(members)] : []),
      ...describeOutlook(session, allOpenRooms(context.db), takesTurns(rooms)),
      ...describeHistory(words, rooms),
      ...(rooms + members > 0 ? [effects.noWayBack] : []),
    ].join('\n');
    return { text, deed: words.deeds.linkOff, words: [] };
  },
  run: ({ context, actor, words }) => {
    const done = disableLink(context, actor);
    if (done === null) return { text: words.admin.linkAlreadyOff };
    const text = words.admin.linkOff(done.rooms, done.members, done.lost, done.maybe);
    return {
      text: takesTurns(done.rooms) ? `${text}\n${words.runs.closingStarted(done.rooms)}` : text,
    };
  },
});
