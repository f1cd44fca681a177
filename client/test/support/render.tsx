import { MantineProvider } from '@mantine/core';
import { notifications, Notifications } from '@mantine/notifications';
import { act, render } from '@testing-library/react';
import type { ReactNode } from 'react';

import { theme } from '@/theme';

/** A part of the shop as its pages have it around. */
export const inShop = (content: ReactNode) => (
  <MantineProvider theme={theme} env="test">
    <Notifications />
    {content}
  </MantineProvider>
);

afterEach(() => {
  notifications.clean();
});

/** Renders a part of the shop; what it waits for on the server is there at once. */
export async function show(children: ReactNode) {
  return act(async () => {
    const view = render(inShop(children));
    await Promise.resolve();
    return view;
  });
}
