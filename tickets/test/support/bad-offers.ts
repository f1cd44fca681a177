const says = (message: string, field: string) => ({ message, field, code: 'INVALID_REQUEST' });
const title = says('Title is required', 'title');
const price = says('Price must be greater than 0', 'price');

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
  [
    'a price with three decimals',
    { title: 'x', price: '10.999' },
    [says('Price must have at most 2 decimals', 'price')],
  ],
  [
    'a price of an eternity',
    { title: 'x', price: 1e308 },
    [says('Price must be at most 999999.99', 'price')],
  ],
  ['a price in a list', { title: 'x', price: [10] }, [price]],
  [
    'a price above the highest',
    { title: 'x', price: 1_000_000 },
    [says('Price must be at most 999999.99', 'price')],
  ],
  [
    'a price with a comma',
    { title: 'x', price: '19,99' },
    [says('Price must be written with a point, such as 1999.50', 'price')],
  ],
  [
    'a price below the minimum',
    { title: 'x', price: 0.49 },
    [says('Price must be at least 0.50', 'price')],
  ],
  ['a title that draws nothing', { title: '\u200b\u3164\u2800\u0000', price: 10 }, [title]],
  [
    'a title that is too long',
    { title: 'x'.repeat(201), price: 10 },
    [says('Title must have at most 200 characters', 'title')],
  ],
  [
    'a title with a card number',
    { title: 'Call 4242 4242 4242 4242', price: 10 },
    [says('Title must not contain a card number', 'title')],
  ],
];
