import * as z from 'zod';
import {
  previewScope,
  setAutoAdd,
  setScopeAll,
  setScopeSelected,
} from '../../src/services/link/set-scope.ts';
import { minutesFor } from '../../src/services/members/mass-registration.ts';
import { readLink } from '../../src/store/link.ts';
import { runButton } from '../answers/run-button.ts';
import { command, type Session } from '../command.ts';

const none = z.tuple([]);

export const autoAddShow = command({
  name: 'auto-add',
  group: 'link',
  aliases: ['自動追加'],
  roles: ['link-admin'],
  args: none,
  run: ({ context, words }) => {
    const { help, admin } = words;
    if (context.settings.plan === 'free') return { text: admin.planFreeFixed };
    const { autoAdd, scope } = readLink(context.db);
    if (scope === 'all') return { text: admin.autoAddEveryone };
    const buttons = [
      runButton(words, 'auto-add on', [], help.buttons.autoAddOn),
      runButton(words, 'auto-add off', [], help.buttons.autoAddOff),
    ];
    return { text: autoAdd ? help.autoAddOn : help.autoAddOff, buttons };
  },
});

export const autoAddOn = command({
  name: 'auto-add on',
  group: 'link',
  aliases: ['自動追加 オン', '自動追加 on', '自動追加 有効'],
  roles: ['link-admin'],
  args: none,
  run: (session) => ({ text: switchAutoAdd(session, true) }),
});

export const autoAddOff = command({
  name: 'auto-add off',
  group: 'link',
  aliases: ['自動追加 オフ', '自動追加 off', '自動追加 無効'],
  roles: ['link-admin'],
  args: none,
  run: (session) => ({ text: switchAutoAdd(session, false) }),
});

function switchAutoAdd({ context, actor, words }: Session, wanted: boolean): string {
  const { admin } = words;
  if (context.settings.plan === 'free') return admin.planFreeFixed;
  const link = readLink(context.db);
  if (link.scope === 'all') return admin.autoAddEveryone;
  if (link.autoAdd === wanted) return admin.autoAddAlready(wanted);
  setAutoAdd(context, actor, wanted);
  return wanted ? admin.autoAddOn : admin.autoAddOff;
}

export const scopeShow = command({
  name: 'scope',
  group: 'link',
  aliases: ['利用範囲'],
  roles: ['link-admin'],
  args: none,
  run: ({ context, words }) => {
    const { help, admin } = words;
    const all = readLink(context.db).scope === 'all';
    const { members } = previewScope(context);
    const text = all ? help.scopeAll(members) : help.scopeSelected(members);
    if (context.settings.plan === 'free') return { text: `${text}\n${admin.planFreeFixed}` };
    const buttons = [
      runButton(words, 'scope all', [], help.buttons.scopeAll),
      runButton(words, 'scope selected', [], help.buttons.scopeSelected),
    ];
    return { text, buttons };
  },
});

export const scopeAll = command({
  name: 'scope all',
  group: 'link',
  aliases: ['利用範囲 全員', '利用範囲 すべて'],
  roles: ['link-admin'],
  args: none,
  confirm: (session) => {
    if (whyFixed(session, 'all') !== null) return null;
    const { context, words } = session;
    const { members, added } = previewScope(context);
    const minutes = minutesFor(context, added);
    const linkOn = readLink(context.db).enabled;
    const { scopeAll, effects } = words.questions;
    const more = linkOn ? effects.added(added, minutes) : effects.addedLater(added);
    const text = [
      scopeAll,
      ...(members > 0 ? [effects.membersNow(members)] : []),
      ...(added > 0 ? [more] : []),
      effects.notOneByOne,
    ].join('\n');
    return { text, deed: words.deeds.scopeAll, words: [] };
  },
  run: (session) => {
    const fixed = whyFixed(session, 'all');
    if (fixed !== null) return { text: fixed };
    const { context, actor, memberId, words } = session;
    const people = setScopeAll(context, actor, memberId);
    const { admin } = words;
    if (!readLink(context.db).enabled) return { text: admin.scopeAllLater };
    if (people === 0) return { text: admin.scopeAllSet };
    const started = admin.massStarted(people, minutesFor(context, people));
    return { text: `${admin.scopeAllSet}\n${started}` };
  },
});

export const scopeSelected = command({
  name: 'scope selected',
  group: 'link',
  aliases: ['利用範囲 個別', '利用範囲 選択'],
  roles: ['link-admin'],
  args: none,
  confirm: (session) => {
    if (whyFixed(session, 'selected') !== null) return null;
    const { context, words } = session;
    const { members, waiting } = previewScope(context);
    const { scopeSelected, effects } = words.questions;
    const text = [
      scopeSelected,
      ...(members > 0 ? [effects.membersStay(members)] : []),
      ...(waiting > 0 ? [effects.notAdded(waiting)] : []),
      readLink(context.db).autoAdd ? effects.autoAddOn : effects.autoAddOff,
    ].join('\n');
    return { text, deed: words.deeds.scopeSelected, words: [] };
  },
  run: (session) => {
    const fixed = whyFixed(session, 'selected');
    if (fixed !== null) return { text: fixed };
    const { context, actor, words } = session;
    setScopeSelected(context, actor);
    return { text: words.admin.scopeSelectedSet(previewScope(context).members) };
  },
});

/** Why the scope stays as it is: it is so already, or may not be changed; null when it can change. */
function whyFixed({ context, words }: Session, wanted: 'all' | 'selected'): string | null {
  const { admin } = words;
  if (context.settings.plan === 'free') return admin.planFreeFixed;
  if (readLink(context.db).scope !== wanted) return null;
  return admin.scopeAlready(wanted === 'all' ? admin.scopeAll : admin.scopeSelected);
}
