/** Optional fields that are refused, and what must be said of them. */
export const badDetails: readonly (readonly [string, object, string])[] = [
  ['eventName', { eventName: 7 }, 'Event must be text of at most 200 characters'],
  ['eventName', { eventName: 'x'.repeat(201) }, 'Event must be text of at most 200 characters'],
  ['eventName', { eventName: '4242424242424242' }, 'Event must not contain a card number'],
  ['venue', { venue: 'x'.repeat(201) }, 'Venue must be text of at most 200 characters'],
  ['venue', { venue: '4242424242424242' }, 'Venue must not contain a card number'],
  ['city', { city: 'x'.repeat(101) }, 'City must be text of at most 100 characters'],
  ['city', { city: '4242424242424242' }, 'City must not contain a card number'],
  ['section', { section: 'x'.repeat(51) }, 'Section must be text of at most 50 characters'],
  ['section', { section: '4242424242424242' }, 'Section must not contain a card number'],
  ['row', { row: { $gt: '' } }, 'Row must be text of at most 50 characters'],
  ['row', { row: '4242424242424242' }, 'Row must not contain a card number'],
  ['seat', { seat: ['12'] }, 'Seat must be text of at most 50 characters'],
  ['seat', { seat: '4242424242424242' }, 'Seat must not contain a card number'],
  [
    'description',
    { description: 'x'.repeat(1_001) },
    'Description must be text of at most 1000 characters',
  ],
  [
    'description',
    { description: 'Call 4242 4242 4242 4242' },
    'Description must not contain a card number',
  ],
  ...[
    'tomorrow',
    '2030-06-12',
    '2030-06-12T20:00:00',
    '2030-02-30T20:00:00Z',
    '9999-12-31T23:59:59-14:00',
    '0000-01-01T00:00:00+14:00',
    5,
  ].map(
    (startsAt) =>
      [
        'startsAt',
        { startsAt, timeZone: 'UTC' },
        'Start must be a date and time with an offset, such as 2030-06-12T20:00:00+02:00',
      ] as const,
  ),
  ...['Europe/Nowhere', '+02:00', '', 2].map(
    (timeZone) =>
      [
        'timeZone',
        { startsAt: '2030-06-12T20:00:00Z', timeZone },
        'Time zone must be the name of a time zone, such as Europe/Berlin',
      ] as const,
  ),
  ['timeZone', { startsAt: '2030-06-12T20:00:00Z' }, 'Start and time zone must be given together'],
  ['startsAt', { timeZone: 'Europe/Berlin' }, 'Start and time zone must be given together'],
  ['faceValue', { faceValue: 0 }, 'Face value must be greater than 0'],
  ['faceValue', { faceValue: {} }, 'Face value must be greater than 0'],
  ['faceValue', { faceValue: 1_000_000 }, 'Face value must be at most 999999.99'],
  ['faceValue', { faceValue: 9.999 }, 'Face value must have at most 2 decimals'],
  ['faceValue', { faceValue: '19,99' }, 'Face value must be written with a point, such as 1999.50'],
];
