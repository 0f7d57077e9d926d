import { chatPanel, unreadMark } from './chat.js';
import { el, offer, words } from './dom.js';
import { act } from './server.js';

/** What LINE lets be answered, and what answers (line.md §2.7). */
const QUOTABLE = new Set(['text', 'textV2', 'sticker', 'image', 'video', 'template', 'flex']);
const QUOTING = new Set(['/line/says', '/line/sticker']);

/** A LINE user's phone, in the chat with the Official Account. */
export function phonePanel({ selection, select, seen }) {
  const panel = document.getElementById('phone');
  const users = panel.querySelector('[name=user]');
  const invitations = panel.querySelector('[name=invitation]');
  const friend = panel.querySelector('[name=friend]');
  const block = panel.querySelector('[name=block]');
  const quoting = panel.querySelector('.quoting');
  let user = null;
  let quote = null;

  const chat = chatPanel(panel, {
    prefix: '/line',
    to: () => (user === null || user.blocked ? null : { user: user.id }),
    closed: () => (user?.blocked ? words.blockedBox : null),
    send,
    empty: words.emptyPhone,
    more: (bubble) => [
      ...(QUOTABLE.has(bubble.kind) ? [small(words.quote, () => setQuote(bubble))] : []),
      ...(bubble.mine
        ? [small(words.unsend, () => send('/line/unsend', { bubble: bubble.id }))]
        : []),
    ],
  });
  users.addEventListener('change', () => {
    setQuote(null);
    select({ user: users.value });
  });
  panel.querySelector('.invitation').addEventListener('submit', (event) => {
    event.preventDefault();
    if (invitations.value !== '') chat.write(invitations.value);
  });
  friend.addEventListener('click', () => send('/line/friend', { action: 'follow' }));
  block.addEventListener('click', () =>
    send('/line/friend', { action: user.blocked ? 'unblock' : 'block' }),
  );
  return { draw, write: chat.write, befriend: () => send('/line/friend', { action: 'follow' }) };

  async function send(path, fields) {
    const sent = { ...fields, user: user.id };
    if (!QUOTING.has(path) || quote === null) return act(path, sent);
    const { id } = quote;
    setQuote(null);
    return act(path, { ...sent, quote: id });
  }

  function setQuote(bubble) {
    quote = bubble;
    quoting.hidden = bubble === null;
    quoting.replaceChildren();
    if (bubble === null) return;
    const what = bubble.text || words.kinds[bubble.kind] || '…';
    const text = el('span', { dir: 'auto' }, `${words.quoting}: ${what}`);
    quoting.append(
      text,
      small(words.cancelQuote, () => setQuote(null)),
    );
  }

  function draw({ users: all, invitations: invited, phone }) {
    user = all.find(({ id }) => id === phone?.user) ?? null;
    const label = (one) => one.name + unreadMark(seen(`line:${one.id}`, one.mark, one === user));
    offer(
      users,
      all.map((one) => ({ value: one.id, label: label(one) })),
      user?.id,
    );
    drawInvitations(invited);
    drawFriendship();
    chat.draw(phone?.user ?? '', phone?.bubbles ?? []);
    selection.user = user?.id;
  }

  function drawInvitations(invited) {
    const none = [{ value: '', label: words.noInvitation }];
    const some = invited.map(({ name, text }) => ({ value: text, label: `${name}（${text}）` }));
    offer(invitations, some.length === 0 ? none : some);
    panel.querySelector('.invitation button').disabled = some.length === 0;
  }

  function drawFriendship() {
    const { friend: isFriend, blocked } = user ?? {};
    const state = blocked ? words.blocked : isFriend ? words.friend : '';
    panel.querySelector('.friendship').textContent = state;
    friend.hidden = user === null || isFriend || blocked;
    friend.textContent = words.follow;
    block.hidden = user === null || !(isFriend || blocked);
    block.textContent = blocked ? words.unblock : words.block;
  }
}

const small = (label, onclick) => el('button', { type: 'button', class: 'small', onclick }, label);
