import type { ErrorItem } from '@ticketing-dev/common/contracts';
import { render, screen } from '@testing-library/react';
import { NextIntlClientProvider } from 'next-intl';

import { useErrorText } from '@/hooks/use-error-text';
import type { Language } from '@ticketing-dev/common/contracts';

import en from '../../messages/en.json';
import es from '../../messages/es.json';

function Said({ item }: { item: ErrorItem }) {
  return <p>{useErrorText()(item)}</p>;
}

function say(locale: Language, item: ErrorItem): string | null {
  const messages: typeof en = locale === 'es' ? es : en;
  render(
    <NextIntlClientProvider locale={locale} messages={messages} timeZone="UTC">
      <Said item={item} />
    </NextIntlClientProvider>,
  );
  return screen.getByRole('paragraph').textContent;
}

describe('an error of the API', () => {
  const tooLong = { message: 'Title must have at most 80 characters', code: 'INVALID_REQUEST' };
  const reserved = { message: 'Ticket is already reserved', code: 'TICKET_RESERVED' };
  const unknown = { message: 'Your card is a poem.', code: 'OF_TOMORROW' };

  it.each([
    ['the sentence, with its numbers', tooLong, 'El título puede tener como máximo 80 caracteres'],
    ['the code', reserved, 'Esta entrada ya está reservada'],
    ['neither, so as the API says it', unknown, 'Your card is a poem.'],
  ])('is in Spanish by %s', (_how, item, text) => {
    expect(say('es', item)).toBe(text);
  });

  it.each([tooLong, reserved, unknown])('is in English as the API says it: %p', (item) => {
    expect(say('en', item)).toBe(item.message);
  });

  it('has our words if no service has answered', () => {
    expect(say('es', { message: '', code: 'NO_CONNECTION' })).toMatch(/^No podemos conectar/);
  });
});
