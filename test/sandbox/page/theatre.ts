import { createSign } from 'node:crypto';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { type AuditFeedEntry, type Sandbox, startSandbox } from '../../../sandbox/sandbox.ts';

/** One request the bridge got. */
export interface Delivery {
  readonly path: string;
  readonly botId: string | undefined;
  readonly signed: boolean;
  readonly body: string;
}

/** A bridge that takes every webhook and never answers, the sandbox, and its page. */
export interface Theatre {
  readonly sandbox: Sandbox;
  readonly url: string;
  readonly deliveries: Delivery[];
  readonly entries: AuditFeedEntry[];
  /** The members whom a LINE user can add, as the bridge would say; all of them at first. */
  readonly invitable: string[];
  /** As the page itself would. */
  post(path: string, wish: unknown, headers?: Record<string, string>): Promise<Response>;
  get(path: string, headers?: Record<string, string>): Promise<Response>;
  state(selection?: Record<string, string>): Promise<State>;
  stop(): Promise<void>;
}

/** As much of the view as tests look at. */
export interface State {
  readonly users: { id: string; name: string; friend: boolean; blocked: boolean }[];
  readonly members: { id: string; name: string; account: string }[];
  readonly invitations: { id: string; text: string }[];
  readonly phone: { user: string; bubbles: Shown[] };
  readonly works: { member: string; rooms: { id: string; title: string }[]; room: Room };
  readonly admin: { member: string; room: Room };
  readonly faults: Record<string, string>;
}

interface Room {
  readonly id: string;
  readonly title: string;
  readonly bubbles: Shown[];
}

interface Shown {
  readonly id: string;
  readonly text: string;
  readonly mine: boolean;
  readonly unsent: boolean;
  readonly link: string | null;
  readonly image: string | null;
  readonly buttons: { index: number; label: string; live: boolean }[];
}

export async function openTheatre(folder: string | null = null): Promise<Theatre> {
  const bridge = await silentBridge();
  const sandbox = await startSandbox({ folder });
  sandbox.connect({ url: bridge.url });
  const entries: AuditFeedEntry[] = [];
  const invitable = sandbox.works.members().map(({ userId }) => userId);
  const { url } = await sandbox.openPage({
    words: () => ({ actions: {}, outcomes: {}, reasons: {} }),
    invitable: () => invitable,
    latest: (afterId, limit) => entries.filter((entry) => entry.id > afterId).slice(-limit),
  });
  const { origin } = new URL(url);
  const get: Theatre['get'] = (path, headers = {}) => fetch(origin + path, { headers });
  return {
    sandbox,
    url,
    deliveries: bridge.deliveries,
    entries,
    invitable,
    get,
    post: (path, wish, headers = {}) =>
      fetch(origin + path, {
        method: 'POST',
        headers: { origin, 'content-type': 'application/json', ...headers },
        body: JSON.stringify(wish),
      }),
    async state(selection = {}) {
      const answer = await get(`/state?${new URLSearchParams(selection)}`);
      return (await answer.json()) as State;
    },
    async stop() {
      await sandbox.stop();
      await bridge.stop();
    },
  };
}

async function silentBridge() {
  const deliveries: Delivery[] = [];
  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request as AsyncIterable<Buffer>) chunks.push(chunk);
    const { 'x-works-botid': botId, ...headers } = request.headers;
    deliveries.push({
      path: request.url ?? '',
      botId: botId?.toString(),
      signed: 'x-line-signature' in headers || 'x-works-signature' in headers,
      body: Buffer.concat(chunks).toString(),
    });
    response.end();
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    deliveries,
    async stop() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

/** Speaks to the platforms as the bridge does. */
export async function botSays(
  { sandbox: { environment: env, works } }: Theatre,
  account: string,
  content: object,
): Promise<number> {
  const { WORKS_API_BASE_URL, WORKS_BOT_ID } = env;
  const path = `/bots/${WORKS_BOT_ID}/users/${works.member(account).userId}/messages`;
  const answer = await fetch(`${WORKS_API_BASE_URL}${path}`, {
    method: 'POST',
    headers: {
      authorization: `Bearer ${await worksToken(env)}`,
      'content-type': 'application/json',
    },
    body: JSON.stringify({ content }),
  });
  return answer.status;
}

/** What the bridge would carry. */
export async function worksToken(env: Sandbox['environment']): Promise<string> {
  const part = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');
  const iat = Math.floor(Date.now() / 1000);
  const claims = { iss: env.WORKS_CLIENT_ID, sub: env.WORKS_SERVICE_ACCOUNT, iat, exp: iat + 600 };
  const signed = `${part({ alg: 'RS256', typ: 'JWT' })}.${part(claims)}`;
  const signature = createSign('RSA-SHA256')
    .update(signed)
    .sign(env.WORKS_PRIVATE_KEY ?? '');
  const answer = await fetch(`${env.WORKS_AUTH_BASE_URL}/token`, {
    method: 'POST',
    body: new URLSearchParams({
      assertion: `${signed}.${signature.toString('base64url')}`,
      grant_type: 'urn:ietf:params:oauth:grant-type:jwt-bearer',
      client_id: env.WORKS_CLIENT_ID ?? '',
      client_secret: env.WORKS_CLIENT_SECRET ?? '',
      scope: 'bot bot.message user.read',
    }),
  });
  const { access_token } = (await answer.json()) as { access_token: string };
  return access_token;
}
