import { userInfo } from 'node:os';

import { type Env, optional } from '@ticketing-dev/common';

import { type Service, services } from './services';

/** Where the services are, and what authorises a change. */
export interface Settings {
  /** The operators' addresses of each service's instances. */
  readonly addresses: Readonly<Record<Service, readonly string[]>>;
  readonly token: string | undefined;
  /** Who the operator is, for the services' logs. */
  readonly operator: string;
}

export const addressSetting = (service: Service): string =>
  `${service.toUpperCase()}_OPERATORS_URL`;

export const readSettings = (env: Env): Settings => ({
  addresses: Object.fromEntries(
    services.map((service) => [
      service,
      optional(env, addressSetting(service))?.split(/[\s,]+/) ?? [],
    ]),
  ) as unknown as Settings['addresses'],
  token: optional(env, 'OPS_TOKEN'),
  operator: optional(env, 'OPERATOR') ?? userName(),
});

/** A pod's user has no name. */
function userName(): string {
  try {
    return userInfo().username;
  } catch {
    return 'unknown';
  }
}
