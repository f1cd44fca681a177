import { screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';

import { SiteHeader } from '@/components/site-header';
import type { Session } from '@/lib/session';

import { aUser } from '../support/builders';
import { show } from '../support/render';

async function linksFor(session: Session): Promise<(string | null)[]> {
  await show(<SiteHeader session={session} />);
  const nav = screen.getByRole('navigation', { name: 'Main' });
  const [links, buttons] = [within(nav).getAllByRole('link'), within(nav).queryAllByRole('button')];
  return [...links, ...buttons].map((item) => item.textContent);
}

describe('the header', () => {
  it('offers a visitor to sell, and to sign in or up', async () => {
    expect(await linksFor({ user: null, isKnown: true })).toEqual([
      'Sell tickets',
      'Sign in',
      'Sign up',
    ]);
  });

  it('offers a member to sell, to see orders and to sign out, and names them', async () => {
    expect(await linksFor({ user: aUser(), isKnown: true })).toEqual([
      'ann@example.com',
      'Sell tickets',
      'My tickets',
      'My orders',
      'Sign out',
    ]);
    expect(screen.getByText('ann@example.com')).toBeInTheDocument();
  });

  it('shows a message if the session cannot be checked', async () => {
    await linksFor({ user: null, isKnown: false });

    expect(screen.getByRole('status')).toHaveTextContent('cannot tell who is signed in');
  });

  it('has the same links behind the menu button of a phone', async () => {
    await linksFor({ user: aUser(), isKnown: true });

    await userEvent.click(screen.getByRole('button', { name: 'Open the menu' }));

    const menu = await screen.findByRole('dialog', { name: 'Menu' });
    expect(within(menu).getByRole('link', { name: 'My orders' })).toHaveAttribute(
      'href',
      '/orders',
    );
  });
});
