import { Text, Title } from '@mantine/core';
import type { ReactNode } from 'react';

export function PageTitle({ title, children }: { title: string; children?: ReactNode }) {
  return (
    <div>
      <Title order={1}>{title}</Title>
      {children && (
        <Text c="dimmed" size="lg" mt="xs" maw="40rem">
          {children}
        </Text>
      )}
    </div>
  );
}
