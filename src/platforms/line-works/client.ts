import {
  DIRECTORY_PAGE_DEADLINE_MS,
  LOOKUP_DEADLINE_MS,
  pathWith,
  SEND_DEADLINE_MS,
} from '../calls.ts';
import { sent } from '../failure.ts';
import {
  botOf,
  channelIdOf,
  channelMembersOf,
  channelOf,
  domainsOf,
  pageOf,
  userOf,
} from './answers.ts';
import type { WorksClient, WorksClientOptions } from './api.ts';
import { getAttachment, uploadStreamedTo } from './attachment.ts';
import { getRedirected, uploadAddressOf, uploadTo } from './files.ts';
import { type CallRest, NO_ADDRESS, type WorksCalls, worksCalls } from './works-calls.ts';

export type * from './api.ts';

/** People per page of the directory; asking for more gives an empty page (line-works.md §6). */
const PAGE_SIZE = 100;

const LOOKUP: CallRest = { method: 'GET', deadlineMs: LOOKUP_DEADLINE_MS };
const PAGE: CallRest = { method: 'GET', deadlineMs: DIRECTORY_PAGE_DEADLINE_MS };

/** Rooms are made and looked at before the words in them. */
const ROOM: CallRest = { ...LOOKUP, carries: 'words' };

function post(body: string): CallRest {
  return { method: 'POST', body, deadlineMs: SEND_DEADLINE_MS };
}

const say = (body: string, permit?: () => boolean): CallRest => ({
  ...post(body),
  carries: 'words',
  permit,
});

/** Talks to LINE WORKS as one service account. */
export function createWorksClient(options: WorksClientOptions): WorksClient {
  const calls = worksCalls(options);
  return { ...messages(calls), ...rooms(calls), ...people(calls), ...files(calls), ...bots(calls) };
}

function messages({ tell }: WorksCalls): Pick<WorksClient, 'sendToUser' | 'sendToChannel'> {
  return {
    sendToUser: (botId, userId, body, permit) =>
      tell('user-message', pathWith`/bots/${botId}/users/${userId}/messages`, say(body, permit)),

    sendToChannel: (botId, channelId, body, permit) =>
      tell(
        'channel-message',
        pathWith`/bots/${botId}/channels/${channelId}/messages`,
        say(body, permit),
      ),
  };
}

function rooms({
  call,
  tell,
}: WorksCalls): Pick<
  WorksClient,
  'createChannel' | 'getChannel' | 'channelMembers' | 'leaveChannel'
> {
  return {
    createChannel: (botId, body, permit) =>
      call('create-channel', pathWith`/bots/${botId}/channels`, say(body, permit), channelIdOf),

    getChannel: (botId, channelId) =>
      call('get-channel', pathWith`/bots/${botId}/channels/${channelId}`, ROOM, channelOf),

    channelMembers: (botId, channelId) =>
      call(
        'channel-members',
        pathWith`/bots/${botId}/channels/${channelId}/members`,
        ROOM,
        channelMembersOf,
      ),

    leaveChannel: (botId, channelId) =>
      tell('leave-channel', pathWith`/bots/${botId}/channels/${channelId}`, {
        method: 'DELETE',
        deadlineMs: SEND_DEADLINE_MS,
      }),
  };
}

function people({
  call,
  tellRate,
  parts,
  urlOf,
}: WorksCalls): Pick<WorksClient, 'listUsers' | 'getUser' | 'getPhoto'> {
  return {
    listUsers: (cursor) => call('users', usersPath(cursor), PAGE, pageOf),

    getUser: (key) => call('user', pathWith`/users/${key}`, LOOKUP, userOf),

    async getPhoto(userId, deadlineMs) {
      const path = pathWith`/users/${userId}/photo`;
      if (path === null) return NO_ADDRESS;
      const told = (answer: Parameters<typeof tellRate>[1]) => tellRate('user-photo', answer);
      return getRedirected(parts, urlOf(path), told, deadlineMs);
    },
  };
}

function usersPath(cursor: string | null): string {
  // Unencoded cursors fail now and then (§3.4).
  const query = new URLSearchParams({ count: String(PAGE_SIZE) });
  if (cursor !== null) query.set('cursor', cursor);
  return `/users?${query}`;
}

function files({
  call,
  tellRate,
  parts,
  urlOf,
}: WorksCalls): Pick<WorksClient, 'uploadAttachment' | 'uploadStreamed' | 'attachment'> {
  const addressFor = (botId: string, fileName: string) =>
    call(
      'attachment',
      pathWith`/bots/${botId}/attachments`,
      post(JSON.stringify({ fileName })),
      uploadAddressOf,
    );

  return {
    async uploadAttachment(botId, file) {
      const address = await addressFor(botId, file.fileName);
      return address.kind === 'sent' ? uploadTo(parts, address.answer, file) : address;
    },

    async uploadStreamed(botId, file) {
      const address = await addressFor(botId, file.fileName);
      return address.kind === 'sent' ? uploadStreamedTo(parts, address.answer, file) : address;
    },

    async attachment(botId, fileId, sink) {
      const path = pathWith`/bots/${botId}/attachments/${fileId}`;
      if (path === null) return NO_ADDRESS;
      const told = (answer: Parameters<typeof tellRate>[1]) => tellRate('get-attachment', answer);
      return getAttachment(parts, urlOf(path), told, sink);
    },
  };
}

function bots({ call, tokens }: WorksCalls): Pick<WorksClient, 'getBot' | 'botDomains' | 'scopes'> {
  return {
    getBot: (botId) => call('bot', pathWith`/bots/${botId}`, LOOKUP, botOf),

    botDomains: (botId) => call('bot', pathWith`/bots/${botId}/domains`, LOOKUP, domainsOf),

    async scopes() {
      const token = await tokens.get();
      return token.kind === 'token' ? sent(tokens.grantedScopes() ?? []) : token;
    },
  };
}
