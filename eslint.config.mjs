import js from '@eslint/js';
import nx from '@nx/eslint-plugin';
import reactHooks from 'eslint-plugin-react-hooks';
import tseslint from 'typescript-eslint';

const tests = ['vitest', 'vitest/*', 'fast-check'];

const belowTeaching = [
  'layer:async',
  'layer:codec',
  'layer:format',
  'layer:contract',
  'layer:lesson',
  'layer:media',
];
const teaching = [...belowTeaching, 'layer:teacher'];

/** The table of docs/architecture.md, enforced: who may import whom. */
const depConstraints = [
  { sourceTag: 'layer:async', onlyDependOnLibsWithTags: ['layer:async'], allowedExternalImports: tests },
  { sourceTag: 'layer:codec', onlyDependOnLibsWithTags: ['layer:codec'], allowedExternalImports: tests },
  { sourceTag: 'layer:format', onlyDependOnLibsWithTags: ['layer:codec'], allowedExternalImports: tests },
  {
    sourceTag: 'layer:contract',
    onlyDependOnLibsWithTags: ['layer:contract'],
    allowedExternalImports: ['zod', 'zod/mini', ...tests],
  },
  {
    sourceTag: 'layer:media',
    onlyDependOnLibsWithTags: ['layer:async', 'layer:codec', 'layer:format'],
    bannedExternalImports: ['@nestjs/*', 'typeorm'],
  },
  {
    sourceTag: 'layer:player',
    onlyDependOnLibsWithTags: ['layer:async', 'layer:codec', 'layer:format', 'layer:contract'],
    bannedExternalImports: ['react*'],
  },
  {
    sourceTag: 'layer:lesson',
    onlyDependOnLibsWithTags: ['layer:lesson', 'layer:contract'],
    allowedExternalImports: ['htmlparser2', 'papaparse', 'yaml', 'zod', ...tests],
  },
  {
    sourceTag: 'layer:teacher',
    onlyDependOnLibsWithTags: [...belowTeaching, 'layer:teacher'],
    bannedExternalImports: ['@nestjs/*', 'typeorm'],
  },
  { sourceTag: 'layer:api', onlyDependOnLibsWithTags: teaching },
  {
    sourceTag: 'layer:web',
    onlyDependOnLibsWithTags: ['layer:async', 'layer:contract', 'layer:lesson', 'layer:player'],
  },
  { sourceTag: 'layer:cli', onlyDependOnLibsWithTags: teaching },
  { sourceTag: 'layer:e2e', onlyDependOnLibsWithTags: teaching },
  { sourceTag: 'platform:any', onlyDependOnLibsWithTags: ['platform:any'] },
  { sourceTag: 'platform:browser', onlyDependOnLibsWithTags: ['platform:browser', 'platform:any'] },
  { sourceTag: 'platform:node', onlyDependOnLibsWithTags: ['platform:node', 'platform:any'] },
];

/** A dependency with a dangerous surface is imported by exactly one file, koffi by one for each C library (docs/decisions). */
const fenced = [
  { name: 'node-media-server', home: 'libs/media/src/rtmp/node-media-server.ts' },
  { name: 'fluent-ffmpeg', home: 'libs/media/src/transcoding/fluent-ffmpeg.ts' },
  { name: 'koffi', home: 'libs/media/src/fanout/socket/libc.ts' },
  { name: 'koffi', home: 'libs/media/src/srt/libsrt.ts' },
];
/**
 * @param {string} [except] the file that may
 * @param {object[]} [more] patterns besides
 * @returns {import('eslint').Linter.RuleEntry}
 */
const fencedImports = (except, more = []) => [
  'error',
  {
    patterns: [
      ...fenced
        .filter(({ name }) => name !== fenced.find(({ home }) => home === except)?.name)
        .map(({ name, home }) => ({
          group: [name, `${name}/**`],
          message: `Only ${home} may import ${name}.`,
        })),
      ...more,
    ],
  },
];

/**
 * The floors of apps/web, the lowest first: a folder may import those named beside it.
 * @type {Record<string, string[]>}
 */
