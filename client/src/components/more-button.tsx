'use client';

import { Stack } from '@mantine/core';

import type { ApiError } from '@/lib/api/api-error';

import { BusyButton } from './busy-button';
import { ErrorAlert } from './error-alert';

interface Props {
  readonly label: string;
  readonly isBusy: boolean;
  readonly error: ApiError | null;
  readonly onClick: () => Promise<void>;
}

export function MoreButton({ label, isBusy, error, onClick }: Props) {
  return (
    <Stack align="center" mt="xl">
      <ErrorAlert error={error} />
      <BusyButton variant="default" isBusy={isBusy} onClick={() => void onClick()}>
        {label}
      </BusyButton>
    </Stack>
  );
}
