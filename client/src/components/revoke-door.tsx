'use client';

import type { DoorBody } from '@ticketing-dev/common/contracts';
import { useTranslations } from 'next-intl';
import { useCallback } from 'react';

import { useNavigation } from '@/hooks/use-navigation';
import { useSignInRedirect } from '@/hooks/use-sign-in-redirect';
import { revokeDoor } from '@/lib/api/doors';
import { doorsPath } from '@/lib/paths';

import { ConfirmButton } from './confirm-button';

export function RevokeDoor({ door }: { door: DoorBody }) {
  const t = useTranslations();
  const { reload } = useNavigation();
  const orSignIn = useSignInRedirect(doorsPath);
  const action = useCallback(async () => {
    await orSignIn(revokeDoor(door.id));
    reload();
  }, [door.id, orSignIn, reload]);

  return (
    <ConfirmButton
      label={t('doors.revoke')}
      spokenLabel={t('doors.revokeName', { name: door.name })}
      variant="default"
      question={t('doors.revokeQuestion')}
      yes={t('doors.revokeYes')}
      no={t('common.keepIt')}
      action={action}
    >
      {t.rich('doors.revokeText', { name: door.name, b: (text) => <bdi>{text}</bdi> })}
    </ConfirmButton>
  );
}
