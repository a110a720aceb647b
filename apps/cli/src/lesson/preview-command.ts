import { readFile } from 'node:fs/promises';
import { posix } from 'node:path';
import { CompileJob, ScriptDraft } from '@lockstep/contracts';
import { type Command, parse } from '../command.js';
import { InputError } from '../errors.js';
import { checkLessonFile, fileBeside, type LessonFile, onlyFile, readLessonFile } from './lesson-file.js';
import { PreviewServer } from './preview-server.js';
import { countOf, reportLines } from './report.js';

const NAME = 'lockstep lesson preview';
const USAGE = 'FILE [--json]';

export const previewCommand: Command = {
  name: NAME,
  usage: USAGE,
  help: `${NAME}: play a lesson as a student would see it

Usage: ${NAME} ${USAGE}

Starts a server that only this machine reaches, puts the lesson and its files there, compiles it, and prints
the address of a page on which it plays from any position. Nothing goes live, and nothing is kept: Ctrl-C ends
the server and removes what it wrote.

Options:
  --json       print the address as one line of JSON: {"url": …}

Exit codes: 0 ended by Ctrl-C; 1 the lesson has errors (printed with their places), or the server could not
be started; 2 wrong usage.
`,
  run,
};

/** Between two looks at how far the compiler is. */
const LOOK_EVERY_MS = 250;

async function run(args: readonly string[]): Promise<number> {
  const { values, positionals } = parse(args, { json: { type: 'boolean' } });
  const file = await readLessonFile(onlyFile(positionals));
  const checked = await checkLessonFile(file);
  for (const line of reportLines(file.path, checked)) process.stderr.write(`${line}\n`);
  if (!checked.script) {
    const count = countOf([...checked.problems, ...checked.deckProblems]);
    process.stderr.write(`${file.path}: ${count}; there is nothing to play.\n`);
    return 1;
  }
  const stop = new AbortController();
  const abort = (): void => stop.abort(new InputError('Stopped.'));
  process.once('SIGINT', abort);
  process.once('SIGTERM', abort);
  try {
    await using server = await PreviewServer.start(stop.signal);
    const lessonId = await put(server, file, checked.files);
    await compiled(server, lessonId, stop.signal);
    const url = `${server.origin}/author/${lessonId}#token=${server.token}`;
    process.stdout.write(
      values.json ? `${JSON.stringify({ url })}\n` : `\n  ${url}\n\nCtrl-C ends the preview.\n`,
    );
    await Promise.race([server.ended, aborted(stop.signal)]);
    return stop.signal.aborted ? 0 : 1;
  } catch (error) {
    if (stop.signal.aborted) return 0;
    throw error;
  } finally {
    process.off('SIGINT', abort);
    process.off('SIGTERM', abort);
  }
}

const aborted = (signal: AbortSignal): Promise<void> =>
  new Promise((resolve) => {
    if (signal.aborted) resolve();
    signal.addEventListener('abort', () => resolve(), { once: true });
  });

/** Puts the lesson there with every file that it uses. The answer is its id. */
async function put(server: PreviewServer, file: LessonFile, used: readonly string[]): Promise<string> {
  const { lessonId } = ScriptDraft.pick({ lessonId: true }).parse(
    await server.ask('POST', '/api/lessons/script', { text: file.text }),
  );
  for (const path of used) {
    const full = fileBeside(file, path);
    if (full === undefined) continue;
    const form = new FormData();
    form.append('files', new Blob([await readFile(full)]), posix.basename(path));
    const folder = posix.dirname(posix.normalize(path));
    const query = folder === '.' ? '' : `?folder=${encodeURIComponent(folder)}`;
    await server.ask('POST', `/api/lessons/${lessonId}/files${query}`, form);
  }
  return lessonId;
}

/** Waits until the clips are made. @throws InputError when they cannot be */
async function compiled(server: PreviewServer, lessonId: string, signal: AbortSignal): Promise<void> {
  await server.ask('POST', `/api/lessons/${lessonId}/compile`, {});
  for (;;) {
    signal.throwIfAborted();
    const job = CompileJob.parse(await server.ask('GET', `/api/lessons/${lessonId}/compile`));
    const { status, clips, problems } = job;
    if (process.stderr.isTTY)
      process.stderr.write(`\r${String(clips.done)} of ${String(clips.total ?? '?')} clips `);
    if (status === 'done') return;
    if (status === 'failed' || status === 'cancelled') {
      const reasons = problems.map(
        ({ line, column, message, remedy }) =>
          [line, column].filter((part) => part !== null).join(':') + `: ${message} ${remedy}`,
      );
      throw new InputError(`The lesson could not be compiled.\n${reasons.join('\n')}`);
    }
    await new Promise((resolve) => setTimeout(resolve, LOOK_EVERY_MS));
  }
}
