import { Stack, Text, Title } from '@mantine/core';
import type { AccountBody } from '@ticketing-dev/common/contracts';
import type { ReactNode } from 'react';

import { formatDay } from '@/lib/format';

import { ChangePassword } from './change-password';
import { DeleteAccount } from './delete-account';
import { EmailProof } from './email-proof';
import { ExportData } from './export-data';
import { Panel } from './panel';
import { PublicName } from './public-name';
import { SignOutEverywhere } from './sign-out-everywhere';
import { WhileChecking } from './while-checking';

export function Account({ account }: { account: AccountBody }) {
  return (
    <WhileChecking>
      <Stack gap="xl">
        <Part title="You">
          <Text>
            {account.email}, since {formatDay(account.since)}
          </Text>
          <EmailProof isProven={account.emailProvenAt !== undefined} />
          <PublicName name={account.name ?? ''} />
        </Part>
        <Part title="Password">
          <ChangePassword />
        </Part>
        <Part title="Sessions">
          <SignOutEverywhere />
        </Part>
        <Part title="Your data">
          <ExportData />
        </Part>
        <Part title="Delete your account">
          <DeleteAccount />
        </Part>
      </Stack>
    </WhileChecking>
  );
}

function Part({ title, children }: { title: string; children: ReactNode }) {
  return (
    <Panel>
      <Stack>
        <Title order={2} size="h3">
          {title}
        </Title>
        {children}
      </Stack>
    </Panel>
  );
}
