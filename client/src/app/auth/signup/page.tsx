import { Stack } from '@mantine/core';
import { getTranslations } from 'next-intl/server';

import { SignUpForm } from '@/components/credentials-form';
import { PageTitle } from '@/components/page-title';
import { Panel } from '@/components/panel';
import { Texts } from '@/components/texts';
import { WhySignIn } from '@/components/why-sign-in';
import { localPath } from '@/lib/paths';
import { findTicketToBuy, leaveIfSignedIn } from '@/lib/server/loaders';
import { titleOf } from '@/lib/server/title-of';
import { errorsOf } from '@/lib/sign-in-errors';

export const generateMetadata = titleOf('common.signUp');

interface Props {
  readonly searchParams: Promise<{
    readonly next?: string | string[];
    readonly error?: string | string[];
  }>;
}

export default async function SignUpPage({ searchParams }: Props) {
  const t = await getTranslations();
  const { next: asked, error } = await searchParams;
  const next = localPath(asked);
  await leaveIfSignedIn(next);
  const ticket = await findTicketToBuy(next);

  return (
    <Texts of={['auth']}>
      <Stack gap="xl" maw="26rem" mx="auto">
        <PageTitle title={t('common.signUp')}>
          {ticket ? <WhySignIn how="signUp" ticket={ticket} /> : t('auth.oneAccount')}
        </PageTitle>
        <Panel>
          <SignUpForm next={next} errors={errorsOf(error)} />
        </Panel>
      </Stack>
    </Texts>
  );
}
