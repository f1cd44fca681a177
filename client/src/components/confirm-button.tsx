'use client';

import { Button, type ButtonVariant, Group, Stack, Text } from '@mantine/core';
import { type ReactNode, useCallback } from 'react';

import { useDialog } from '@/hooks/use-dialog';
import { useRequest } from '@/hooks/use-request';

import { BusyButton } from './busy-button';
import { Dialog } from './dialog';
import { ErrorAlert } from './error-alert';

interface Props {
  readonly label: string;
  /** What a screen reader says, if the label alone is ambiguous on its page. */
  readonly spokenLabel?: string;
  readonly variant?: ButtonVariant;
  readonly question: string;
  /** What the action does. */
  readonly children: ReactNode;
  readonly yes: string;
  readonly no: string;
  /** The dialog closes when it is done. */
  readonly action: () => Promise<void>;
}

/** A button that asks before it acts. */
export function ConfirmButton(props: Props) {
  const { label, spokenLabel, variant = 'subtle', question, children, yes, no, action } = props;
  const { dialogRef, safeRef, open, close } = useDialog();
  const { run, isBusy, error } = useRequest(
    useCallback(async () => {
      await action();
      close();
    }, [action, close]),
  );

  return (
    <>
      <Button
        variant={variant}
        {...(variant === 'subtle' && { color: 'gray' })}
        {...(spokenLabel !== undefined && { 'aria-label': spokenLabel })}
        onClick={open}
      >
        {label}
      </Button>
      <Dialog dialogRef={dialogRef} title={question}>
        <Stack>
          <ErrorAlert error={error} />
          <Text>{children}</Text>
          <Group justify="flex-end">
            <Button ref={safeRef} variant="default" onClick={close}>
              {no}
            </Button>
            <BusyButton color="red.9" isBusy={isBusy} onClick={() => void run()}>
              {yes}
            </BusyButton>
          </Group>
        </Stack>
      </Dialog>
    </>
  );
}
