import { randomBytes } from 'node:crypto';

import type { BulkReportBody } from '@ticketing-dev/common/contracts';
import { eventually } from '@ticketing-dev/common/testing';

import type { Visitor } from '../../kit/browser/visitor';
import { aSeller, expectStatus } from '../../kit/person';
import { useBrowser } from '../support/use';

/** More than a page of results. */
const howMany = 60;
const saturday = '2030-06-15';
const timeZone = 'America/Los_Angeles';
/** The evening of that Saturday in Los Angeles, where it is Sunday in UTC. */
const startsAt = `${saturday}T20:00:00-07:00`;

describe('a buyer who looks for a concert', () => {
  const visit = useBrowser();
  /** The other tests sell tickets, too. */
  const artist = `Quintet ${randomBytes(4).toString('hex')}`;
  let buyer: Visitor;

  beforeAll(async () => {
    const { person } = await aSeller();
    const event = { startsAt, timeZone, venue: 'Café Lumière', city: 'San José' };
    const cheap = Array.from({ length: howMany }, (_, i) => ({
      title: `Table ${i}`,
      price: 20,
      eventName: `${artist}, evening ${i}`,
      ...event,
    }));
    const tickets = [
      ...cheap,
      { ...cheap[0], title: 'Table 0, seat 2', price: 30 },
      { ...event, title: 'Balcony', price: 51, eventName: `${artist}, gala` },
      {
        ...event,
        title: 'Late',
        price: 20,
        eventName: `${artist}, on Sunday`,
        startsAt: '2030-06-16T20:00:00-07:00',
      },
    ];
    const answer = await person.call<BulkReportBody>('POST', '/api/tickets/bulk', { tickets });
    expectStatus(answer, 200);
  });
  beforeEach(async () => {
    buyer = await visit();
  });
  afterEach(() => buyer.leave());

  const results = () => buyer.page.getByRole('region', { name: 'Events' }).getByRole('link');
  const events = () => results().filter({ hasText: artist });

  it('finds it on Saturday under $50, opens it, and comes back to the same place', async () => {
    const { page, main } = buyer;
    await eventually(async () => {
      await page.goto('/');
      const form = main.getByRole('search');
      await form.getByRole('searchbox').fill(artist.toLowerCase());
      await form.getByText('Date, place and price').click();
      await form.getByLabel('From', { exact: true }).fill(saturday);
      await form.getByLabel('To', { exact: true }).fill(saturday);
      await form.getByLabel('City or venue').fill('san jose');
      await form.getByLabel('Up to price, $').fill('50');
      await form.getByLabel('Order').selectOption('soonest');
      await form.getByRole('button', { name: 'Search' }).click();
      await page.waitForURL(/\/search\?/);
      await events().first().waitFor({ timeout: 2_000 });
    });
    const pageful = await events().count();
    expect(pageful).toBeGreaterThan(5);
    await buyer.keepPicture('found-events');

    await page.getByRole('link', { name: 'More events' }).click();
    await page.waitForURL(/shown=2/);
    await eventually(async () => expect(await events().count()).toBeGreaterThan(pageful));
    await eventually(async () =>
      expect(await page.locator('a:focus').innerText()).toBe(
        await events().nth(pageful).innerText(),
      ),
    );
    const address = page.url();
    const wanted = events().nth(pageful + 2);
    const name = await wanted.innerText();
    await wanted.scrollIntoViewIfNeeded();
    const scrolled = await page.evaluate<number>('window.scrollY');
    await wanted.click();
    await page.waitForURL(/\/(events|tickets)\//);

    await page.goBack();

    await page.waitForURL(address);
    await page.getByRole('link', { name, exact: true }).waitFor();
    await eventually(async () => {
      const now = await page.evaluate<number>('window.scrollY');
      expect(Math.abs(now - scrolled)).toBeLessThan(200);
    });
    expect(await page.getByText(`${artist}, gala`).count()).toBe(0);
    expect(await page.getByText(`${artist}, on Sunday`).count()).toBe(0);
  });

  it('sees the tickets of one event together, cheapest first, although the name has an error', async () => {
    const { page } = buyer;
    const query = new URLSearchParams({ q: `${artist.replace('Quintet', 'qiuntet')} evening 0` });
    await page.goto(`/search?${query.toString()}`);
    await results()
      .filter({ hasText: `${artist}, evening 0` })
      .first()
      .click();

    await buyer.seesHeading(`${artist}, evening 0`);

    const tickets = page.getByRole('region', { name: 'Tickets' }).getByRole('link');
    expect(await tickets.allInnerTexts()).toEqual(['Table 0', 'Table 0, seat 2']);
    await buyer.sees('From $20.00');
    await buyer.keepPicture('tickets-of-an-event');
  });

  it('gets the results in the first HTML', async () => {
    const query = new URLSearchParams({ q: `${artist} gala` });
    const html = await (await buyer.page.request.get(`/search?${query.toString()}`)).text();

    expect(html).toContain(`${artist}, gala`);
    expect(html).toContain('$51.00');
  });
});
