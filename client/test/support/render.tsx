import { MantineProvider } from '@mantine/core';
import { act, render } from '@testing-library/react';
import { NextIntlClientProvider } from 'next-intl';
import type { ReactNode } from 'react';
import { SWRConfig } from 'swr';

import { Toasts } from '@/components/toasts';
import { closeAllToasts } from '@/lib/toasts';
import { theme } from '@/theme';

import messages from '../../messages/en.json';

/** A part of the shop as its pages have it around, with a cache of its own. */
export const inShop = (content: ReactNode) => (
  <SWRConfig value={{ provider: () => new Map() }}>
    <MantineProvider theme={theme} env="test">
      <NextIntlClientProvider locale="en" messages={messages} timeZone="UTC">
        {content}
        <Toasts />
      </NextIntlClientProvider>
    </MantineProvider>
  </SWRConfig>
);

afterEach(() => {
  act(closeAllToasts);
});

/** Renders a part of the shop; what it waits for on the server is there at once. */
export async function show(children: ReactNode) {
  return act(async () => {
    const view = render(inShop(children));
    await Promise.resolve();
    return view;
  });
}
