'use client';

import {
  type ButtonProps,
  createTheme,
  type CSSVariablesResolver,
  type MantineColorsTuple,
} from '@mantine/core';

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

/** Mantine's dark scheme uses this scale: 0 for text, 4 for the borders of fields, 5 for what is raised, 6 for surfaces, 7 for the page. */
const dark: MantineColorsTuple = [
  '#e6ebe8',
  '#c3ccc8',
  '#a0aca7',
  '#7b8782',
  '#6b7a74',
  '#26332e',
  '#1f2a26',
  '#131917',
  '#0d1210',
  '#080b0a',
];

const fontFamily =
  "'Figtree Variable', ui-sans-serif, system-ui, -apple-system, 'Segoe UI', Roboto, sans-serif";

/** Sizes in px at the browser's default: 14, 16, 18, 22, 28, 35. Each is 1.25 times the one before. */
const sizes = {
  small: '0.875rem',
  text: '1rem',
  large: '1.125rem',
  section: '1.375rem',
  page: '1.75rem',
} as const;

/** A finger needs 44 px. */
const touchHeight = '2.75rem';

export const theme = createTheme({
  primaryColor: 'pine',
  // The text on a button has a contrast above 4.5 in both schemes: white in light, nearly black in dark.
  primaryShade: { light: 7, dark: 5 },
  colors: { pine, dark },
  black: '#17201d',
  fontFamily,
  fontSizes: {
    xs: sizes.small,
    sm: sizes.small,
    md: sizes.text,
    lg: sizes.large,
    xl: sizes.section,
  },
  radius: { md: '0.5rem', lg: '1rem' },
  headings: {
    fontFamily,
    fontWeight: '700',
    sizes: {
      h1: { fontSize: sizes.page, lineHeight: '1.2' },
      h2: { fontSize: sizes.section, lineHeight: '1.25' },
      h3: { fontSize: sizes.large, lineHeight: '1.35' },
      h4: { fontSize: sizes.text, lineHeight: '1.4' },
    },
  },
  defaultRadius: 'md',
  cursorType: 'pointer',
  respectReducedMotion: true,
  components: {
    Anchor: { defaultProps: { underline: 'always' } },
    Button: {
      defaultProps: { size: 'md' },
      vars: (_: unknown, { variant = 'filled', color }: ButtonProps) => ({
        root: {
          '--button-height': touchHeight,
          ...(variant === 'filled' &&
            color === undefined && { '--button-color': 'var(--mantine-primary-color-contrast)' }),
        },
      }),
    },
    Input: {
      defaultProps: { size: 'md' },
      vars: () => ({ wrapper: { '--input-height': touchHeight } }),
    },
    // globals.css marks required fields: an asterisk in the text would be a part of the name.
    InputWrapper: { defaultProps: { size: 'md', withAsterisk: false } },
  },
});

/** Mantine's tints are nearly black in the dark scheme. Ours are the colour at low opacity over the surface. */
const tint = (color: string, share: number) =>
  `color-mix(in srgb, var(--mantine-color-${color}) ${String(share)}%, var(--shop-surface))`;

const shared = {
  '--mantine-color-body': 'var(--shop-page)',
  '--mantine-color-dimmed': 'var(--shop-muted)',
  '--mantine-color-default-border': 'var(--shop-field-line)',
  '--mantine-color-default': 'var(--shop-surface)',
};

export const cssVariablesResolver: CSSVariablesResolver = () => ({
  variables: {},
  light: {
    ...shared,
    '--mantine-primary-color-contrast': '#fff',
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
    '--mantine-primary-color-contrast': '#0b1512',
    '--mantine-primary-color-filled-hover': 'var(--mantine-color-pine-4)',
    '--mantine-color-pine-filled-hover': 'var(--mantine-color-pine-4)',
    '--mantine-color-default-hover': 'var(--mantine-color-dark-5)',
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
