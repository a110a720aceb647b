import { ESLint, type Linter } from 'eslint';
import tseslint from 'typescript-eslint';
import { beforeAll, describe, expect, it } from 'vitest';
import { run } from '../bootstrap/children.mjs';
import { inRoot, root } from '../bootstrap/workspace.mjs';

/** An import that the architecture forbids, in a file that exists only in memory. */
const forbidden = [
  { file: 'libs/sei/src/probe.ts', imports: '@lockstep/formats', because: 'the codec uses nothing' },
  { file: 'libs/sei/src/probe.ts', imports: 'zod', because: 'the codec has no dependency' },
  { file: 'libs/formats/src/probe.ts', imports: '@lockstep/media', because: 'containers know no transport' },
  { file: 'libs/formats/src/probe.ts', imports: 'rxjs', because: 'containers have no dependency' },
  { file: 'libs/contracts/src/probe.ts', imports: '@lockstep/sei', because: 'contracts know no bytes' },
  { file: 'libs/contracts/src/probe.ts', imports: 'rxjs', because: 'contracts use zod alone' },
  { file: 'libs/media/src/probe.ts', imports: '@lockstep/contracts', because: 'media knows no event' },
  { file: 'libs/media/src/probe.ts', imports: '@nestjs/common', because: 'media runs without Nest' },
  { file: 'libs/media/src/probe.ts', imports: 'typeorm', because: 'media has no database' },
  { file: 'libs/player/src/probe.ts', imports: '@lockstep/media', because: 'media is for Node only' },
  { file: 'libs/player/src/probe.ts', imports: 'react', because: 'the player has no framework' },
  { file: 'apps/web/src/probe.ts', imports: '@lockstep/sei', because: 'pages see bytes through the player' },
  { file: 'apps/web/src/probe.ts', imports: '@lockstep/media', because: 'pages do not run on Node' },
  { file: 'apps/web/src/ui/probe.ts', imports: '../api/http.js', because: 'widgets know no server' },
  {
    file: 'apps/web/src/teacher/live/probe.ts',
    imports: '../../student/panel.js',
    because: 'workplaces share a floor below',
  },
  { file: 'apps/api/src/probe.ts', imports: '@lockstep/player', because: 'the server has no browser' },
  { file: 'apps/cli/src/probe.ts', imports: '@lockstep/player', because: 'the command has no browser' },
  { file: 'apps/api/src/probe.ts', imports: 'node-media-server', because: 'one fenced file imports it' },
  { file: 'libs/media/src/probe.ts', imports: 'fluent-ffmpeg', because: 'one fenced file imports it' },
  { file: 'libs/media/src/fanout/socket/probe.ts', imports: 'koffi', because: 'one fenced file imports it' },
  { file: 'libs/media/src/srt/probe.ts', imports: 'koffi', because: 'one fenced file imports it' },
];

const allowed = [
  { file: 'libs/formats/src/probe.ts', imports: '@lockstep/sei' },
  { file: 'libs/contracts/src/probe.ts', imports: 'zod' },
  { file: 'libs/media/src/probe.ts', imports: '@lockstep/formats' },
  { file: 'libs/player/src/probe.ts', imports: '@lockstep/contracts' },
  { file: 'apps/web/src/probe.ts', imports: '@lockstep/player' },
  { file: 'apps/web/src/teacher/live/probe.ts', imports: '../../stage/standing.js' },
  { file: 'apps/api/src/probe.ts', imports: '@lockstep/media' },
  { file: 'libs/media/src/rtmp/node-media-server.ts', imports: 'node-media-server' },
  { file: 'libs/media/src/transcoding/fluent-ffmpeg.ts', imports: 'fluent-ffmpeg' },
  { file: 'libs/media/src/fanout/socket/libc.ts', imports: 'koffi' },
  { file: 'libs/media/src/srt/libsrt.ts', imports: 'koffi' },
];

const boundaryRules = ['@nx/enforce-module-boundaries', 'no-restricted-imports'];

describe('lint keeps the table of docs/architecture.md', () => {
  let eslint: ESLint;

  beforeAll(async () => {
    // The rule looks nothing up, and so forbids nothing, before the project graph exists.
    const { code, output } = await run(process.execPath, [
      inRoot('node_modules/nx/dist/bin/nx.js'),
      'show',
      'projects',
    ]);
    if (code !== 0) throw new Error(output);
    // A probe is no file of a project, and these rules need no types.
    eslint = new ESLint({ cwd: root, overrideConfig: tseslint.configs.disableTypeChecked as Linter.Config });
  });

  async function violations(file: string, imports: string): Promise<string[]> {
    const code = `import * as probe from '${imports}';\nexport { probe };\n`;
    const [result] = await eslint.lintText(code, { filePath: inRoot(file) });
    const rules = result?.messages.map(({ ruleId }) => ruleId ?? 'fatal') ?? [];
    return rules.filter((rule) => rule === 'fatal' || boundaryRules.includes(rule));
  }

  it.each(forbidden)('$file may not import $imports: $because', async ({ file, imports }) => {
    expect(await violations(file, imports)).not.toEqual([]);
  });

  it.each(allowed)('$file may import $imports', async ({ file, imports }) => {
    expect(await violations(file, imports)).toEqual([]);
  });
});
