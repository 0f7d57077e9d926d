import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  type Blame,
  blameIn,
  type SenderForm,
  simplerSender,
} from '../../../src/domain/delivery/sender-form.ts';

const form = (text: string): SenderForm => ({
  name: text.includes('name'),
  icon: text.includes('icon'),
});
const words = (it: SenderForm | null) =>
  it && [it.name ? 'name' : '', it.icon ? 'icon' : ''].filter(Boolean).join('+');

/** The forms tried in turn while LINE keeps refusing with this blame. */
function tried(whole: SenderForm, blames: Blame | null): (string | null)[] {
  const forms: (string | null)[] = [];
  for (let sent: SenderForm | null = whole; sent !== null; ) {
    sent = simplerSender(whole, sent, blames);
    forms.push(words(sent));
  }
  return forms;
}

test.each<[string, Blame | null, (string | null)[]]>([
  ['name+icon', null, ['name', 'icon', '', null]],
  ['name+icon', 'sender-name', ['icon', '', null]],
  ['name+icon', 'sender-icon', ['name', '', null]],
  ['name+icon', 'content', [null]],
  ['name', null, ['', null]],
  ['name', 'sender-name', ['', null]],
  ['icon', null, ['', null]],
  ['', null, [null]],
])('%s, when LINE blames %s', (whole, blames, expected) => {
  expect(tried(form(whole), blames)).toEqual(expected);
});

test.each<[string, Blame | null]>([
  ['HTTP 400: sender.name length is invalid', 'sender-name'],
  ['HTTP 400: The request body has 1 error(s); messages[0].sender.name: no', 'sender-name'],
  ['HTTP 400: The request body has 1 error(s); messages[3].sender.iconUrl: invalid', 'sender-icon'],
  ['HTTP 400: The request body has 1 error(s); messages[1].text: May not be empty', 'content'],
  ['HTTP 400: The request body has 1 error(s); messages[1].sender: ?', null],
  ['HTTP 400: A message (messages[1]) in the request body is invalid', null],
  ['HTTP 400: no message', null],
])('%s', (detail, blames) => {
  expect(blameIn(detail)).toBe(blames);
});

test('whatever LINE says, each form is tried only once', () => {
  const blame = fc.constantFrom<Blame | null>('sender-name', 'sender-icon', null);
  fc.assert(
    fc.property(
      fc.boolean(),
      fc.boolean(),
      fc.array(blame, { minLength: 9 }),
      (name, icon, all) => {
        const whole = { name, icon };
        const seen = [words(whole)];
        let sent: SenderForm | null = whole;
        for (const blames of all) {
          sent = sent && simplerSender(whole, sent, blames);
          if (sent !== null) seen.push(words(sent));
        }
        expect(new Set(seen).size).toBe(seen.length);
        expect(sent).toBeNull();
      },
    ),
  );
});
