import { connect, type PeerCertificate } from 'node:tls';
import { SECOND_MS } from '../../domain/durations.ts';
import type { CertificateLook } from '../../domain/watch/certificate.ts';

const PATIENCE_MS = 10 * SECOND_MS;

/**
 * Looks at the certificate that the server of an https address shows. Nothing is sent, and whether
 * the certificate is trusted is not asked: that differs from machine to machine.
 *
 * @returns null for an address without https, which only loopback hosts have
 */
export function certificateOf(
  address: string,
  patienceMs = PATIENCE_MS,
): (() => Promise<CertificateLook>) | null {
  const url = URL.parse(address);
  if (url?.protocol !== 'https:') return null;
  const host = url.hostname.replace(/^\[|\]$/gu, '');
  const port = url.port === '' ? 443 : Number(url.port);
  return () => lookAt(host, port, patienceMs);
}

function lookAt(host: string, port: number, patienceMs: number): Promise<CertificateLook> {
  return new Promise((resolve) => {
    const isName = !/^[\d.]+$|:/u.test(host);
    const socket = connect({
      host,
      port,
      // Its dates are read, and nothing is said to it.
      rejectUnauthorized: false,
      ...(isName ? { servername: host } : {}),
    });
    const end = (look: CertificateLook) => {
      clearTimeout(timer);
      socket.destroy();
      resolve(look);
    };
    const timer = setTimeout(() => end({ kind: 'unseen', why: 'timeout' }), patienceMs);
    // A stop does not wait for it.
    timer.unref();
    socket.unref();
    socket.once('secureConnect', () => end(readDates(socket.getPeerCertificate())));
    socket.once('error', (error) => end({ kind: 'unseen', why: codeOf(error) }));
  });
}

function readDates({ valid_from, valid_to }: Partial<PeerCertificate>): CertificateLook {
  const [from, to] = [Date.parse(valid_from ?? ''), Date.parse(valid_to ?? '')];
  return Number.isNaN(from) || Number.isNaN(to)
    ? { kind: 'unseen', why: 'no-dates' }
    : { kind: 'seen', validity: { from, to } };
}

const codeOf = (error: Error): string =>
  'code' in error && typeof error.code === 'string' ? error.code : 'tls';
