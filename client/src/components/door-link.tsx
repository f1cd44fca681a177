'use client';

import { Button, Group, Stack, Text, TextInput, Title } from '@mantine/core';
import { useClipboard } from '@mantine/hooks';
import type { NewDoorBody } from '@ticketing-dev/common/contracts';
import { useEffect, useRef } from 'react';

import { doorPath } from '@/lib/paths';

import { Panel } from './panel';
import { QrCode } from './qr-code';

/** The link of a new door. It is shown once, because the shop stores only a hash of it. */
export function DoorLink({ door, onDone }: { door: NewDoorBody; onDone: () => void }) {
  const { copy, copied } = useClipboard();
  const input = useRef<HTMLInputElement>(null);
  const link = `${location.origin}${doorPath}#${door.token}`;

  useEffect(() => {
    input.current?.select();
  }, []);

  return (
    <Panel>
      <Stack>
        <Title order={2} size="h4" dir="auto">
          {door.name}
        </Title>
        <Text>
          Send this link to the people at the door. It is shown only now. Everybody who has it can
          let people in.
        </Text>
        <TextInput ref={input} label="Link of the door" value={link} readOnly />
        <Group>
          <Button
            onClick={() => {
              copy(link);
            }}
          >
            {copied ? 'Copied' : 'Copy'}
          </Button>
          <Button variant="default" onClick={onDone}>
            Done
          </Button>
        </Group>
        <Text size="sm" c="dimmed">
          Or scan it with the device of the door:
        </Text>
        <QrCode text={link} label="QR code of the link" />
      </Stack>
    </Panel>
  );
}
