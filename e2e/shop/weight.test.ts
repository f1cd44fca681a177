import { readFileSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { gzipSync } from 'node:zlib';

import { repository } from '@ticketing-dev/local';
import type { Page } from 'playwright-core';

import { aSeller, idOf } from '../kit/person';
import { raw } from '../test/support/raw';
import { useBrowser } from '../test/support/use';

/** The time of the goal: what a page loads in it without a touch, it loads for every visitor. */
const untouchedMs = 5_000;

/** The most kilobytes, compressed. The goals of the shop are lower: see docs/performance. */
const most = { scripts: 200, scriptsOfAnOrder: 230, styles: 18 };

const visit = useBrowser();

/** Opens a page without anything in its cache, and returns what it has loaded, in kilobytes. */
async function weigh(page: Page, address: string) {
  const bytes = { script: 0, stylesheet: 0 };
  const reading: Promise<void>[] = [];
  page.on('response', (response) => {
    const type = response.request().resourceType();
    if (type !== 'script' && type !== 'stylesheet') return;
    reading.push(response.body().then((body) => void (bytes[type] += gzipSync(body).length)));
  });
  await page.goto(address);
  await delay(untouchedMs);
  await Promise.all(reading);
  return { scripts: bytes.script / 1000, styles: bytes.stylesheet / 1000 };
}

/** The classes of Mantine that a file of styles has rules for. */
const classesIn = (css: string): Set<string> =>
  new Set([...css.matchAll(/\.(m_[0-9a-f]+)/g)].map(([, name = '']) => name));

const readStyles = (): string =>
  readFileSync(path.join(repository, 'client/node_modules/@mantine/core/styles.css'), 'utf8');

/** Classes in a page that Mantine has rules for, and the loaded styles have not. */
function unstyled(html: string, loaded: string): string[] {
  const [known, there] = [classesIn(readStyles()), classesIn(loaded)];
  const attributes = [...html.matchAll(/ class="([^"]*)"/g)].map(([, names = '']) => names);
  const used = new Set(attributes.flatMap((names) => names.split(' ')));
  return [...used].filter((name) => known.has(name) && !there.has(name));
}

/** The styles that a page loads. */
async function stylesOf(html: string): Promise<string> {
  const links = [...html.matchAll(/<link rel="stylesheet" href="([^"]+)"/g)];
  const files = await Promise.all(links.map(([, href = '']) => raw(href)));
  return files.map(({ body }) => body).join('\n');
}

describe('a page for a visitor without a cache', () => {
  it.each([
    ['the front page', () => '/'],
    ['a ticket', aTicketPath],
    ['the sign-in', () => '/auth/signin'],
  ])('is light: %s', async (_name, addressOf) => {
    const address = await addressOf();
    const { page } = await visit();

    const { scripts, styles } = await weigh(await page.context().newPage(), address);

    expect(scripts).toBeLessThan(most.scripts);
    expect(styles).toBeLessThan(most.styles);
  });

  it('is light: an order to pay', async () => {
    const visitor = await visit();
    await visitor.signUp();
    const order = await visitor.buy(await aTicketPath());

    const { scripts, styles } = await weigh(await visitor.page.context().newPage(), order);

    expect(scripts).toBeLessThan(most.scriptsOfAnOrder);
    expect(styles).toBeLessThan(most.styles);
  });
});

describe('the styles that the shop loads', () => {
  it('are enough for every element of its pages', async () => {
    const visitor = await visit();
    const { page } = visitor;
    await visitor.signUp();
    const order = await visitor.buy(await aTicketPath());
    const paths = ['/', '/tickets/new', '/tickets/new/many', '/tickets/mine', '/tickets/sales'];

    for (const address of [order, ...paths, '/tickets/doors', '/orders', '/account', '/door']) {
      await page.goto(address);
      const html = await page.content();
      expect([address, unstyled(html, await stylesOf(html))]).toEqual([address, []]);
    }
  });

  it('would not be enough if a part were missing', async () => {
    const { body } = await raw('/auth/signin');

    expect(unstyled(body, '')).not.toEqual([]);
  });
});

async function aTicketPath(): Promise<string> {
  const { person } = await aSeller();
  return `/tickets/${idOf(await person.sell(20))}`;
}
