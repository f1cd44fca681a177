import { id } from '@ticketing-dev/common/schemas';
import * as z from 'zod';

const maxToken = 255;
const required = 'Token is required';

/** The body of `POST /api/payments`. */
export const newPaymentBody = z.object({
  token: z
    .string({ error: required })
    // Half a surrogate pair cannot be sent to Stripe.
    .refine((token) => token.trim() !== '' && token.length <= maxToken && token.isWellFormed(), {
      error: required,
    })
    .meta({ description: "A token of Stripe's", maxLength: maxToken, examples: ['tok_visa'] }),
  orderId: id('OrderId is required'),
});
