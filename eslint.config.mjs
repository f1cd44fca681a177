import { readFileSync } from 'node:fs';

import js from '@eslint/js';
import globals from 'globals';
import tseslint from 'typescript-eslint';

const listed = new URL('infra/local/src/stack/services.json', import.meta.url);
const services = Object.keys(JSON.parse(readFileSync(listed, 'utf8')));

const ban = (message, ...group) => ({ group, message });
const busOnly = ban('Only common talks to NATS Streaming.', 'node-nats-streaming');
const otherServices = (own) =>
  ban(
    'Services know each other by events only.',
    ...services.filter((name) => name !== own).map((name) => `@ticketing-dev/${name}`),
  );
const noEnvironment = {
  selector: "MemberExpression[object.name='process'][property.name='env']",
  message: 'Only index.ts reads the environment.',
};

export default tseslint.config(
  {
    ignores: [
      '**/dist/',
      '**/.next/',
      '**/next-env.d.ts',
      '.local/',
      '**/coverage/',
      'infra/publish/test/course-service/',
      'common/src/client/paths.ts',
    ],
  },
  js.configs.recommended,
  {
    files: ['**/*.js', '**/*.mjs'],
    languageOptions: { globals: globals.node },
  },
  {
    files: ['**/*.{ts,tsx}'],
    extends: [...tseslint.configs.strictTypeChecked],
    languageOptions: {
      parserOptions: {
        project: ['*/tsconfig.json', 'infra/*/tsconfig.json', 'tsconfig.test.json'],
        tsconfigRootDir: import.meta.dirname,
      },
    },
    rules: {
      '@typescript-eslint/no-floating-promises': 'error',
      '@typescript-eslint/no-misused-promises': [
        'error',
        { checksVoidReturn: { arguments: false } },
      ],
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true }],
      '@typescript-eslint/no-confusing-void-expression': ['error', { ignoreArrowShorthand: true }],
      // mongoose takes a field's options as a plain object wherever its types say SchemaTypeOptions.
      '@typescript-eslint/no-unsafe-class-instance-assignment': 'off',
      // A type that only the result has is how a document of the database gets the type of its model.
      '@typescript-eslint/no-unnecessary-type-parameters': 'off',
      '@typescript-eslint/no-unused-vars': [
        'error',
        { varsIgnorePattern: '^_', argsIgnorePattern: '^_' },
      ],
    },
  },
  {
    files: ['**/test/**/*.{ts,tsx}'],
    rules: {
      // What an answer's body is, supertest cannot know: the expectations say it.
      '@typescript-eslint/no-unsafe-assignment': 'off',
      '@typescript-eslint/no-unsafe-member-access': 'off',
      '@typescript-eslint/no-unsafe-argument': 'off',
    },
  },
  {
    files: ['common/src/**/*.ts'],
    ignores: ['common/src/nats/**', 'common/src/events/**'],
    rules: { 'no-restricted-imports': ['error', { patterns: [busOnly] }] },
  },
  {
    files: ['common/src/contracts/**/*.ts'],
    rules: {
      'no-restricted-imports': [
        'error',
        {
          patterns: [
            {
              regex: '^[^.]|/schemas/',
              allowTypeImports: true,
              message: 'The client imports the contracts: no runtime dependencies.',
            },
          ],
        },
      ],
    },
  },
  {
    files: ['client/src/**/*.{ts,tsx}'],
    rules: {
      'no-restricted-imports': [
        'error',
        {
          patterns: [
            {
              regex: '^zod(/|$)|^@ticketing-dev/(?!common/(?:contracts|observe)$)',
              allowTypeImports: true,
              message:
                'Only the contracts belong in the bundle, and observe on the server: the rest of common loads zod.',
            },
          ],
        },
      ],
    },
  },
  ...services.map((own) => ({
    files: [`${own}/src/**/*.ts`],
    rules: {
      'no-restricted-imports': ['error', { patterns: [busOnly, otherServices(own)] }],
    },
  })),
  ...services.map((own) => ({
    files: [`${own}/src/domain/**/*.ts`],
    rules: {
      'no-restricted-imports': [
        'error',
        {
          patterns: [
            busOnly,
            otherServices(own),
            ban(
              'The rules know ports only.',
              'express*',
              'mongoose*',
              'stripe',
              'bull',
              'ioredis',
              '**/models/*',
              '**/routes/*',
              '**/gateway/*',
              '@ticketing-dev/common/mongo',
              '@ticketing-dev/common/nats',
            ),
          ],
        },
      ],
    },
  })),
  {
    files: services.map((name) => `${name}/src/**/*.ts`).concat('common/src/**/*.ts'),
    // The course's middlewares take no arguments: without an app of ours, they read JWT_KEY themselves.
    ignores: ['*/src/index.ts', 'common/src/testing/**', 'common/src/middlewares/app-locals.ts'],
    rules: { 'no-restricted-syntax': ['error', noEnvironment] },
  },
);
