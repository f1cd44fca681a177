const title = { message: 'Title is required', field: 'title' };
const price = { message: 'Price must be greater than 0', field: 'price' };

/** Bodies that are no offer, and what must be said of them. */
export const badOffers: readonly (readonly [string, unknown, readonly object[]])[] = [
  ['no body', undefined, [title, price]],
  ['an empty title', { title: '', price: 10 }, [title]],
  ['a blank title', { title: '  ', price: 10 }, [title]],
  ['a title that is an operator', { title: { $gt: '' }, price: 10 }, [title]],
  ['a title in a list', { title: ['x'], price: 10 }, [title]],
  ['no price', { title: 'x' }, [price]],
  ['a price of 0', { title: 'x', price: 0 }, [price]],
  ['a negative price', { title: 'x', price: -10 }, [price]],
  ['a price that is no number', { title: 'x', price: 'ten' }, [price]],
  ['a price with three decimals', { title: 'x', price: '10.999' }, [price]],
  ['a price of an eternity', { title: 'x', price: 1e308 }, [price]],
  ['a price in a list', { title: 'x', price: [10] }, [price]],
  ['a price above the highest', { title: 'x', price: 1_000_000 }, [price]],
  [
    'a title that is too long',
    { title: 'x'.repeat(201), price: 10 },
    [{ message: 'Title must have at most 200 characters', field: 'title' }],
  ],
];
