import { errorNames, errorsOf } from '@/lib/sign-in-errors';

describe('the errors of a form that was sent without scripts', () => {
  it('pass through the address as names, and never as text', () => {
    const names = errorNames([
      { message: 'Email must be valid', field: 'email', code: 'INVALID_REQUEST' },
      { message: 'Invalid credentials', code: 'INVALID_CREDENTIALS' },
      { message: 'Something of ours', code: 'INTERNAL_ERROR' },
    ]);

    expect(names).toEqual(['email', 'INVALID_CREDENTIALS']);
    expect(errorsOf(names).map(({ code }) => code)).toEqual([
      'FORM_email',
      'FORM_INVALID_CREDENTIALS',
    ]);
  });

  it.each([[undefined], ['<b>words</b>'], [['constructor', 'toString']]])(
    'has no text for %p',
    (names) => {
      expect(errorsOf(names)).toEqual([]);
    },
  );
});
