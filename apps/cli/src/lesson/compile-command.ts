import type { LessonScript } from '@lockstep/contracts';
import { describeProblem, type Problem } from '@lockstep/lesson';
import type { CompileProblem, CompileProgress, Deck } from '@lockstep/virtual-teacher';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type Command, parse } from '../command.js';
import { asInputError, InputError } from '../errors.js';
import { writeWhole } from './write-whole.js';
import { checkLessonFile, fileBeside, type LessonFile, onlyFile, readLessonFile } from './lesson-file.js';
import { countOf, reportLines } from './report.js';

const NAME = 'lockstep lesson compile';
const USAGE = 'FILE [--out DIR]';

export const compileCommand: Command = {
  name: NAME,
  usage: USAGE,
  help: `${NAME}: make slides, clips and captions of a lesson

Usage: ${NAME} ${USAGE}

Speaks every sentence, draws the teacher and the slides, and writes them below DIR:

  lesson.json     the lesson as it is played out: its steps, their clips, what happens on which picture
  clips/          one clip for each sentence, FLV in the house format, named by its content
  slides/         one picture for each slide and build step: 3-1.webp is slide 3, build step 1
  captions.vtt    what is said, by the time of the straight way through the lesson

Compiling again makes only what was changed; after Ctrl-C it goes on where it was. The voice of a speech
server needs OPENAI_SPEECH_BASE_URL or OPENAI_API_KEY, as the server does.

Options:
  --out DIR    default: compiled, beside FILE

Exit codes: 0 done; 1 the lesson has errors (printed with their places), or something could not be read or
written; 2 wrong usage.
`,
  run,
};

async function run(args: readonly string[]): Promise<number> {
  const { values, positionals } = parse(args, { out: { type: 'string' } });
  const file = await readLessonFile(onlyFile(positionals));
  const checked = await checkLessonFile(file);
  for (const line of reportLines(file.path, checked)) process.stderr.write(`${line}\n`);
  const { script, deck } = checked;
  if (!script) {
    process.stderr.write(
      `${file.path}: ${countOf([...checked.problems, ...checked.deckProblems])}; not compiled.\n`,
    );
    return 1;
  }
  const out = values.out ?? join(file.folder, 'compiled');
  const stop = new AbortController();
  const abort = (): void => stop.abort();
  process.once('SIGINT', abort);
  process.once('SIGTERM', abort);
  try {
    await make({ file, script, deck }, out, stop.signal);
    return 0;
  } catch (error) {
    if (!stop.signal.aborted) return await explain(error, checked.places, file);
    process.stderr.write('\nStopped; what is made stays made.\n');
    return 1;
  } finally {
    process.off('SIGINT', abort);
    process.off('SIGTERM', abort);
  }
}

type Source = { readonly file: LessonFile; readonly script: LessonScript; readonly deck: Deck | undefined };

async function make({ file, script, deck }: Source, out: string, signal: AbortSignal): Promise<void> {
  const teacher = await import('@lockstep/virtual-teacher');
  const { findFfmpeg } = await import('@lockstep/media');
  await using resources = new AsyncDisposableStack();
  const ffmpeg = await findFfmpeg({ path: process.env['FFMPEG_PATH'] });
  const store = await teacher.ClipStore.open(await folder(join(out, 'clips')));
  const embedded = resources.use(await teacher.FliteVoices.start());
  const encoders = resources.use(new teacher.EncoderPool({ ffmpeg }));
  const server = teacher.readSpeechServer(process.env);
  const voice = teacher.chooseVoice(script.voice, { embedded, server, language: script.language });
  const fileOf = (path: string): Promise<string | undefined> => Promise.resolve(fileBeside(file, path));
  const stage = await teacher.openStage(script.avatar, { store, encoders, ffmpeg, deck, fileOf, signal });
  const recordings = await teacher.SentenceRecordings.open(script, { fileOf, ffmpeg, references: embedded });
  const parts = { voice, recordings, stage, store, encoders, ffmpeg, fileOf, signal };
  const startedAt = performance.now();
  let last: CompileProgress | undefined;
  const compiled = await teacher.compileLesson(script, deck, {
    ...parts,
    onProgress: (progress) => {
      last = progress;
      if (process.stderr.isTTY)
        process.stderr.write(`\r${String(progress.done)} of ${String(progress.total)} clips `);
    },
  });
  const { captions, durationMs } = teacher.timelineOf(script, compiled);
  await writeSlides(deck, await folder(join(out, 'slides')));
  await writeWhole(join(out, 'captions.vtt'), teacher.writeWebVtt(captions, script.language));
  await writeWhole(join(out, 'lesson.json'), `${JSON.stringify({ script, compiled }, null, 2)}\n`);
  const seconds = ((performance.now() - startedAt) / 1000).toFixed(1);
  const { total = 0, reused = 0 } = last ?? {};
  const length = `${String(Math.round(durationMs / 1000))} s long`;
  const tty = process.stderr.isTTY ? '\r' : '';
  process.stderr.write(
    `${tty}${out}: ${String(total)} clips, ${String(reused)} of them unchanged; ${length}, made in ${seconds} s.\n`,
  );
}

async function folder(path: string): Promise<string> {
  try {
    await mkdir(path, { recursive: true });
  } catch (error) {
    throw asInputError(error, path);
  }
  return path;
}

async function writeSlides(deck: Deck | undefined, directory: string): Promise<void> {
  for (const [i, slide] of (deck?.slides ?? []).entries()) {
    for (const [step, { bytes }] of slide.steps.entries()) {
      await writeFile(join(directory, `${String(i + 1)}-${String(step)}.webp`), bytes);
    }
  }
}

type Places = Awaited<ReturnType<typeof checkLessonFile>>['places'];

/** What the author or the operator can mend, at its place; anything else is thrown on. */
async function explain(error: unknown, places: Places, { path }: LessonFile): Promise<number> {
  const { LessonNotCompiled, StageFailed, VoiceFailed, EncoderFailed } =
    await import('@lockstep/virtual-teacher');
  const { FfmpegMissing } = await import('@lockstep/media');
  if (error instanceof LessonNotCompiled) {
    for (const problem of error.problems)
      process.stderr.write(`${describeProblem(placed(problem, places), path)}\n`);
    return 1;
  }
  const isKnown = [StageFailed, VoiceFailed, EncoderFailed, FfmpegMissing].some(
    (kind) => error instanceof kind,
  );
  if (isKnown && error instanceof Error) throw new InputError(`${path}: ${error.message}`, { cause: error });
  throw error;
}

function placed({ stepId, stepIndex, path, span, ...problem }: CompileProblem, places: Places): Problem {
  const base = { severity: 'error' as const, ...problem, ...(stepId === undefined ? {} : { stepId }) };
  if (stepIndex === undefined) return { ...base, place: places.ofHead(path) };
  const place = span ? places.within(stepIndex, path, span.from, span.to) : places.ofStep(stepIndex, path);
  return { ...base, place };
}
