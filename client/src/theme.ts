'use client';

import { createTheme, type CSSVariablesResolver, type MantineColorsTuple } from '@mantine/core';

const pine: MantineColorsTuple = [
  '#e9f7f3',
  '#d2ece4',
  '#a6dac9',
  '#77c7ad',
  '#52b695',
  '#35a381',
  '#1d8c6c',
  '#0f7459',
  '#0b5e49',
  '#06483a',
];

/** Mantine's dark scheme uses this scale: 0 for text, 4 for borders, 6 for surfaces, 7 for the page. */
const dark: MantineColorsTuple = [
  '#e6ebe8',
  '#c3ccc8',
  '#a0aca7',
  '#7b8782',
  '#35403c',
  '#28322e',
  '#1c2421',
  '#131917',
  '#0d1210',
  '#080b0a',
];

const fontFamily =
  "'Figtree Variable', ui-sans-serif, system-ui, -apple-system, 'Segoe UI', Roboto, sans-serif";

const onSurface = {
  content: { background: 'var(--shop-surface)' },
  header: { background: 'var(--shop-surface)' },
};

export const theme = createTheme({
  primaryColor: 'pine',
  // White text on this shade has a contrast above 4.5 in both schemes.
  primaryShade: 7,
  colors: { pine, dark },
  black: '#17201d',
  fontFamily,
  headings: {
    fontFamily,
    fontWeight: '700',
    sizes: {
      h1: { fontSize: 'clamp(1.75rem, 1.3rem + 2vw, 2.5rem)', lineHeight: '1.15' },
      h2: { fontSize: '1.375rem', lineHeight: '1.25' },
    },
  },
  defaultRadius: 'md',
  cursorType: 'pointer',
  respectReducedMotion: true,
  components: {
    Anchor: { defaultProps: { underline: 'always' } },
    Badge: { defaultProps: { tt: 'none' } },
    Drawer: { styles: onSurface },
    Modal: { styles: onSurface },
  },
});

/** Mantine's tints are nearly black in the dark scheme. Ours are the colour at low opacity over the surface. */
const tint = (color: string, share: number) =>
  `color-mix(in srgb, var(--mantine-color-${color}) ${String(share)}%, var(--shop-surface))`;

const shared = {
  '--mantine-color-body': 'var(--shop-page)',
  '--mantine-color-dimmed': 'var(--shop-muted)',
};

export const cssVariablesResolver: CSSVariablesResolver = () => ({
  variables: {},
  light: {
    ...shared,
    '--mantine-color-error': '#b3261e',
    '--mantine-color-yellow-light': '#fdf0cc',
    '--mantine-color-yellow-light-color': '#6b4700',
    '--mantine-color-gray-light': tint('gray-5', 22),
    '--mantine-color-gray-light-color': '#3d4945',
    '--mantine-color-pine-light': tint('pine-5', 14),
    '--mantine-color-pine-light-color': 'var(--mantine-color-pine-8)',
  },
  dark: {
    ...shared,
    '--mantine-color-error': '#ff9d94',
    '--mantine-color-red-light': tint('red-6', 18),
    '--mantine-color-red-light-color': '#ffb3ac',
    '--mantine-color-yellow-light': tint('yellow-5', 18),
    '--mantine-color-yellow-light-color': '#f7d58a',
    '--mantine-color-gray-light': tint('gray-5', 14),
    '--mantine-color-gray-light-color': 'var(--mantine-color-dark-1)',
    '--mantine-color-pine-light': tint('pine-5', 22),
    '--mantine-color-pine-light-color': 'var(--mantine-color-pine-2)',
  },
});
