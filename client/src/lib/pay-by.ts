/** How the shop accepts payments. */
export type PayBy =
  | { readonly means: 'stripe'; readonly publishableKey: string }
  | { readonly means: 'test-cards' }
  | { readonly means: 'nothing' };
