import type { Hono } from 'hono';
import type { Context, Env } from '../context.ts';
import { notFound } from '../servers/api-error.ts';
import { endpoint, pageOf, paging, USER_SCOPES } from '../servers/endpoint.ts';
import { findMember } from '../tenant/people.ts';
import { userJson } from '../tenant/user-json.ts';

/** `GET /users`, `/users/{id}`, `/users/{id}/photo`, `/orgunits`, `/groups` (line-works.md §6). */
export function userRoutes(app: Hono<Env>, ctx: Context): void {
  const { world, settings } = ctx;

  app.get('/v1.0/users', ...endpoint(ctx, 'users', USER_SCOPES), (c) => {
    const everyone = world.members.all().sort((a, b) => a.seq - b.seq);
    const { items, responseMetaData } = pageOf(everyone, paging(c, 100));
    return c.json({ users: items.map((m) => userJson(m, settings.domainId)), responseMetaData });
  });

  app.get('/v1.0/users/:userId', ...endpoint(ctx, 'user', USER_SCOPES), (c) => {
    const member = findMember(world, c.req.param('userId'));
    if (member === undefined) throw notFound();
    return c.json(userJson(member, settings.domainId));
  });

  app.get('/v1.0/users/:userId/photo', ...endpoint(ctx, 'user-photo', USER_SCOPES), (c) => {
    const member = findMember(world, c.req.param('userId'));
    if (member?.hasPhoto !== true) throw notFound();
    return c.redirect(`${ctx.storageUrl()}/k/photo/${encodeURIComponent(member.userId)}`, 302);
  });

  app.get(
    '/v1.0/orgunits',
    ...endpoint(ctx, 'orgunits', ['orgunit', 'orgunit.read', 'directory', 'directory.read']),
    (c) => {
      const names = new Set(world.members.all().flatMap((m) => m.department ?? []));
      const all = [...names].map((orgUnitName) => ({
        domainId: settings.domainId,
        orgUnitId: `orgunit-${encodeURIComponent(orgUnitName)}`,
        orgUnitName,
      }));
      const { items, responseMetaData } = pageOf(all, paging(c, 100));
      return c.json({ orgUnits: items, responseMetaData });
    },
  );

  app.get(
    '/v1.0/groups',
    ...endpoint(ctx, 'groups', ['group', 'group.read', 'directory', 'directory.read']),
    (c) => c.json({ groups: [], responseMetaData: { nextCursor: '' } }),
  );
}
