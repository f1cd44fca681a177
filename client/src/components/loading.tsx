import { SimpleGrid, Skeleton, Stack, VisuallyHidden } from '@mantine/core';
import type { ReactNode } from 'react';

function Loading({ children }: { children: ReactNode }) {
  return (
    <div role="status">
      <VisuallyHidden>Loading…</VisuallyHidden>
      <Stack gap="xl" aria-hidden="true">
        {children}
      </Stack>
    </div>
  );
}

export function LoadingList({ columns = 1 }: { columns?: 1 | 2 }) {
  return (
    <Loading>
      <Skeleton height="2.5rem" width="min(20rem, 70%)" />
      <SimpleGrid cols={{ base: 1, sm: columns }} spacing="lg">
        {['a', 'b', 'c', 'd'].map((key) => (
          <Skeleton key={key} height="7rem" radius="lg" />
        ))}
      </SimpleGrid>
    </Loading>
  );
}

export function LoadingPage() {
  return (
    <Loading>
      <Skeleton height="2.5rem" width="min(20rem, 70%)" />
      <Skeleton height="18rem" radius="lg" maw="36rem" />
    </Loading>
  );
}
