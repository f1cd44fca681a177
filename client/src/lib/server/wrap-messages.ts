/** A text is a string, or a list of parts after the build has compiled it. */
type Tree = string | readonly unknown[] | { readonly [key: string]: Tree };

/** Puts every text into brackets, so that a test finds texts that are in none. */
export function wrapMessages(messages: unknown): unknown {
  const tree = messages as Tree;
  if (typeof tree === 'string') return `⟦${tree}⟧`;
  if (Array.isArray(tree)) return ['⟦', ...(tree as unknown[]), '⟧'];
  return Object.fromEntries(Object.entries(tree).map(([key, each]) => [key, wrapMessages(each)]));
}
