import { chatPanel, unreadMark } from './chat.js';
import { el, localised, offer, show, words } from './dom.js';
import { act } from './server.js';

/** A member's LINE WORKS: rooms, and the one that is open. */
export function worksPanel({ selection, select, seen }) {
  const panel = document.getElementById('works');
  const members = panel.querySelector('[name=member]');
  const rooms = panel.querySelector('.rooms');
  const open = roomPanel(panel, words.emptyRoom);
  const menu = roomMenu(panel.querySelector('.room-menu'));
  members.addEventListener('change', () => select({ member: members.value, room: '' }));

  return {
    draw({ members: all, works }) {
      const isOpen = ({ id }) => id === works?.room?.id;
      const here = (works?.rooms ?? []).map((room) => ({
        ...room,
        current: isOpen(room),
        unread: seen(`works:${works.member}:${room.id}`, room.mark, isOpen(room)),
      }));
      const label = (one) => {
        const unread = seen(`works:${one.id}`, one.mark, one.id === works?.member);
        return `${one.name}（${one.account}）${unreadMark(unread)}`;
      };
      offer(
        members,
        all.map((one) => ({ value: one.id, label: label(one) })),
        works?.member,
      );
      drawRooms(here);
      open.draw(works?.member ?? null, works?.room ?? null);
      menu.draw(all, works?.member ?? null, works?.room ?? null);
      selection.member = works?.member;
      if (works?.room && isSettled(works.room)) selection.room = works.room.id;
    },
  };

  /** Until a room is chosen or a text begun, the first talk room opens as soon as there is one. */
  function isSettled(room) {
    return !room.direct || panel.querySelector('textarea').value !== '';
  }

  function drawRooms(list) {
    const focused = rooms.contains(document.activeElement);
    show(rooms, list, (room) =>
      el(
        'button',
        {
          type: 'button',
          class: 'room',
          'aria-current': room.current ? 'true' : null,
          onclick: () => select({ room: room.id }),
        },
        el('bdi', { class: 'room-name', title: room.title }, room.title),
        el('span', { class: 'badge' }, ...badgesOf(room)),
        el('span', { class: 'last', dir: 'auto' }, localised(room.last).replaceAll('\n', ' ')),
      ),
    );
    if (focused) rooms.querySelector('[aria-current]')?.focus();
  }
}

/** What a member can do with the room: ask a colleague in, put the bot out, leave. */
function roomMenu(menu) {
  const named = (name) => menu.querySelector(`[name=${name}]`);
  const colleagues = named('colleague');
  let place = null;
  const does = (name, path, fields) =>
    named(name).addEventListener('click', () => {
      menu.open = false;
      void act(path, { ...place, ...fields() });
    });
  does('invite', '/works/invite', () => ({ colleague: colleagues.value }));
  does('bot-out', '/works/bot', () => ({ present: false }));
  does('bot-in', '/works/bot', () => ({ present: true }));
  does('leave', '/works/leave', () => ({}));
  return { draw };

  function draw(all, member, room) {
    place = member === null || room === null ? null : { member, room: room.id };
    menu.hidden = place === null;
    const direct = room?.direct ?? true;
    const others = all.filter(({ id }) => !room?.members.includes(id));
    offer(
      colleagues,
      others.map((one) => ({ value: one.id, label: one.name })),
    );
    colleagues.parentElement.hidden = direct;
    named('invite').hidden = direct || others.length === 0;
    named('bot-out').hidden = direct || !room.botPresent;
    named('bot-in').hidden = direct || room.botPresent;
  }
}

function badgesOf({ unread, direct, botPresent }) {
  return [
    unread ? el('span', { class: 'unread' }, `● ${words.unread}`) : null,
    direct ? words.bot : null,
    botPresent ? null : words.botGone,
  ];
}

/** The administrator's chat with the admin bot. */
export function adminPanel({ selection, select, nameToAdd }) {
  const panel = document.getElementById('admin');
  const admins = panel.querySelector('[name=admin]');
  const open = roomPanel(panel, words.emptyAdmin);
  admins.addEventListener('change', () => select({ admin: admins.value }));
  for (const chip of panel.querySelectorAll('.chip')) {
    chip.addEventListener('click', () => {
      const [command, blank] = chip.textContent.split('…');
      if (blank === undefined) void open.says(command);
      else open.write(command + nameToAdd());
    });
  }

  return {
    draw({ members, admin }) {
      const some = members.filter((member) => member.administrator);
      const options = (some.length > 0 ? some : members).map((one) => ({
        value: one.id,
        label: `${one.name}（${one.account}）`,
      }));
      offer(admins, options, admin?.member);
      open.draw(admin?.member ?? null, admin?.room ?? null);
      selection.admin = admin?.member;
    },
  };
}

function roomPanel(panel, empty) {
  const title = panel.querySelector('.room-title');
  const photo = panel.querySelector('.photo');
  let place = null;
  const send = (path, fields) => act(path, { ...fields, ...place });
  const chat = chatPanel(panel, { prefix: '/works', to: () => place, send, empty });
  return { draw, says: chat.says, write: chat.write };

  function draw(member, room) {
    place = member === null || room === null ? null : { member, room: room.id };
    const address = `/photo?id=${encodeURIComponent(member ?? '')}`;
    if (photo.getAttribute('src') !== address && member !== null) photo.src = address;
    photo.hidden = member === null;
    show(title, room === null ? [] : [{ title: room.title, gone: !room.botPresent }], (it) =>
      el('bdi', { title: it.title }, it.gone ? `${it.title}（${words.botGone}）` : it.title),
    );
    chat.draw(`${member} ${room?.id}`, room?.bubbles ?? []);
    drawBegin(room);
  }

  function drawBegin(room) {
    const fresh = room?.direct === true && room.bubbles.length === 0;
    const notice = panel.querySelector('.chat .notice');
    if (!fresh || notice === null || notice.querySelector('button') !== null) return;
    const onclick = () => send('/works/begin', {});
    notice.append(el('button', { type: 'button', onclick }, words.begin));
  }
}
