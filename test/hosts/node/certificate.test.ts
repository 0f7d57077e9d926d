import { generateKeyPairSync, type KeyObject, sign } from 'node:crypto';
import { type AddressInfo, createServer as createTcpServer } from 'node:net';
import { createServer } from 'node:tls';
import { afterEach, expect, test } from 'vitest';
import { certificateOf } from '../../../src/hosts/node/certificate.ts';

const FROM = Date.parse('2026-09-01T00:00:00Z');
const TO = Date.parse('2026-11-30T12:00:00Z');

/* A self-signed certificate in DER, as short as it may be (RFC 5280 §4.1). */

const der = (tag: number, ...parts: readonly Uint8Array[]): Buffer => {
  const body = Buffer.concat(parts);
  const { length } = body;
  const head = length < 128 ? [tag, length] : [tag, 0x82, length >> 8, length & 0xff];
  return Buffer.concat([Buffer.from(head), body]);
};
const sequence = (...parts: readonly Uint8Array[]) => der(0x30, ...parts);
const oid = (hex: string) => der(0x06, Buffer.from(hex, 'hex'));
const time = (at: number) =>
  der(0x17, Buffer.from(`${new Date(at).toISOString().slice(2, 19).replace(/[-:T]/gu, '')}Z`));
/** ecdsa-with-SHA256. */
const ALGORITHM = sequence(oid('2a8648ce3d040302'));
const NAME = sequence(der(0x31, sequence(oid('550403'), der(0x0c, Buffer.from('bridge')))));

function certificateFor(publicKey: KeyObject, privateKey: KeyObject): string {
  const spki = publicKey.export({ type: 'spki', format: 'der' });
  const dates = sequence(time(FROM), time(TO));
  const body = sequence(der(0x02, Buffer.from([1])), ALGORITHM, NAME, dates, NAME, spki);
  const signature = der(0x03, Buffer.from([0]), sign('sha256', body, privateKey));
  const base64 = sequence(body, ALGORITHM, signature).toString('base64');
  return `-----BEGIN CERTIFICATE-----\n${base64}\n-----END CERTIFICATE-----\n`;
}

let stop: () => void = () => undefined;
afterEach(() => stop());

/** Resolves with the address that the server listens on. */
async function listening(server: ReturnType<typeof createTcpServer>): Promise<string> {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  stop = () => server.close();
  return `https://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

test('the dates of a certificate that nobody vouches for are read', async () => {
  const { publicKey, privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const key = privateKey.export({ type: 'pkcs8', format: 'pem' });
  const server = createServer({ key, cert: certificateFor(publicKey, privateKey) });
  const look = certificateOf(`${await listening(server)}/`);
  expect(await look?.()).toEqual({ kind: 'seen', validity: { from: FROM, to: TO } });
});

test('a server that says nothing is left at the deadline', async () => {
  const server = createTcpServer((socket) => {
    stop = () => {
      socket.destroy();
      server.close();
    };
  });
  const look = certificateOf(await listening(server), 50);
  expect(await look?.()).toEqual({ kind: 'unseen', why: 'timeout' });
});

test('a server that is not there is named by the code of the fault', async () => {
  const server = createTcpServer();
  const address = await listening(server);
  await new Promise((resolve) => server.close(resolve));
  stop = () => undefined;
  expect(await certificateOf(address)?.()).toEqual({ kind: 'unseen', why: 'ECONNREFUSED' });
});

test('an address without https has none', () => {
  expect(certificateOf('http://127.0.0.1:8787')).toBeNull();
});
