const stripe = 'https://checkout.stripe.com';

/** What a page may load and who may frame it. Stripe's payment form is the one guest. */
export function contentSecurityPolicy(nonce: string, isDevelopment: boolean): string {
  return [
    "default-src 'self'",
    // React explains errors with the help of `eval` while developing.
    `script-src 'self' 'nonce-${nonce}' ${stripe}${isDevelopment ? " 'unsafe-eval'" : ''}`,
    // Mantine sets sizes and colours as style attributes, which no nonce can allow.
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
