/** Types for the parts of stripe-stateful-mock that the stand-in uses, because the package has none. */
declare module 'stripe-stateful-mock' {
  import type { RequestListener } from 'node:http';

  export function createExpressApp(): RequestListener;
}

declare module 'stripe-stateful-mock/dist/api/AccountData' {
  export interface Stored {
    readonly id: string;
    readonly created: number;
  }

  export class AccountData<T extends Stored> {
    protected data: Record<string, Record<string, T>>;
    get(accountId: string, objectId: string): T | null;
    put(accountId: string, object: T): void;
    remove(accountId: string, objectId: string): void;
    getAll(accountId: string): T[];
  }
}

declare module 'stripe-stateful-mock/dist/api/RestError' {
  export class RestError extends Error {
    constructor(
      statusCode: number,
      error: { message: string; type: string; code?: string; param?: string },
    );
  }
}

declare module 'stripe-stateful-mock/dist/api/charges' {
  export interface Charge {
    readonly id: string;
    readonly created: number;
    readonly amount: number;
    readonly captured: boolean;
    readonly refunded: boolean;
    readonly transfer_group: string | null;
  }

  export interface ChargeList {
    object: 'list';
    data: Charge[];
    has_more: boolean;
    url: string;
  }

  export const charges: {
    create: (accountId: string, params: { source?: unknown; customer?: unknown }) => Charge;
    retrieve: (accountId: string, chargeId: string, param: string) => Charge;
    capture: (accountId: string, chargeId: string, params: unknown) => Charge;
    list: (accountId: string, params: Record<string, string>) => ChargeList;
  };
}

declare module 'stripe-stateful-mock/dist/api/cards' {
  export const cards: { createFromSource: (token: string) => unknown };
}

declare module 'stripe-stateful-mock/dist/api/utils' {
  import type { Charge, ChargeList } from 'stripe-stateful-mock/dist/api/charges';

  export function applyListOptions(
    data: Charge[],
    page: { limit?: string; starting_after?: string; ending_before?: string },
    retrieve: (id: string, param: string) => Charge,
  ): ChargeList;
}
