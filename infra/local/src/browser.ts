import { existsSync } from 'node:fs';

import { onPath } from './paths';
import { installDebianPackages } from './servers/debian';

const programs = [
  'chromium',
  'chromium-browser',
  'google-chrome',
  'google-chrome-stable',
  'chrome',
];
const places = [
  '/usr/bin/chromium',
  '/snap/bin/chromium',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
  '/Applications/Microsoft Edge.app/Contents/MacOS/Microsoft Edge',
];

function installed(): string | undefined {
  const given = process.env['CHROME_PATH'];
  if (given) return given;
  const found = programs.map((program) => onPath(program)).find((file) => file !== undefined);
  return found ?? places.find((place) => existsSync(place));
}

/** The path of a Chromium for the browser tests: an installed one, or Debian's package; undefined if there is none. */
export async function findBrowser(
  say: (line: string) => void = () => undefined,
): Promise<string | undefined> {
  const found = installed();
  if (found) return found;
  await installDebianPackages(['chromium'], say);
  return installed();
}

export const browserHint =
  'No Chrome or Chromium was found. To get one: apt-get install chromium, or https://www.google.com/chrome, or set CHROME_PATH';
