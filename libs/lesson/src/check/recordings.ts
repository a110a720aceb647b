import type { LessonScript } from '@lockstep/contracts';
import { mediaKindOf } from '../media-kinds.js';
import type { Path, Problem } from '../problem.js';
import { recordingKey, saidSentences } from '../recordings/said-sentences.js';
import { missingFile } from './missing-file.js';
import type { LessonFacts } from './lesson-facts.js';

type Found = Omit<Problem, 'place'> & { readonly path: Path };

/** Recordings of sentences: whether their files are there, and whether the lesson still says what they say. */
export function checkRecordings(script: LessonScript, { file }: Pick<LessonFacts, 'file'>): Found[] {
  const { recordings = [] } = script;
  if (recordings.length === 0) return [];
  const said = new Set(saidSentences(script).map(({ text }) => recordingKey(text)));
  const taken = new Set<string>();
  const recorded = new Set(recordings.map(({ says }) => recordingKey(says)));
  const open = [...said].filter((text) => !recorded.has(text));
  return recordings.flatMap(({ file: name, says }, index): Found[] => {
    const at: Path = ['recordings', index];
    const key = recordingKey(says);
    const isSaid = said.has(key) && !taken.has(key);
    taken.add(key);
    return [
      ...fileProblems(name, [...at, 'file'], file),
      ...(isSaid ? [] : [unsaid(name, key, mostAlike(key, open), [...at, 'says'])]),
    ];
  });
}

function fileProblems(name: string, path: Path, file: LessonFacts['file']): Found[] {
  const kind = mediaKindOf(name);
  if (kind === undefined || kind === 'picture') {
    const remedy = 'Use MP3, M4A, WAV, OGG, MP4 or WebM.';
    const message = `${name} is not a recording.`;
    return [{ severity: 'error', code: 'media-kind', message, remedy, params: { path: name }, path }];
  }
  return file && !file(name) ? [{ severity: 'error', ...missingFile(name), path }] : [];
}

function unsaid(name: string, says: string, meant: string | undefined, path: Path): Found {
  const message = `The recording ${name} says '${shortened(says)}', and the lesson does not say this, or has another recording of it.`;
  const now = meant === undefined ? '' : ` Perhaps it is now '${shortened(meant)}'.`;
  return {
    ...{ severity: 'warning', code: 'recording-unused', message, path },
    remedy: `Record the sentence again, correct 'says', or take the entry out.${now}`,
    params: {
      path: name,
      text: shortened(says),
      ...(meant === undefined ? {} : { meant: shortened(meant) }),
    },
  };
}

/** The sentence that has most words in common, where it is more than half of them; words of Chinese are single characters. */
function mostAlike(text: string, others: readonly string[]): string | undefined {
  const words = wordsOf(text);
  let best: { readonly text: string; readonly share: number } | undefined;
  for (const other of others) {
    const these = wordsOf(other);
    const shared = [...words].filter((word) => these.has(word)).length;
    const share = shared / Math.max(1, words.size, these.size);
    if (share > 0.5 && share > (best?.share ?? 0)) best = { text: other, share };
  }
  return best?.text;
}

const wordsOf = (text: string): ReadonlySet<string> =>
  new Set(text.toLowerCase().match(/\p{Script=Han}|[\p{L}\p{N}]+/gu) ?? []);

const shortened = (text: string): string => (text.length <= 80 ? text : `${text.slice(0, 79)}…`);
