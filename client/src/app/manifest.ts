import type { MetadataRoute } from 'next';

export default function manifest(): MetadataRoute.Manifest {
  return {
    name: 'Ticketing',
    short_name: 'Ticketing',
    description: 'Buy and sell tickets. Your seat is held while you pay, and sold only once.',
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
