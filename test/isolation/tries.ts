import { ADMIN_BOT, BRIDGE_BOT } from '../helpers/company.ts';
import { lineTextEvent, send, signed, worksTextEvent } from '../helpers/webhooks.ts';
import type { Report } from './report.ts';
import type { Citizen } from './town.ts';

/** One request with something of a company, which its own workspace takes. */
interface Try {
  readonly what: string;
  /** What its own workspace answers. */
  readonly athome: readonly number[];
  /** Absent: 401 or 404. */
  readonly elsewhere?: number;
  /** It can be used once only: at home after all others. */
  readonly isUsedUp?: true;
  ask(at: Citizen): Promise<number>;
}

const REFUSED = [401, 404];

/** What of a company is tried at others. */
export const triesOf = (url: string, of: Citizen): readonly Try[] => [
  ...webhooksOf(url, of),
  ...pressesOf(url, of),
  ...linksOf(url, of),
];

function webhooksOf(url: string, of: Citizen): Try[] {
  const { userId } = of.customer.user;
  const event = () => lineTextEvent({ userId, text: `fremd ${of.mark}`, at: Date.now() });
  const toLine = (destination: (at: Citizen) => string) => (at: Citizen) =>
    postLine(url, at, of, JSON.stringify({ destination: destination(at), events: [event()] }));
  const botUserOf = ({ line, oa }: Citizen) => line.account(oa).botUserId;
  const said = (domainId: number) => ({
    ...{ userId: of.tanaka.user.userId, channelId: 'a-room-of-others', domainId },
    ...{ text: `fremd ${of.mark}`, at: Date.now() },
  });
  const toBot = (bot: string, domainOf: (at: Citizen) => number) => (at: Citizen) =>
    postWorks(url, at, of, bot, JSON.stringify(worksTextEvent(said(domainOf(at)))));
  const webhook = { athome: [200] };
  return [
    { ...webhook, what: 'LINE webhook', ask: toLine(() => botUserOf(of)) },
    { ...webhook, what: 'LINE webhook, for the other OA', ask: toLine(botUserOf) },
    { ...webhook, what: 'callback of a bot', ask: toBot(BRIDGE_BOT, () => of.works.domainId) },
    {
      ...webhook,
      what: 'callback of a bot, in the other domain',
      ask: toBot(BRIDGE_BOT, ({ works }) => works.domainId),
    },
    {
      ...webhook,
      what: 'callback of an admin bot',
      ask: toBot(ADMIN_BOT, () => of.works.domainId),
    },
  ];
}

function pressesOf(url: string, of: Citizen): Try[] {
  const { customerPress, adminPress } = of.keys;
  return [
    {
      what: "customer's button",
      athome: [200],
      isUsedUp: true,
      ask: (at) => {
        const { message: _, ...event } = lineTextEvent({
          userId: of.customer.user.userId,
          text: '',
          at: Date.now(),
        });
        const pressed = { ...event, type: 'postback', postback: { data: customerPress } };
        const { botUserId: destination } = at.line.account(at.oa);
        return postLine(url, at, of, JSON.stringify({ destination, events: [pressed] }));
      },
    },
    {
      what: "administrator's button",
      athome: [200],
      isUsedUp: true,
      ask: (at) => {
        const { userId } = at.suzuki.user;
        const source = { userId, domainId: at.works.domainId };
        const issuedTime = new Date().toISOString();
        const body = { type: 'postback', source, issuedTime, data: adminPress };
        return postWorks(url, at, of, ADMIN_BOT, JSON.stringify(body));
      },
    },
  ];
}

function linksOf(url: string, of: Citizen): Try[] {
  const { mediaPath, auditPath, auditCookie } = of.keys;
  const get =
    (path: string, headers: Readonly<Record<string, string>> = {}, method = 'GET') =>
    async ({ name }: Citizen) => {
      const init = { method, headers, redirect: 'manual' } as const;
      const answer = await fetch(`${url}/w/${name}${path}`, init);
      await answer.arrayBuffer();
      return answer.status;
    };
  const token = { authorization: `Bearer ${of.settings.METRICS_TOKEN}` };
  const sameSite = { 'sec-fetch-site': 'same-origin' };
  const found = { athome: [200] };
  return [
    { ...found, what: 'media link', ask: get(mediaPath) },
    {
      ...found,
      what: 'part of a media link',
      ask: get(mediaPath, { range: 'bytes=0-3' }),
      athome: [206],
    },
    { ...found, what: 'metrics with its token', ask: get('/metrics', token) },
    {
      ...found,
      what: "audit log with an auditor's cookie",
      ask: get('/audit', { cookie: auditCookie }),
    },
    {
      ...found,
      what: "search of the log with an auditor's cookie",
      ask: get(`/audit?q=${of.mark}`, { cookie: auditCookie }),
    },
    { ...found, what: 'audit link, opened', elsewhere: 403, ask: get(auditPath) },
    {
      what: 'audit link, used',
      athome: [303],
      elsewhere: 403,
      isUsedUp: true,
      ask: get(auditPath, sameSite, 'POST'),
    },
  ];
}

const postLine = async (url: string, at: Citizen, by: Citizen, body: string) => {
  const signature = signed(by.settings.LINE_CHANNEL_SECRET ?? '', body);
  const headers = { 'x-line-signature': signature };
  return (await send(`${url}/w/${at.name}/line/webhook`, body, { headers })).status;
};

const postWorks = async (url: string, at: Citizen, by: Citizen, bot: string, body: string) => {
  const { WORKS_BOT_SECRET = '', WORKS_ADMIN_BOT_SECRET = '' } = by.settings;
  const secret = bot === BRIDGE_BOT ? WORKS_BOT_SECRET : WORKS_ADMIN_BOT_SECRET;
  const headers = { 'x-works-botid': bot, 'x-works-signature': signed(secret, body) };
  return (await send(`${url}/w/${at.name}/works/callback`, body, { headers })).status;
};

/**
 * Each opens its own: otherwise a refusal elsewhere would show nothing.
 *
 * @param last after all tries at others: what can be used once only
 */
export async function tryAtHome(
  url: string,
  of: Citizen,
  report: Report,
  last = false,
): Promise<void> {
  for (const { what, athome, isUsedUp = false, ask } of triesOf(url, of)) {
    if (isUsedUp !== last) continue;
    const status = await ask(of);
    report.tried('requests that its own workspace took');
    if (!athome.includes(status)) report.breach(`${of.name} at home: ${what} answers ${status}`);
  }
}

/** At another, nothing of it is taken. */
export async function tryAt(url: string, of: Citizen, at: Citizen, report: Report): Promise<void> {
  for (const { what, elsewhere, ask } of triesOf(url, of)) {
    const status = await ask(at);
    report.tried(`refused at another: ${what}`);
    const isRefused = elsewhere === undefined ? REFUSED.includes(status) : status === elsewhere;
    if (!isRefused) report.breach(`${what} of ${of.name} at ${at.name} answers ${status}`);
  }
}