export const webFloors = {
  browser: [],
  i18n: ['browser'],
  api: ['browser', 'i18n'],
  ui: ['browser', 'i18n'],
  account: ['browser', 'i18n', 'api', 'ui'],
  stage: ['browser', 'i18n', 'api', 'ui'],
  replay: ['browser', 'i18n', 'api', 'ui', 'stage'],
  student: ['browser', 'i18n', 'api', 'ui', 'stage', 'replay'],
  teacher: ['browser', 'i18n', 'api', 'ui', 'account', 'stage', 'replay'],
  author: ['browser', 'i18n', 'api', 'ui', 'account', 'stage'],
  app: [
    'browser',
    'i18n',
    'api',
    'ui',
    'account',
    'stage',
    'replay',
    'student',
    'teacher',
    'author',
    'operator',
    'admin',
  ],
  admin: ['browser', 'i18n', 'api', 'ui', 'account'],
  operator: ['browser', 'i18n', 'api', 'ui', 'account'],
};

const webFolders = Object.entries(webFloors).map(([folder, below]) => {
  const above = Object.keys(webFloors).filter((other) => other !== folder && !below.includes(other));
  const pattern = {
    regex: `^(\\.\\./)+(${above.join('|')})/`,
    message: `apps/web/src/${folder} may not import it: see the floors of the pages in docs/architecture.md.`,
  };
  return {
    files: [`apps/web/src/${folder}/**`],
    rules: { 'no-restricted-imports': fencedImports(undefined, above.length > 0 ? [pattern] : []) },
  };
});

/** What needs no types; the rules that do are in .oxlintrc.json. */
export default tseslint.config(
  { ignores: ['**/dist/**', '**/coverage/**', '.nx/**', 'data/**', 'libs/sei/vectors/**'] },
  js.configs.recommended,
  {
    files: ['**/*.mjs', '**/*.js'],
    languageOptions: {
      globals: {
        process: 'readonly',
        console: 'readonly',
        URL: 'readonly',
        fetch: 'readonly',
        performance: 'readonly',
        AbortController: 'readonly',
        AbortSignal: 'readonly',
        setTimeout: 'readonly',
        clearTimeout: 'readonly',
        setInterval: 'readonly',
        clearInterval: 'readonly',
      },
    },
    rules: { 'no-restricted-imports': fencedImports() },
  },
  {
    files: ['**/*.ts', '**/*.tsx'],
    extends: [...tseslint.configs.strict],
    plugins: { '@nx': nx, 'react-hooks': reactHooks },
    rules: {
      '@nx/enforce-module-boundaries': [
        'error',
        {
          depConstraints,
          checkDynamicDependenciesExceptions: ['.*'],
          allow: ['../../scripts/bundling/*'], // how two projects are built, not what they are made of
        },
      ],
      '@typescript-eslint/consistent-type-imports': ['error', { fixStyle: 'separate-type-imports' }],
      '@typescript-eslint/no-import-type-side-effects': 'error',
      '@typescript-eslint/no-extraneous-class': 'off', // Nest modules are empty classes
      '@typescript-eslint/no-invalid-void-type': 'off',
      'max-lines': ['error', { max: 400 }],
      'max-lines-per-function': ['error', { max: 60 }],
      'no-useless-assignment': 'off', // wrong about decorated parameters
      'no-restricted-imports': fencedImports(),
      'react-hooks/rules-of-hooks': 'error',
      'react-hooks/exhaustive-deps': 'error',
    },
  },
  {
    files: ['**/*.spec.ts', '**/*.spec.tsx'],
    rules: {
      'max-lines-per-function': 'off', // a suite is one function; its tests are held by the file's length
    },
  },
  // Nest finds what to inject by the emitted parameter types, so its classes must stay value imports.
  { files: ['apps/api/**/*.ts'], rules: { '@typescript-eslint/consistent-type-imports': 'off' } },
  ...webFolders,
  ...fenced.map(({ home }) => ({
    files: [home],
    rules: { 'no-restricted-imports': fencedImports(home) },
  })),
  {
    // The peer of the fan-out benchmark: the whole package as it ships, in a process of its own.
    files: ['libs/media/bench/fanout/servers/node-media-server.mjs'],
    rules: { 'no-restricted-imports': fencedImports('libs/media/src/rtmp/node-media-server.ts') },
  },
);
