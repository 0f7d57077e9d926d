import type { HttpAnswer } from '../../http.ts';
import { json, NOT_FOUND, refusal } from '../server/answers.ts';
import { groupOf, relationOf } from '../state.ts';
import { type AuthorizedExchange, type Route, USER_ID } from './route.ts';

/** line.md §4 */
export const profileRoutes: readonly Route[] = [
  {
    api: 'profile',
    method: 'GET',
    path: '/v2/bot/profile/:userId',
    takes: 'nothing',
    handle: profile,
  },
  ...['group', 'room'].flatMap((kind): Route[] => [
    at('GET', `/v2/bot/${kind}/:id/member/:userId`, memberProfile),
    at('GET', `/v2/bot/${kind}/:id/members/count`, memberCount),
    at('POST', `/v2/bot/${kind}/:id/leave`, leave),
  ]),
  at('GET', '/v2/bot/group/:id/summary', summary),
];

function at(
  method: string,
  path: string,
  handle: (exchange: AuthorizedExchange) => HttpAnswer,
): Route {
  return { api: 'group', method, path, takes: 'nothing', handle };
}

/** 404 when unknown, blocked, or neither a friend nor ever heard of. */
function profile({ state, account, params }: AuthorizedExchange): HttpAnswer {
  const [userId = ''] = params;
  if (!USER_ID.test(userId)) return refusal(400, "The value for the 'userId' parameter is invalid");
  const user = state.users.get(userId);
  if (user === undefined) return NOT_FOUND;
  const { friend, blocked, lastMessagedAt } = relationOf(state, account.channelId, userId);
  if (blocked || (!friend && lastMessagedAt === null)) return NOT_FOUND;
  return json(200, {
    userId,
    displayName: user.displayName,
    ...(user.pictureUrl === null ? {} : { pictureUrl: user.pictureUrl }),
    ...(user.language === null ? {} : { language: user.language }),
  });
}

function joinedGroup({ state, account, params }: AuthorizedExchange) {
  const group = groupOf(state, account.channelId, params[0] ?? '');
  return group?.joined ? group : null;
}

function memberProfile(exchange: AuthorizedExchange): HttpAnswer {
  const userId = exchange.params[1] ?? '';
  const user = exchange.state.users.get(userId);
  const group = joinedGroup(exchange);
  if (user === undefined || !group?.members.includes(userId)) return NOT_FOUND;
  const { displayName, pictureUrl } = user;
  return json(200, { userId, displayName, ...(pictureUrl === null ? {} : { pictureUrl }) });
}

function memberCount(exchange: AuthorizedExchange): HttpAnswer {
  const group = joinedGroup(exchange);
  return group ? json(200, { count: group.members.length }) : NOT_FOUND;
}

function summary(exchange: AuthorizedExchange): HttpAnswer {
  const group = joinedGroup(exchange);
  return group ? json(200, { groupId: group.groupId, groupName: 'グループ' }) : NOT_FOUND;
}

/** An OA that leaves on its own gets no event about it. */
function leave(exchange: AuthorizedExchange): HttpAnswer {
  const { state, account } = exchange;
  const group = joinedGroup(exchange);
  if (group === null) return NOT_FOUND;
  state.groups.set(`${account.channelId}:${group.groupId}`, { ...group, joined: false });
  return json(200, {});
}
