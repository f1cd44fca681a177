'use client';

import type { DoorBody } from '@ticketing-dev/common/contracts';
import { useCallback } from 'react';

import { useNavigation } from '@/hooks/use-navigation';
import { useSignInRedirect } from '@/hooks/use-sign-in-redirect';
import { revokeDoor } from '@/lib/api/doors';
import { doorsPath } from '@/lib/paths';

import { ConfirmButton } from './confirm-button';

export function RevokeDoor({ door }: { door: DoorBody }) {
  const { reload } = useNavigation();
  const orSignIn = useSignInRedirect(doorsPath);
  const action = useCallback(async () => {
    await orSignIn(revokeDoor(door.id));
    reload();
  }, [door.id, orSignIn, reload]);

  return (
    <ConfirmButton
      label="Revoke"
      spokenLabel={`Revoke ${door.name}`}
      variant="default"
      question="Revoke this door?"
      yes="Yes, revoke it"
      no="Keep it"
      action={action}
    >
      The link of <bdi>{door.name}</bdi> stops working. A device without a connection learns it only
      when it is connected again. What it has not sent by then stays unknown.
    </ConfirmButton>
  );
}
