import { cards } from 'stripe-stateful-mock/dist/api/cards';
import { charges } from 'stripe-stateful-mock/dist/api/charges';
import { RestError } from 'stripe-stateful-mock/dist/api/RestError';
import { applyListOptions } from 'stripe-stateful-mock/dist/api/utils';

const { createFromSource } = cards;
const { capture, list, retrieve } = charges;

/**
 * Adds behaviour of Stripe that the mock lacks. It replaces exports, because the mock calls its functions through them.
 */
export function fixMock(): void {
  cards.createFromSource = (token) => {
    try {
      return createFromSource(token);
    } catch {
      throw new RestError(400, {
        code: 'resource_missing',
        message: `No such token: '${token}'`,
        param: 'source',
        type: 'invalid_request_error',
      });
    }
  };

  charges.capture = (account, id, params) => {
    const charge = retrieve(account, id, 'charge');
    if (charge.refunded) {
      throw new RestError(400, {
        code: 'charge_already_refunded',
        message: `Charge ${id} has already been refunded.`,
        type: 'invalid_request_error',
      });
    }
    if (charge.captured) {
      throw new RestError(400, {
        code: 'charge_already_captured',
        message: `Charge ${id} has already been captured.`,
        type: 'invalid_request_error',
      });
    }
    return capture(account, id, params);
  };

  charges.list = (account, { transfer_group: group, ...params }) => {
    if (group === undefined) return list(account, params);
    const { limit = '10', starting_after: after, ending_before: before, ...filters } = params;
    const found = list(account, filters).data.filter((charge) => charge.transfer_group === group);
    const page = {
      limit,
      ...(after !== undefined && { starting_after: after }),
      ...(before !== undefined && { ending_before: before }),
    };
    const answer = applyListOptions(found, page, (id, param) => retrieve(account, id, param));
    return { ...answer, url: '/v1/charges' };
  };
}
