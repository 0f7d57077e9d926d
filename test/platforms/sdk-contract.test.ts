import type { messagingApi, webhook } from '@line/bot-sdk';
import { describe, expect, expectTypeOf, test } from 'vitest';
import { readLineEvent } from '../../src/platforms/line/inbound.ts';
import type { LineAction, LineMessage } from '../../src/platforms/line/outbound.ts';

/*
 * What LINE has by its SDK, and which of it we use. `npm run types` checks these: a new version of the SDK that
 * adds or drops one of them is a type error here. The fields of each object are held where they stand (sdk-fields.ts).
 */

describe('the SDK knows', () => {
  test('the messages that we send and these that we never do', () => {
    type NeverSent = 'coupon' | 'flex' | 'imagemap' | 'textV2';
    expectTypeOf<messagingApi.Message['type']>().toEqualTypeOf<LineMessage['type'] | NeverSent>();
  });

  test('the buttons that we offer and these that we never do', () => {
    type NeverOffered =
      | 'camera'
      | 'cameraRoll'
      | 'clipboard'
      | 'datetimepicker'
      | 'location'
      | 'richmenuswitch';
    expectTypeOf<messagingApi.Action['type']>().toEqualTypeOf<LineAction['type'] | NeverOffered>();
  });

  test('the sources of events that we tell apart', () => {
    expectTypeOf<webhook.Source['type']>().toEqualTypeOf<'user' | 'group' | 'room'>();
  });

  test('the words of answers that we tell apart', () => {
    type Transcoding = messagingApi.GetMessageContentTranscodingResponse.StatusEnum;
    expectTypeOf<Transcoding>().toEqualTypeOf<'processing' | 'succeeded' | 'failed'>();
    expectTypeOf<messagingApi.QuotaType>().toEqualTypeOf<'none' | 'limited'>();
    expectTypeOf<messagingApi.BotInfoResponse.ChatModeEnum>().toEqualTypeOf<'chat' | 'bot'>();
    type ReadMode = messagingApi.BotInfoResponse.MarkAsReadModeEnum;
    expectTypeOf<ReadMode>().toEqualTypeOf<'auto' | 'manual'>();
  });
});

test.each(['', 'constructor', '__proto__', 'toString', 'hasOwnProperty', 'somethingNew'])(
  'an event or message of type %j is read as one we do not know',
  (type) => {
    expect(readLineEvent({ type })?.what).toEqual({ kind: 'other', type });
    const message = { id: '1', type };
    expect(readLineEvent({ type: 'message', message })?.what).toMatchObject({
      kind: 'message',
      content: { kind: 'unknown', type },
    });
  },
);
