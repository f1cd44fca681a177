import { OrderStatus } from '@ticketing-dev/common/contracts';
import { screen } from '@testing-library/react';

import { WithOrderNotes } from '@/components/notes';

import { show } from '../support/render';

describe('the notes beside an order', () => {
  it.each([
    [OrderStatus.Created, 'How buying works'],
    [OrderStatus.Complete, 'At the door'],
  ])('of the status %s are about what matters now: %s', async (status, title) => {
    await show(<WithOrderNotes status={status}>The order</WithOrderNotes>);

    expect(screen.getByRole('heading', { name: title })).toBeInTheDocument();
    expect(screen.getByText('The order')).toBeInTheDocument();
  });

  it('are absent when the order is cancelled', async () => {
    await show(<WithOrderNotes status={OrderStatus.Cancelled}>The order</WithOrderNotes>);

    expect(screen.queryByRole('heading')).not.toBeInTheDocument();
    expect(screen.getByText('The order')).toBeInTheDocument();
  });
});
