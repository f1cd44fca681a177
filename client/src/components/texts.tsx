import { type Messages, NextIntlClientProvider } from 'next-intl';
import { getMessages } from 'next-intl/server';
import type { ReactNode } from 'react';

type Namespace = keyof Messages;

/** What the parts of every page need in the browser. */
const everywhere: readonly Namespace[] = ['common', 'errors', 'shell', 'tickets'];

interface Props {
  /** The namespaces of this page that its client components use. */
  readonly of?: readonly Namespace[];
  readonly children: ReactNode;
}

/** Gives client components their texts. Only these texts are sent to the browser: the server renders the rest. */
export async function Texts({ of = [], children }: Props) {
  const all = await getMessages();
  const sent = [...everywhere, ...of].map((name) => [name, all[name]] as const);
  return (
    <NextIntlClientProvider messages={Object.fromEntries(sent)}>{children}</NextIntlClientProvider>
  );
}
