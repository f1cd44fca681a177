/** What is no e-mail address. */
export const badEmails: readonly (readonly [string, unknown])[] = [
  ['none', undefined],
  ['an empty one', ''],
  ['one without a domain', 'buyer'],
  ['one without a name', '@example.com'],
  ['two in one', 'a@example.com,b@example.com'],
  ['a number', 7],
  ['null', null],
  ['a query', { $gt: '' }],
  ['a list', ['buyer@example.com']],
  ['one that is too long', `${'b'.repeat(300)}@example.com`],
];
