import { ApiError } from './api/api-error';

/**
 * Converts a typed price to the service's form: removes a leading dollar sign.
 *
 * @throws ApiError if there is another currency sign
 */
export function typedPrice(text: string): string {
  const price = withoutDollarSign(text);
  if (!/\p{Sc}/u.test(price)) return price;
  throw new ApiError({ status: 400, items: [{ message: '', code: 'PRICE_SIGN', field: 'price' }] });
}

export const withoutDollarSign = (text: string): string => text.trim().replace(/^\$\s*/, '');
