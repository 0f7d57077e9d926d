import { send } from '../helpers/webhooks.ts';
import type { Report } from './report.ts';
import type { Citizen } from './town.ts';

/** Sees every call of the Worker to a platform: each bearer is one that this company's platforms have issued. */
export interface TokenWatch {
  /** Where its platforms are. */
  know(name: string, origins: readonly string[]): void;
  /** A token that was issued to this company by LINE, and by LINE WORKS. */
  issuedTo(name: string): readonly { readonly origin: string; readonly token: string }[];
  stop(): void;
}

export function watchTokens(report: Report): TokenWatch {
  const homes = new Map<string, string>();
  const issued = new Map<string, { readonly name: string; readonly origin: string }>();
  const follows = globalThis.fetch;
  globalThis.fetch = async (input, init) => {
    const request = new Request(input, init);
    const { origin } = new URL(request.url);
    const home = homes.get(origin);
    if (home === undefined) return follows(request);
    const [, bearer] = /^Bearer (\S+)$/iu.exec(request.headers.get('authorization') ?? '') ?? [];
    if (bearer !== undefined) {
      report.tried('calls of the Worker with a token');
      const { name } = issued.get(bearer) ?? { name: 'nobody' };
      if (name !== home) report.breach(`a token of ${name} went to the platforms of ${home}`);
    }
    const answer = await follows(request);
    const type = answer.headers.get('content-type') ?? '';
    if (type.includes('json') && /\/token$/u.test(new URL(request.url).pathname)) {
      const token = tokenIn(await answer.clone().json());
      if (token !== null) issued.set(token, { name: home, origin });
    }
    return answer;
  };
  return {
    know: (name, origins) => {
      for (const origin of origins) homes.set(origin, name);
    },
    issuedTo: (name) =>
      [...issued]
        .filter(([, to]) => to.name === name)
        .map(([token, { origin }]) => ({ token, origin })),
    stop: () => {
      globalThis.fetch = follows;
    },
  };
}

const tokenIn = (answer: unknown): string | null =>
  typeof answer === 'object' && answer !== null && 'access_token' in answer
    ? String(answer.access_token)
    : null;

/** The platforms of one company refuse what those of another have issued. */
export async function tryTokens(
  watch: TokenWatch,
  of: Citizen,
  at: Citizen,
  report: Report,
): Promise<void> {
  // Not by `fetch`, which is the Worker's way and watched.
  const ask = async (url: string, token: string) =>
    (await send(url, '', { method: 'GET', headers: { authorization: `Bearer ${token}` } })).status;
  for (const { token, origin } of watch.issuedTo(of.name)) {
    const isLine = origin === of.line.apiUrl;
    const pathOf = (citizen: Citizen) =>
      isLine ? `${citizen.line.apiUrl}/v2/bot/info` : `${citizen.works.apiUrl}/users`;
    const what = isLine ? 'LINE' : 'LINE WORKS';
    const [home, elsewhere] = [await ask(pathOf(of), token), await ask(pathOf(at), token)];
    report.tried(`refused by the platforms of another: token of ${what}`);
    if (home !== 200) report.breach(`the token of ${of.name} for ${what} answers ${home} at home`);
    if (elsewhere !== 401) {
      report.breach(`the token of ${of.name} for ${what} answers ${elsewhere} at ${at.name}`);
    }
  }
}
