const stripe = 'https://checkout.stripe.com';

/** Defines what a page may load and which sites may frame it. Only Stripe's payment form comes from another site. */
export function contentSecurityPolicy(nonce: string, isDevelopment: boolean): string {
  return [
    "default-src 'self'",
    // In development React needs `eval` to explain errors.
    `script-src 'self' 'nonce-${nonce}' ${stripe}${isDevelopment ? " 'unsafe-eval'" : ''}`,
    // Mantine sets sizes and colours in style attributes, which a nonce cannot allow.
    `style-src 'self' 'unsafe-inline' ${stripe}`,
    "img-src 'self' data: https://*.stripe.com",
    "font-src 'self'",
    `connect-src 'self' ${stripe}${isDevelopment ? ' ws:' : ''}`,
    `frame-src ${stripe} https://*.stripe.com`,
    "object-src 'none'",
    "base-uri 'none'",
    "form-action 'self'",
    "frame-ancestors 'none'",
  ].join('; ');
}
