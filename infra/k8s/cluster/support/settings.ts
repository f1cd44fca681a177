/** The shop through the ingress; https with a certificate that this machine trusts works as well. */
export const shopUrl = process.env['E2E_URL'] ?? 'http://ticketing.dev';

/** Short, so that tests see holds end. */
export const holdSeconds = Number(process.env['E2E_HOLD_SECONDS'] ?? 20);
