import { environmentFor } from './company.ts';

const AT = 'http://127.0.0.1:1';

const environment = environmentFor({ apiUrl: AT, dataUrl: AT }, { apiUrl: AT, authUrl: AT });

/** What a deployment gives to all its workspaces. */
export const PLATFORMS_AT = {
  PUBLIC_URL: 'https://bridges.example',
  LINE_API_BASE_URL: AT,
  LINE_DATA_API_BASE_URL: AT,
  WORKS_API_BASE_URL: AT,
  WORKS_AUTH_BASE_URL: AT,
};

const NOT_ITS_OWN = new Set([...Object.keys(PLATFORMS_AT), 'HOST', 'PORT', 'SANDBOX']);

/** The settings of the standard company, as a workspace of its own. */
export const settingsOf = (): Record<string, string> =>
  Object.fromEntries(Object.entries(environment).filter(([name]) => !NOT_ITS_OWN.has(name)));
