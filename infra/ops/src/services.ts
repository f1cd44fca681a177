/** The services that operators ask. */
export const services = ['auth', 'tickets', 'orders', 'expiration', 'payments'] as const;
export type Service = (typeof services)[number];

export const isService = (text: string): text is Service =>
  (services as readonly string[]).includes(text);
