import type { TicketBody } from '@ticketing-dev/common/contracts';

import { aSeller } from '../../kit/person';
import { theShop } from '../../kit/shop';
import { raw } from '../support/raw';

const offer = {
  title: 'Jazz <at> the "Harbour"',
  price: 27.5,
  eventName: 'Harbour nights',
  startsAt: '2030-06-12T18:30:00Z',
  timeZone: 'Europe/Berlin',
};
let path: string;
beforeAll(async () => {
  const { person } = await aSeller();
  const { body } = await person.call<TicketBody>('POST', '/api/tickets', offer);
  path = `/tickets/${body.id}`;
});

describe('the head of a ticket’s page', () => {
  it('has what search engines and previews of links show', async () => {
    const { body } = await raw(path);

    const [head = ''] = body.split('</head>');
    expect(head).toContain(`<link rel="canonical" href="${theShop.url}${path}"/>`);
    expect(head).toContain('<meta name="description" content="A ticket for Harbour nights: ');
    expect(head).toContain(`<meta property="og:image" content="${theShop.url}${path}/cover.png`);
    expect(body).toContain('"@type":"Event"');
  });

  it('has a picture that is PNG', async () => {
    const { status, headers } = await raw(`${path}/cover.png`);

    expect([status, headers['content-type']]).toEqual([200, 'image/png']);
    expect(headers['cache-control']).toContain('max-age');
  });
});

describe('the shop', () => {
  it.each([
    ['/favicon.ico', 'image/png'],
    ['/icons/180', 'image/png'],
    ['/icons/512', 'image/png'],
    ['/manifest.webmanifest', 'application/manifest+json'],
  ])('has %s', async (address, type) => {
    const { status, headers } = await raw(address);

    expect([status, headers['content-type']]).toEqual([200, type]);
  });

  it('has icons of no other size', async () => {
    expect((await raw('/icons/100000')).status).toBe(404);
  });

  it('names its public pages, and keeps crawlers from those of accounts', async () => {
    const robots = await raw('/robots.txt');
    const sitemap = await raw('/sitemap.xml');

    expect(robots.body).toContain('Disallow: /orders');
    expect(robots.body).toContain(`Sitemap: ${theShop.url}/sitemap.xml`);
    expect(sitemap.body).toContain(`<loc>${theShop.url}/</loc>`);
    expect(sitemap.body).toContain(`<loc>${theShop.url}${path}</loc>`);
  });
});
