import { defineConfig, type TestProjectInlineConfiguration } from 'vitest/config';

/** Libraries are consumed from source, never from a stale `dist`. */
const bundled = ['@lockstep/source', 'module', 'node', 'default'];
/** Node itself never takes `module`: packages may offer bundlers files there that it cannot load. */
const conditionsOfNode = bundled.filter((condition) => condition !== 'module');

function project(
  name: string,
  root: string,
  include: string[],
  test: object = {},
): TestProjectInlineConfiguration {
  const conditions = name === 'api' ? conditionsOfNode : bundled;
  return {
    root,
    resolve: { conditions },
    ssr: { resolve: { conditions } },
    test: { name, include, ...test },
  };
}

const units = ['src/**/*.spec.{ts,tsx}'];
/** Real processes, browsers and databases: a minute is the patience of a test, not a promise. */
const patient = {
  testTimeout: 120_000,
  hookTimeout: 120_000,
  expect: { poll: { timeout: 30_000 } },
};
/** They tell which frame is on a screen, or hear every word of a class: nothing may run beside them. */
const frameExact = [
  'src/foreign-players.spec.ts',
  'src/player-{connection,firefox,lesson,replay,rewind,transports}.spec.ts',
  'src/teacher-class.spec.ts',
];
/** A browser that shares two cores with its server drops frames at times. `npm test` counts the retries. */
const browsers = { ...patient, retry: 2, globalSetup: 'src/support/migrated-database.ts' };
/** Two cores are shared with real servers, databases and ffmpeg. `npm test` names each retry, and fails when there are many. */
const patientWithOthers = { ...patient, retry: 1 };

export default defineConfig({
  test: {
    projects: [
      project('workspace', 'scripts', ['**/*.spec.ts'], patient),
      project('async', 'libs/async', units),
      project('sei', 'libs/sei', [...units, 'e2e/**/*.spec.ts'], patient),
      project('formats', 'libs/formats', units, patient),
      project('contracts', 'libs/contracts', units),
      project('lesson', 'libs/lesson', [...units, 'test/**/*.spec.ts']),
      project('virtual-teacher', 'libs/virtual-teacher', [...units, 'test/**/*.spec.ts'], patient),
      project('media', 'libs/media', [...units, 'e2e/**/*.spec.ts'], patientWithOthers),
      project('player', 'libs/player', units),
      project('api', 'apps/api', [...units, 'test/**/*.spec.ts'], {
        ...patientWithOthers,
        globalSetup: 'test/support/shared-folder.ts',
      }),
      project('web', 'apps/web', units),
      project('cli', 'apps/cli', units, patientWithOthers),
      project('pages', 'e2e', ['src/**/*.spec.ts'], { ...browsers, exclude: frameExact }),
      project('e2e', 'e2e', frameExact, browsers),
    ],
    coverage: {
      provider: 'v8',
      include: ['src/**/*.{ts,tsx}'], // relative to each project; the thresholds to the workspace
      exclude: ['**/*.spec.ts', '**/*.spec.tsx'],
      thresholds: { 'libs/sei/src/**': { branches: 95 }, 'libs/contracts/src/**': { branches: 95 } },
    },
  },
});
