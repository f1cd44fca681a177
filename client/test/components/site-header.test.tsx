import { screen, within } from '@testing-library/react';

import { SiteHeader } from '@/components/site-header';
import type { Session } from '@/lib/session';

import { aUser } from '../support/builders';
import { show } from '../support/render';

async function itemsFor(session: Session, nav = 'Main'): Promise<(string | null)[]> {
  await show(<SiteHeader session={session} />);
  const bar = within(screen.getByRole('navigation', { name: nav }));
  const items = [...bar.getAllByRole('link'), ...bar.queryAllByRole('button')];
  return items.map((item) => item.textContent);
}

const visitor: Session = { user: null, isKnown: true };
const member: Session = { user: aUser(), isKnown: true };

describe('the header', () => {
  it('offers a visitor to sell, and to sign in or up', async () => {
    expect(await itemsFor(visitor)).toEqual(['Sell tickets', 'Sign in', 'Sign up']);
  });

  it('offers a member to sell, to see orders, and a menu of the account', async () => {
    expect(await itemsFor(member)).toEqual([
      'Sell tickets',
      'My orders',
      'My orders',
      'My tickets for sale',
      'My sales',
      'Doors',
      'Account settings',
      'Account',
      'Sign out',
    ]);
    expect(screen.getByText('ann@example.com')).toBeInTheDocument();
  });

  it.each([
    ['a visitor', visitor, ['Discover', 'Sell', 'Tickets', 'Sign in']],
    ['a member', member, ['Discover', 'Sell', 'Tickets', 'Account']],
  ])('has a bar for the phone of %s', async (_who, session, items) => {
    expect(await itemsFor(session, 'Bottom bar')).toEqual(items);
  });

  it('searches with a form that needs no script', async () => {
    await show(<SiteHeader session={visitor} />);

    const form = screen.getByRole('search');
    expect(form).toHaveAttribute('action', '/search');
    expect(within(form).getByRole('searchbox', { name: 'Search tickets' })).toHaveAttribute(
      'name',
      'q',
    );
  });

  it('shows a message if the session cannot be checked', async () => {
    await show(<SiteHeader session={{ user: null, isKnown: false }} />);

    expect(screen.getByRole('status')).toHaveTextContent('cannot tell who is signed in');
  });
});
