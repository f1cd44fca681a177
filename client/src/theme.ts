'use client';

import { createTheme, type MantineColorsTuple } from '@mantine/core';

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

/** Mantine draws its dark scheme from this scale: text at 0, borders at 4, surfaces at 6, the page at 7. */
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

export const theme = createTheme({
  primaryColor: 'pine',
  primaryShade: { light: 7, dark: 4 },
  autoContrast: true,
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
});
