'use client';

import { Button, Group, Loader, Text } from '@mantine/core';

import { useDoor } from '@/hooks/use-door';

import { OpenDoor } from './open-door';
import { PageMessage } from './page-message';

/** The page of a door's link. */
export function Door() {
  const { phase, open, refuse } = useDoor();

  return (
    <section id="door" aria-label="Door">
      {phase.name === 'open' ? (
        <OpenDoor door={phase.door} onRefused={() => void refuse(phase.door)} />
      ) : phase.name === 'opening' ? (
        <Group role="status">
          <Loader size="sm" />
          <Text>Opening the door…</Text>
        </Group>
      ) : phase.name === 'refused' ? (
        <PageMessage isPageTitle title="This link does not work any more">
          It has expired, or the seller has revoked it. Ask the seller for a new one.
          {phase.unsent > 0 && (
            <>
              {' '}
              This device let {phase.unsent} in without a connection, and the shop does not know of
              it. Tell the seller.
            </>
          )}
        </PageMessage>
      ) : phase.name === 'no-link' ? (
        <PageMessage isPageTitle title="Open the link of your door">
          The seller of the tickets makes the link and sends it to you.
        </PageMessage>
      ) : phase.name === 'no-storage' ? (
        <PageMessage isPageTitle title="This browser cannot be a door">
          It does not let this page store anything. Open the link in another browser, or not in a
          private window.
        </PageMessage>
      ) : (
        <PageMessage
          isPageTitle
          title="We cannot reach Ticketing"
          action={<Button onClick={() => void open()}>Try again</Button>}
        >
          This door was not opened on this device before, so it needs a connection now.
        </PageMessage>
      )}
    </section>
  );
}
