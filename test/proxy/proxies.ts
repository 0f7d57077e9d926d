import { type ChildProcess, execFileSync, spawn, spawnSync } from 'node:child_process';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { until } from '../helpers/child-bridge.ts';
import { statusOf } from './requests.ts';

/** The proxies of `deploy`, started as they are documented, but for ports and certificates. */

const DEPLOY = join(import.meta.dirname, '../../deploy');

export interface Places {
  /** For files of the proxy. */
  readonly folder: string;
  /** Where the proxy listens, on 127.0.0.1. */
  readonly port: number;
  readonly bridgePort: number;
}

export interface FrontProxy {
  readonly name: string;
  readonly origin: string;
  /** Whether it repeats a request whose connection broke before an answer. */
  readonly repeatsBroken: boolean;
  /** Whether it goes on for a caller who has hung up. */
  readonly servesTheGone: boolean;
  stop(): Promise<void>;
}

export interface ProxyKind {
  readonly name: string;
  /** Null: it is not on this machine. */
  start(places: Places): Promise<FrontProxy | null>;
}

const nginx: ProxyKind = {
  name: 'nginx',
  start: async (places) => {
    const version = versionOf('nginx', ['-v']);
    if (version === null || versionOf('openssl', ['version']) === null) return null;
    const main = writeNginx(places);
    const child = launch('nginx', ['-c', main, '-e', join(places.folder, 'start.log')]);
    const origin = `https://127.0.0.1:${places.port}`;
    await until(() => answers(origin, child), 'nginx answers');
    return {
      name: `nginx ${version}`,
      origin,
      repeatsBroken: true,
      servesTheGone: true,
      stop: () => end(child),
    };
  },
};

/** The shipped site with the test's ports and certificate, in the smallest configuration around it. */
function writeNginx({ folder, port, bridgePort }: Places): string {
  mkdirSync(folder, { recursive: true });
  const inFolder = (name: string) => join(folder, name);
  const subject = ['-subj', '/CN=bridge.example.com', '-days', '2', '-nodes'];
  const files = ['-keyout', inFolder('key.pem'), '-out', inFolder('cert.pem')];
  execFileSync('openssl', ['req', '-x509', '-newkey', 'rsa:2048', ...files, ...subject], {
    stdio: 'ignore',
  });
  const site = changed(readFileSync(join(DEPLOY, 'nginx/kakehashi.conf'), 'utf8'), [
    ['    listen [::]:80;\n', ''],
    ['    listen [::]:443 ssl;\n', ''],
    // The way from http to https is not tested: port 80 may be taken here.
    ['listen 80;', `listen unix:${inFolder('http.sock')};`],
    ['listen 443 ssl;', `listen 127.0.0.1:${port} ssl;`],
    ['/etc/letsencrypt/live/bridge.example.com/fullchain.pem', inFolder('cert.pem')],
    ['/etc/letsencrypt/live/bridge.example.com/privkey.pem', inFolder('key.pem')],
    ['127.0.0.1:8787', `127.0.0.1:${bridgePort}`],
  ]);
  writeFileSync(inFolder('site.conf'), site);
  const kept = ['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi'];
  const main = [
    ...(process.getuid?.() === 0 ? ['user root;'] : []),
    `daemon off; worker_processes 1; pid ${inFolder('nginx.pid')}; error_log ${inFolder('error.log')};`,
    'events { worker_connections 512; }',
    'http {',
    `  access_log ${inFolder('access.log')};`,
    ...kept.map((name) => `  ${name}_temp_path ${inFolder(name)};`),
    `  include ${inFolder('site.conf')};`,
    '}',
  ];
  writeFileSync(inFolder('nginx.conf'), main.join('\n'));
  return inFolder('nginx.conf');
}

const caddy: ProxyKind = {
  name: 'caddy',
  start: async ({ folder, port, bridgePort }) => {
    const version = versionOf('caddy', ['version']);
    if (version === null) return null;
    mkdirSync(folder, { recursive: true });
    const repeatsBroken = isAtLeast(version, [2, 11, 4]);
    const site = changed(readFileSync(join(DEPLOY, 'caddy/Caddyfile'), 'utf8'), [
      // Debian's 2.6.2 does not know it. Without it only what has not been sent yet is sent again.
      ...(repeatsBroken ? [] : [['\t\t\trequest_buffers 1MB\n', ''] as const]),
    ]);
    const options = '{\n\tadmin off\n\tdefault_bind 127.0.0.1\n}\n\n';
    writeFileSync(join(folder, 'Caddyfile'), options + site);
    const file = join(folder, 'Caddyfile');
    const child = launch('caddy', ['run', '--config', file, '--adapter', 'caddyfile'], {
      SITE: `http://127.0.0.1:${port}`,
      BRIDGE: `127.0.0.1:${bridgePort}`,
      HOME: folder,
    });
    const origin = `http://127.0.0.1:${port}`;
    await until(() => answers(origin, child), 'Caddy answers');
    return {
      name: `Caddy ${version}`,
      origin,
      repeatsBroken,
      servesTheGone: false,
      stop: () => end(child),
    };
  },
};

export const PROXIES: readonly ProxyKind[] = [nginx, caddy];

/** Every place must be there: a file that has changed is tested with its change, or not at all. */
function changed(text: string, places: readonly (readonly [string, string])[]): string {
  return places.reduce((result, [from, to]) => {
    if (!result.includes(from)) throw new Error(`The shipped file has no ${JSON.stringify(from)}.`);
    return result.replaceAll(from, to);
  }, text);
}

/** Null: there is no such program. */
function versionOf(program: string, args: readonly string[]): string | null {
  const { stdout, stderr, error } = spawnSync(program, args, { encoding: 'utf8' });
  return error === undefined ? (/\d+\.\d+\.\d+/.exec(stdout + stderr)?.[0] ?? '?') : null;
}

function isAtLeast(version: string, wanted: readonly number[]): boolean {
  const parts = version.split('.').map(Number);
  for (const [place, least] of wanted.entries()) {
    const part = parts[place] ?? 0;
    if (part !== least) return part > least;
  }
  return true;
}

const launch = (program: string, args: readonly string[], env: Record<string, string> = {}) =>
  spawn(program, args, { stdio: 'ignore', env: { PATH: process.env.PATH, ...env } });

async function answers(origin: string, child: ChildProcess): Promise<boolean> {
  if (child.exitCode !== null) throw new Error(`${child.spawnfile} ended with ${child.exitCode}`);
  return (await statusOf({ url: `${origin}/nothing` })) === 404;
}

function end(child: ChildProcess): Promise<void> {
  return new Promise((resolve) => {
    child.once('close', () => resolve());
    child.kill('SIGTERM');
  });
}
