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

const CONNECT_AGAIN_MS = 2000;
const MAX_BYTES = 10 * 1024 * 1024;

/**
 * Sends files by `send(fields)`, as many as fit into one request: pictures together, as one set, the
 * others one by one.
 */
export async function attach(files, send) {
  const pictures = files.filter(({ type }) => type.startsWith('image/'));
  const others = files.filter((file) => !pictures.includes(file)).map((file) => [file]);
  for (const group of [pictures, ...others]) {
    if (group.length === 0) continue;
    if (group.reduce((sum, { size }) => sum + size, 0) > MAX_BYTES) {
      toast(words.tooLarge);
      continue;
    }
    await send({ files: await Promise.all(group.map(packed)) });
  }
}

async function packed(file) {
  const bytes = new Uint8Array(await file.arrayBuffer());
  let binary = '';
  for (let at = 0; at < bytes.length; at += 8192) {
    binary += String.fromCharCode(...bytes.subarray(at, at + 8192));
  }
  return { name: file.name, type: file.type, bytes: btoa(binary) };
}

/**
 * Follows what happens: `draw` gets the whole state after every change of it, `record` new audit
 * entries. Returns the way to draw at once, for another selection.
 */
export function follow(selection, draw, record) {
  const connection = document.getElementById('connection');
  let asking = false;
  let again = false;
  let failed = false;
  let live;

  listen();
  return refresh;

  function listen() {
    live = new EventSource('/live');
    live.addEventListener('changed', refresh);
    live.addEventListener('audit', (event) => record(JSON.parse(event.data)));
    live.addEventListener('open', () => say(words.live, false));
    live.addEventListener('error', () => {
      say(words.lost, true);
      // Most failures are tried again by the browser; the ones it gives up on are ours to try.
      if (live.readyState === EventSource.CLOSED) setTimeout(listen, CONNECT_AGAIN_MS);
    });
  }

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
        if (!answer.ok) throw new Error(`/state answered ${answer.status}`);
        draw(await answer.json());
      }
      if (failed && live.readyState === EventSource.OPEN) say(words.live, false);
      failed = false;
    } catch {
      failed = true;
      say(words.lost, true);
      // Nothing may change for a long time, and until then the page would show what was.
      setTimeout(refresh, CONNECT_AGAIN_MS);
    } finally {
      asking = false;
    }
  }
}
