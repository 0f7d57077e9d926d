import { randomBytes } from 'node:crypto';
import type { NoteSigner } from '../../src/proof/note-key.ts';
import { authorize } from '../../src/services/operator/signed-request.ts';
import { hanae, stranger, taro } from '../worker/operators.ts';
import type { Report } from './report.ts';
import type { Citizen } from './town.ts';

interface Signed {
  readonly verb: string;
  readonly body: string;
  readonly authorization: string;
}

const A_PAST = '2026-01-01T00:00:00Z';

/** Signs what is asked of the deployment at this host. */
const signFor =
  (host: string) =>
  (verb: string, said: object, signer: NoteSigner = taro): Signed => {
    const body = JSON.stringify(said);
    const path = `/operator/v1/${verb}`;
    const facts = { method: 'POST', host, path, body: Buffer.from(body) };
    const nonce = randomBytes(16).toString('base64url');
    return { verb, body, authorization: authorize(facts, { signer, at: Date.now(), nonce }) };
  };

async function ask(url: string, { verb, body, authorization }: Signed): Promise<number> {
  const init = { method: 'POST', body, headers: { authorization } };
  const answer = await fetch(`${url}/operator/v1/${verb}`, init);
  await answer.arrayBuffer();
  return answer.status;
}

/** What was signed for a company, or says what is another's, changes nothing of `at`. */
export async function tryOperators(
  url: string,
  of: Citizen,
  at: Citizen,
  report: Report,
): Promise<void> {
  const mine = { workspace: of.name };
  const theirs = { workspace: at.name };
  const bodyOfTheirs = JSON.stringify(theirs);
  const sign = signFor(new URL(url).host);
  const signElsewhere = signFor('another.example');
  const used = sign('status', mine);
  if ((await ask(url, used)) !== 200) report.breach(`status of ${of.name} is not answered`);
  const channel = { settings: { LINE_CHANNEL_ID: of.oa } };
  const domain = { settings: { WORKS_DOMAIN_ID: of.settings.WORKS_DOMAIN_ID } };
  const tries: readonly (readonly [what: string, status: number, request: Signed])[] = [
    ['its body names another', 401, { ...sign('pause', mine), body: bodyOfTheirs }],
    ['its verb is another', 401, { ...sign('status', theirs), verb: 'pause' }],
    ['it comes again', 409, used],
    ['it comes again for another', 401, { ...used, body: bodyOfTheirs }],
    ['it is for another deployment', 401, signElsewhere('pause', theirs)],
    ['it may only read', 403, sign('pause', theirs, hanae)],
    ['its key is unknown', 401, sign('pause', theirs, stranger)],
    ["it sets another's OA", 409, sign('set', { ...theirs, ...channel })],
    ["it sets another's domain", 409, sign('set', { ...theirs, ...domain })],
    ['it creates what is there', 409, sign('create', { ...theirs, settings: of.settings })],
    ['it takes another back', 409, sign('restore', { ...theirs, at: A_PAST, confirm: of.name })],
    ['it deletes by another name', 409, sign('delete', { ...theirs, confirm: of.name })],
  ];
  for (const [what, wanted, request] of tries) {
    const status = await ask(url, request);
    report.tried(`refused to an operator: ${what}`);
    if (status !== wanted) {
      report.breach(`an operator's request of ${of.name} at ${at.name}: ${what}: ${status}`);
    }
  }
}
