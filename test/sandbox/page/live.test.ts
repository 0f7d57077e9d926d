import { afterEach, beforeEach, expect, test } from 'vitest';
import { openTheatre, type Theatre } from './theatre.ts';

let theatre: Theatre;
beforeEach(async () => {
  theatre = await openTheatre();
});
afterEach(() => theatre.stop());

const entry = (id: number) => ({
  id,
  at: Date.UTC(2026, 10, 20),
  action: 'message.receive',
  actor: '山田 太郎',
  outcome: 'relayed',
  reason: null,
  direction: 'in' as const,
  kind: 'text',
  lineUser: '山田 太郎',
  member: '田中 美咲',
  text: `<script>${id}</script>`,
});

/** Reads the stream until it has shown this. */
async function watch() {
  const answer = await theatre.get('/live');
  const reader = answer.body?.pipeThrough(new TextDecoderStream()).getReader();
  if (reader === undefined) throw new Error('no stream');
  let seen = '';
  return {
    async until(wanted: string) {
      while (!seen.includes(wanted)) {
        const { done, value } = await reader.read();
        if (done) throw new Error(`ended after: ${seen}`);
        seen += value;
      }
      seen = seen.slice(seen.indexOf(wanted) + wanted.length);
    },
    leave: () => reader.cancel(),
  };
}

test('a page hears of changes on either platform', async () => {
  const stream = await watch();
  await stream.until('event: changed');
  const { phone, admin } = await theatre.state();
  await theatre.post('/line/says', { user: phone.user, text: 'こんにちは' });
  await stream.until('event: changed');
  await theatre.post('/works/says', { member: admin.member, room: admin.room.id, text: 'ヘルプ' });
  await stream.until('event: changed');
  await stream.leave();
});

test('audit entries come once, those before the page was opened too', async () => {
  theatre.entries.push(entry(1));
  const stream = await watch();
  await stream.until('"id":1,');
  theatre.entries.push(entry(2));
  await stream.until('data: [{"id":2,');
  await stream.leave();
});

test('text that is erased from the log goes from open pages too', async () => {
  theatre.entries.push(entry(1), entry(2));
  const stream = await watch();
  await stream.until('"id":2,');
  theatre.entries[0] = { ...entry(1), text: null };
  await stream.until('data: [{"id":1,');
  await stream.until('"text":null}]');
  await stream.leave();
});

test('a stop ends open pages', async () => {
  const stream = await watch();
  await stream.until('event: changed');
  await theatre.sandbox.stop();
  await expect(stream.until('never')).rejects.toThrow();
});
