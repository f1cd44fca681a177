import { screen } from '@testing-library/react';

import { KeptOrders } from '@/components/kept-orders';
import { keptOrders } from '@/lib/kept-pages';

import { show } from '../support/render';

jest.mock('@/lib/kept-pages');

const from = (address: string) => history.replaceState(null, '', `/offline?from=${address}`);

describe('the page without a connection', () => {
  it('links the orders that are kept, and the page that was wanted', async () => {
    from(encodeURIComponent('/tickets/mine?x=1'));
    jest.mocked(keptOrders).mockResolvedValue([{ path: '/orders/order-1', title: 'Jazz' }]);
    await show(<KeptOrders />);

    expect(await screen.findByRole('link', { name: 'Jazz' })).toHaveAttribute(
      'href',
      '/orders/order-1',
    );
    expect(screen.getByRole('link', { name: 'Try again' })).toHaveAttribute(
      'href',
      '/tickets/mine?x=1',
    );
  });

  it('leads to no other site', async () => {
    from(encodeURIComponent('//evil.example'));
    jest.mocked(keptOrders).mockResolvedValue([]);
    await show(<KeptOrders />);

    expect(screen.getByRole('link', { name: 'Try again' })).toHaveAttribute('href', '/');
    expect(screen.queryByText('Tickets on this device')).toBeNull();
  });
});
