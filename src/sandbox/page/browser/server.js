import { toast, words } from './dom.js';

/** Does something on a platform. False, after telling the person, when it did not work. */
export async function act(path, wish) {
  try {
    const answer = await fetch(path, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(wish),
    });
    const { status, error } = await answer.json();
    if (!answer.ok) toast(words.refused + error);
    else if (status !== null && (status < 200 || status > 299)) toast(words.notReached);
    return answer.ok;
  } catch {
    toast(words.lost);
    return false;
  }
}

/** Sends what fits into one request. */
export async function attach(path, wish, file) {
  if (file.size > 10 * 1024 * 1024) {
    toast(words.tooLarge);
    return;
  }
  const bytes = new Uint8Array(await file.arrayBuffer());
  let binary = '';
  for (let at = 0; at < bytes.length; at += 8192) {
    binary += String.fromCharCode(...bytes.subarray(at, at + 8192));
  }
  const { name, type } = file;
  await act(path, { ...wish, file: { name, type, bytes: btoa(binary) } });
}

/**
 * Follows what happens: `draw` gets the whole state after every change of it, `record` new audit
 * entries. Returns the way to draw at once, for another selection.
 */
export function follow(selection, draw, record) {
  const live = new EventSource('/live');
  const connection = document.getElementById('connection');
  let asking = false;
  let again = false;

  live.addEventListener('changed', refresh);
  live.addEventListener('audit', (event) => record(JSON.parse(event.data)));
  live.addEventListener('open', () => say(words.live, false));
  live.addEventListener('error', () => say(words.lost, true));
  return refresh;

  function say(text, lost) {
    connection.textContent = text;
    connection.classList.toggle('lost', lost);
  }

  /** One question at a time; a change meanwhile asks once more. */
  async function refresh() {
    again = true;
    if (asking) return;
    asking = true;
    try {
      while (again) {
        again = false;
        const answer = await fetch(`/state?${new URLSearchParams(selection())}`);
        if (answer.ok) draw(await answer.json());
      }
    } catch {
      say(words.lost, true);
    } finally {
      asking = false;
    }
  }
}
