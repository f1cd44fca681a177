import './mantine.css';
import '@fontsource-variable/figtree';
import './globals.css';

import { ColorSchemeScript, mantineHtmlProps } from '@mantine/core';
import type { Metadata, Viewport } from 'next';
import { getLocale, getTranslations } from 'next-intl/server';
import { headers } from 'next/headers';
import type { ReactNode } from 'react';
import { preload } from 'react-dom';

import { LoadCheck } from '@/components/load-check';
import { OtherUsers } from '@/components/other-users';
import { Providers } from '@/components/providers';
import { Shell } from '@/components/shell';
import { SiteHeader } from '@/components/site-header';
import { Texts } from '@/components/texts';
import { siteName, titleTemplate } from '@/lib/page-metadata';
import { currentSession } from '@/lib/server/loaders';
import { shopAddress } from '@/lib/server/shop-address';
import { readSettings } from '@/lib/server/settings';

/** The file that the styles of Figtree load for Latin letters. */
const latinFont = new URL(
  '@fontsource-variable/figtree/files/figtree-latin-wght-normal.woff2',
  import.meta.url,
);

export async function generateMetadata(): Promise<Metadata> {
  const address = shopAddress(await headers());
  const t = await getTranslations('site');
  return {
    ...(address && { metadataBase: new URL(address) }),
    title: { default: siteName, template: titleTemplate },
    description: t('description'),
    icons: { icon: '/icon.svg', apple: '/icons/180' },
  };
}

export const viewport: Viewport = {
  themeColor: [
    { media: '(prefers-color-scheme: light)', color: '#f6f5f1' },
    { media: '(prefers-color-scheme: dark)', color: '#131917' },
  ],
};

export default async function RootLayout({ children }: { children: ReactNode }) {
  const nonce = (await headers()).get('x-nonce') ?? '';
  // Otherwise the browser learns of it from the styles, and the text changes its width when it comes.
  preload(latinFont.pathname, { as: 'font', type: 'font/woff2', crossOrigin: 'anonymous' });
  const session = await currentSession();
  const { payBy } = readSettings(process.env);

  return (
    <html lang={await getLocale()} {...mantineHtmlProps}>
      <head>
        <ColorSchemeScript nonce={nonce} defaultColorScheme="auto" />
      </head>
      <body>
        <LoadCheck nonce={nonce} />
        <Texts>
          <Providers>
            <OtherUsers session={session} />
            <Shell header={<SiteHeader session={session} />} isDemo={payBy.means === 'test-cards'}>
              {children}
            </Shell>
          </Providers>
        </Texts>
      </body>
    </html>
  );
}
