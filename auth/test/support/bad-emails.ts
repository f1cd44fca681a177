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

/** Addresses that no account is made for, though they are well-formed. */
export const unacceptableEmails: readonly (readonly [string, string])[] = [
  ['a space of no width', 'a\u200bb@example.com'],
  ['a direction override', 'a\u202eb@example.com'],
  ['a Hangul filler', 'a\u3164b@example.com'],
  ['a variation selector', 'a\ufe0fb@example.com'],
  ['a soft hyphen in its domain', 'ab@exam\u00adple.com'],
  ['a card number', '4242424242424242@example.com'],
  ['a card number in groups', '4242-4242-4242-4242@example.com'],
  ['a domain that cannot be', 'a@xn--zzzz.com'],
];

/** What is typed today, and how an older build kept the address. */
export const oldSpellings: readonly (readonly [typed: string, kept: string])[] = [
  ['old@xn--dmin-moa0i.com', 'old@dömäin.com'],
  ['old2@dömäin.com', 'old2@dömäin.com'],
  ['old\u00e9@example.com', 'olde\u0301@example.com'],
  ['old3@example.com', '"old3"@example.com'],
];
