import { theShop } from '../../kit/shop';
import { get, raw } from '../support/raw';
import { useBrowser } from '../support/use';

describe('the documents of the API', () => {
  const visit = useBrowser();

  it('are shown with a form for each route, and the policy blocks nothing', async () => {
    const visitor = await visit();
    const { page } = visitor;
    const errors: string[] = [];
    const otherHosts: string[] = [];
    page.on('console', (message) => {
      if (message.type() === 'error') errors.push(message.text());
    });
    page.on('request', (request) => {
      const { protocol, host } = new URL(request.url());
      if (protocol !== 'data:' && host !== new URL(theShop.url).host) otherHosts.push(host);
    });

    await page.getByRole('contentinfo').getByRole('link', { name: 'API' }).click();
    await visitor.seesHeading('API');
    const route = page.locator('#operations-tickets-listTickets');
    await route.getByRole('button', { name: /^GET.* List/ }).click();
    await route.getByRole('button', { name: 'Try it out' }).click();
    await route.getByRole('button', { name: 'Execute' }).click();

    await route.locator('.live-responses-table .response-col_status', { hasText: '200' }).waitFor();
    await visitor.keepPicture('api');
    expect([errors, otherHosts]).toEqual([[], []]);
  });

  it.each([
    ['/docs/openapi.yaml', /^application\/yaml/, 'openapi: 3.1.0'],
    ['/docs/asyncapi.yaml', /^application\/yaml/, 'asyncapi: 3'],
    ['/docs/postman.json', /^application\/json/, '"info": {'],
  ])('are served: %s', async (path, type, text) => {
    const { status, headers, body } = await raw(path);

    expect([status, headers['content-type']]).toEqual([200, expect.stringMatching(type)]);
    expect(body).toContain(text);
  });

  it.each(['/docs/README.md', '/docs/constructor', '/docs/..%2fLICENSE'])(
    'are all that is served: %s is not',
    async (path) => {
      expect((await get(path)).status).toBe(404);
    },
  );
});

describe('the scripts of a page', () => {
  it.each(['/', '/auth/signup'])('have no zod: %s', async (path) => {
    const { body } = await raw(path);
    const scripts = new Set(body.match(/\/_next\/static\/[^"\\]+\.js/g));
    expect(scripts.size).toBeGreaterThan(0);

    for (const script of scripts) expect((await raw(script)).body).not.toContain('ZodError');
  });
});
