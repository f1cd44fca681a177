import { anId, fixedClock } from '@ticketing-dev/common/testing';

import { createLinks, linkLifetimeMs, readToken } from '../../src/domain/links';
import type { User } from '../../src/domain/user';

const ann: User = { id: anId('a'.repeat(24)), version: 0, email: 'ann@test.dev', passwordHash: '' };

/** The rules of links, with the secrets of these keys, the current one first. */
function setUp(...keys: [string, ...string[]]) {
  const clock = fixedClock();
  let ids = 0;
  const newId = (): string => `link-${(ids += 1)}`;
  const linksBy = (...of: [string, ...string[]]) =>
    createLinks({
      now: clock.now,
      newId,
      secretsOf: (id) => of.map((key) => `${id} by ${key}`) as [string, ...string[]],
    });
  return { clock, linksBy, links: linksBy(...keys) };
}

const secretIn = (token: string | undefined): string => readToken(token ?? '')?.secret ?? '';

describe('a one-time link', () => {
  it.each(['password-reset', 'email-proof'] as const)('for a %s expires', (purpose) => {
    const { clock, links } = setUp('key');
    const { changes, link } = links.withOneMore(ann, purpose);
    const user = { ...ann, ...changes } as User;
    const secret = secretIn(links.tokenOf(user, link.id));

    clock.advance(linkLifetimeMs[purpose] - 1);
    expect(links.has(user, purpose, secret)).toBe(true);
    clock.advance(1);

    expect(links.has(user, purpose, secret)).toBe(false);
    expect(links.tokenOf(user, link.id)).toBeUndefined();
  });

  it('that was made by the previous key can still be mailed and used', () => {
    const { links, linksBy } = setUp('old');
    const { changes, link } = links.withOneMore(ann, 'email-proof');
    const user = { ...ann, ...changes } as User;
    const rotated = linksBy('new', 'old');

    const token = rotated.tokenOf(user, link.id);

    expect(token).toBe(links.tokenOf(user, link.id));
    expect(rotated.has(user, 'email-proof', secretIn(token))).toBe(true);
    expect(linksBy('new').tokenOf(user, link.id)).toBeUndefined();
  });

  it('replaces the oldest of ten', () => {
    const { links } = setUp('key');
    let user = ann;
    for (let i = 0; i < 12; i += 1)
      user = { ...user, ...links.withOneMore(user, 'email-proof').changes } as User;

    expect(user.links?.map(({ id }) => id)).toEqual(
      Array.from({ length: 10 }, (_, i) => `link-${i + 3}`),
    );
  });
});
