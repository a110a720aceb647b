import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import ts from 'typescript';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { inRoot } from '../bootstrap/workspace.mjs';
import { sdkDeclaration } from './sdk-declaration.mjs';

let folder: string;
let declaration: string;

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'lockstep-sdk-'));
  declaration = sdkDeclaration(inRoot('libs/player/src/index.ts'));
  writeFileSync(join(folder, 'lockstep-player.d.ts'), declaration);
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** What the compiler says of a page's script beside the declaration, where no package is installed. */
function complaints(script: string): string[] {
  const file = join(folder, 'page.ts');
  writeFileSync(file, `import * as lockstep from './lockstep-player.js';\n${script}`);
  const program = ts.createProgram([file], {
    target: ts.ScriptTarget.ES2022,
    module: ts.ModuleKind.ESNext,
    moduleResolution: ts.ModuleResolutionKind.Bundler,
    lib: ['lib.es2022.d.ts', 'lib.dom.d.ts'],
    types: [],
    strict: true,
    noEmit: true,
  });
  return ts
    .getPreEmitDiagnostics(program)
    .map(({ messageText }) => ts.flattenDiagnosticMessageText(messageText, '\n'));
}

const page = `
const player: lockstep.Player = lockstep.createPlayer(document.body, { url: '/live/demo.flv', muted: true });
const stop: () => void = player.on('event', ({ event, ptsMs, framePtsMs }) => {
  if (event.type === 'slide.shown') console.log(event.index + 1, ptsMs, framePtsMs);
  if (event.type === 'unknown') console.log(event.originalType);
});
const state: lockstep.LessonState = player.state;
const phase: 'waiting' | 'running' | 'ended' = state.phase;
document.querySelector('lockstep-player')?.addEventListener('lockstep-status', ({ detail }) => detail.status);
`;

it('is enough for a page: options, events by type, state, element', () => {
  expect(complaints(page)).toEqual([]);
});

it.each([
  ['an option that does not exist', "lockstep.createPlayer(document.body, { url: '/a', loud: true });"],
  ['an event that does not exist', "declare const p: lockstep.Player; p.on('nothing', () => undefined);"],
  ['a field that an event does not have', 'declare const e: lockstep.SeqGap; e.slide;'],
  ['a write to the state', 'declare const p: lockstep.Player; p.state = p.state;'],
])('refuses %s', (_, script) => {
  expect(complaints(script)).toHaveLength(1);
});

it('needs no other file', () => {
  expect(declaration).not.toMatch(/^import |from ['"]|import\(/m);
});
