import type { MetadataRoute } from 'next';
import { getLocale, getTranslations } from 'next-intl/server';

export default async function manifest(): Promise<MetadataRoute.Manifest> {
  const t = await getTranslations('site');
  return {
    name: 'Ticketing',
    short_name: 'Ticketing',
    lang: await getLocale(),
    description: t('description'),
    start_url: '/',
    display: 'standalone',
    background_color: '#f6f5f1',
    theme_color: '#0f7459',
    icons: [
      ...[192, 512].map((size) => ({
        src: `/icons/${String(size)}`,
        sizes: `${String(size)}x${String(size)}`,
        type: 'image/png',
      })),
      { src: '/icon.svg', sizes: 'any', type: 'image/svg+xml' },
    ],
  };
}
