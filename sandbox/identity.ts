import { generateKeyPairSync, randomBytes } from 'node:crypto';
import { existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import * as z from 'zod';
import { privateFile, privateFolder } from './private-files.ts';

const identitySchema = z.object({
  channelSecret: z.string(),
  clientId: z.string(),
  clientSecret: z.string(),
  serviceAccount: z.string(),
  privateKeyPem: z.string(),
  bridgeBotSecret: z.string(),
  adminBotSecret: z.string(),
});

/** Made up once: a bridge's database belongs to the identities it first met. */
export type Identity = z.output<typeof identitySchema>;

/** The identities of that folder, made up where it has none yet; null keeps them in memory. */
export function identityIn(folder: string | null): Identity {
  if (folder === null) return newIdentity();
  privateFolder(folder);
  const path = join(folder, 'identities.json');
  if (existsSync(path)) return readIdentity(privateFile(path));
  const identity = newIdentity();
  // A crash halfway must not leave half a file behind.
  writeFileSync(privateFile(`${path}.new`), JSON.stringify(identity, null, 2));
  renameSync(`${path}.new`, path);
  return identity;
}

function readIdentity(path: string): Identity {
  try {
    return identitySchema.parse(JSON.parse(readFileSync(path, 'utf8')));
  } catch {
    throw new Error(`${path} cannot be read; remove its folder to begin a new sandbox`);
  }
}

function newIdentity(): Identity {
  const { privateKey } = generateKeyPairSync('rsa', {
    modulusLength: 2048,
    publicKeyEncoding: { type: 'spki', format: 'pem' },
    privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
  });
  return {
    channelSecret: randomBytes(16).toString('hex'),
    clientId: randomBytes(15).toString('base64url'),
    clientSecret: randomBytes(8).toString('base64url'),
    serviceAccount: `${randomBytes(3).toString('hex')}.serviceaccount@midori`,
    privateKeyPem: privateKey,
    bridgeBotSecret: randomBytes(21).toString('base64url'),
    adminBotSecret: randomBytes(21).toString('base64url'),
  };
}
