import { screen } from '@testing-library/react';

import { SaleList } from '@/components/sale-list';

import { aSale } from '../support/builders';
import { show } from '../support/render';

const sum = { count: 2, dollars: 39.98, isPart: false };
const sale = { sale: aSale({ row: '4', seat: '12' }), buyer: 'Ann' };

describe('my sales', () => {
  it('show each sale with its price, its day, its buyer and its seat', async () => {
    await show(<SaleList page={{ sales: [sale], nextQuery: null }} sum={sum} />);

    const link = screen.getByRole('link', { name: /Jazz at the Harbour/ });
    expect(link).toHaveTextContent('$19.99');
    expect(link).toHaveTextContent('March 1, 2026, to Ann');
    expect(link).toHaveTextContent('Row 4 · Seat 12');
    expect(link).toHaveAttribute('href', '/tickets/ticket-1');
  });

  it('show the sum, and a file', async () => {
    await show(<SaleList page={{ sales: [sale], nextQuery: null }} sum={sum} />);

    expect(screen.getByText('2 tickets sold for $39.98')).toBeInTheDocument();
    expect(screen.getByRole('link', { name: 'Download as CSV' })).toHaveAttribute(
      'href',
      '/tickets/sales.csv',
    );
    expect(screen.queryByRole('link', { name: 'Older sales' })).not.toBeInTheDocument();
  });

  it('say that the sum is of the newest ones, and lead to older sales', async () => {
    const page = { sales: [sale], nextQuery: '?limit=100&after=order-1' };
    await show(<SaleList page={page} sum={{ count: 1_000, dollars: 5, isPart: true }} />);

    expect(screen.getByText('The newest 1,000 tickets sold for $5.00')).toBeInTheDocument();
    expect(screen.getByRole('link', { name: 'Older sales' })).toHaveAttribute(
      'href',
      '/tickets/sales?limit=100&after=order-1',
    );
  });

  it('show a sale of an order that says neither its time nor its buyer', async () => {
    const { soldAt: _soldAt, buyerId: _buyerId, ...old } = aSale();
    await show(
      <SaleList page={{ sales: [{ sale: old, buyer: null }], nextQuery: null }} sum={sum} />,
    );

    expect(screen.getByRole('link', { name: /Jazz/ })).toHaveTextContent('to a buyer');
  });
});
