import { MantineProvider } from '@mantine/core';
import { act, render } from '@testing-library/react';
import type { ReactNode } from 'react';

import { theme } from '@/theme';

/** Renders a part of the shop as its pages do; what it waits for on the server is there at once. */
export async function show(children: ReactNode) {
  const page = (content: ReactNode) => (
    <MantineProvider theme={theme} env="test">
      {content}
    </MantineProvider>
  );
  return act(async () => {
    const view = render(page(children));
    await Promise.resolve();
    return view;
  });
}
