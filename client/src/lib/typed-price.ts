import { ApiError } from './api/api-error';

/** The price as the service reads it. A dollar sign is what the field is about; another currency is a mistake. */
export function typedPrice(text: string): string {
  const price = text.trim().replace(/^\$\s*/, '');
  if (!/\p{Sc}/u.test(price)) return price;
  const message = 'Price must be in US dollars, without a sign';
  throw new ApiError({ status: 400, items: [{ message, field: 'price' }] });
}
