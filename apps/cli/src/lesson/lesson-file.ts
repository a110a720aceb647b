import { existsSync, statSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { homedir } from 'node:os';
import { dirname, join, resolve, sep } from 'node:path';
import {
  checkLesson,
  hasErrors,
  type LessonFacts,
  type LessonPlaces,
  parseLesson,
  type Problem,
  byPlace,
} from '@lockstep/lesson';
import type { LessonScript } from '@lockstep/contracts';
import type { Deck, DeckProblem } from '@lockstep/virtual-teacher';
import { asInputError, InputError, UsageError } from '../errors.js';

/** A lesson on the disk with what stands beside it. */
export type LessonFile = {
  readonly path: string;
  readonly folder: string;
  readonly text: string;
};

/** What is known of a lesson after everything was looked at. */
export type CheckedLesson = {
  readonly script: LessonScript | undefined;
  readonly deck: Deck | undefined;
  readonly places: LessonPlaces;
  /** Every file that the lesson uses, below its folder. */
  readonly files: readonly string[];
  readonly problems: readonly Problem[];
  /** In other files than the script. */
  readonly deckProblems: readonly (DeckProblem & { readonly severity: 'error' | 'warning' })[];
};

/** @throws UsageError when there is not exactly one */
export function onlyFile(positionals: readonly string[]): string {
  const [path, ...more] = positionals;
  if (path === undefined) throw new UsageError('Which lesson?', 'Name its YAML file.');
  if (more.length > 0) throw new UsageError('One file at a time.');
  return path;
}

/** @throws InputError */
export async function readLessonFile(path: string): Promise<LessonFile> {
  let bytes: Uint8Array;
  try {
    bytes = await readFile(path);
  } catch (error) {
    throw asInputError(error, path);
  }
  try {
    const text = new TextDecoder('utf-8', { fatal: true }).decode(bytes);
    return { path, folder: dirname(resolve(path)), text };
  } catch (cause) {
    throw new InputError(`${path}: is no text in UTF-8`, { cause });
  }
}

/** A file below the folder of the lesson; undefined when it is not there, or not below it. */
export function fileBeside({ folder }: LessonFile, path: string): string | undefined {
  const full = resolve(join(folder, path));
  if (!full.startsWith(folder + sep)) return undefined;
  return existsSync(full) && statSync(full).isFile() ? full : undefined;
}

/** Reads the script, draws its slides and looks at both. */
export async function checkLessonFile(file: LessonFile): Promise<CheckedLesson> {
  const { script, problems, places } = parseLesson(file.text);
  if (!script) return { script, deck: undefined, places, files: [], problems, deckProblems: [] };
  const files = new Set<string>();
  const { deck, errors = [] } = await deckOf(script, file, files);
  const { readSpeechServer, shippedAvatars, voiceNames } = await import('@lockstep/virtual-teacher/checking');
  const facts: LessonFacts = {
    places,
    voices: voiceNames(readSpeechServer(process.env), script.voice),
    avatars: [...(await shippedAvatars()).keys()],
    file: (path) => {
      files.add(path);
      const full = fileBeside(file, path);
      return full === undefined ? undefined : { sizeBytes: statSync(full).size };
    },
    ...(deck ? { slides: deck.slides } : {}),
  };
  const found = [...problems, ...checkLesson(script, facts)].sort(byPlace);
  const warnings = (deck?.warnings ?? []).map((one) => ({ ...one, severity: 'warning' as const }));
  // the script's own problem says it where the slides are named
  const isSaid = ({ file: path }: DeckProblem): boolean =>
    found.some(({ code, message }) => code === 'no-such-file' && message.includes(path));
  const deckErrors = errors
    .filter((one) => !isSaid(one))
    .map((one) => ({ ...one, severity: 'error' as const }));
  const deckProblems = [...deckErrors, ...warnings];
  return {
    script: hasErrors(found) || errors.length > 0 ? undefined : script,
    deck,
    places,
    files: [...files],
    problems: found,
    deckProblems,
  };
}

async function deckOf(
  script: LessonScript,
  file: LessonFile,
  files: Set<string>,
): Promise<{ deck?: Deck; errors?: readonly DeckProblem[] }> {
  if (script.slides === undefined) return {};
  // Loaded when needed: other verbs start without fonts.
  const { DeckFailed, renderDeck, SlideFolder } = await import('@lockstep/virtual-teacher/checking');
  const cache = new SlideFolder(cacheFolder());
  const read = async (path: string): Promise<Uint8Array | undefined> => {
    files.add(path);
    const full = fileBeside(file, path);
    return full === undefined ? undefined : readFile(full);
  };
  try {
    return { deck: await renderDeck(script.slides, { read, cache, onProgress: showProgress }) };
  } catch (error) {
    if (error instanceof DeckFailed) return { errors: error.problems };
    throw error;
  }
}

/** Where programs keep what they can make again (XDG Base Directory Specification 0.8). */
const cacheFolder = (): string =>
  join(process.env['XDG_CACHE_HOME'] ?? join(homedir(), '.cache'), 'lockstep', 'slides');

/** On a terminal: a line that is gone when the slides are drawn. */
function showProgress(done: number, total: number): void {
  if (!process.stderr.isTTY) return;
  process.stderr.write(done === total ? '\r\x1b[K' : `\r${String(done)} of ${String(total)} slides `);
}
