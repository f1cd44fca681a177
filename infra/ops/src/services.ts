/** The services that operators ask. */
export const services = ['auth', 'tickets', 'orders', 'expiration', 'payments'] as const;
/** Those with a database of their own. Each names only data of those before it. */
export const withDatabase = [
  'auth',
  'tickets',
  'orders',
  'payments',
] as const satisfies readonly Service[];
export type Service = (typeof services)[number];

export const isService = (text: string): text is Service =>
  (services as readonly string[]).includes(text);
