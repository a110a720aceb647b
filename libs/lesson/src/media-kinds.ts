import type { AskStep, Judgement, MediaKind, ScriptMedia } from '@lockstep/contracts';

/** By the ending of the name, in small letters: what every browser shows or plays. */
const endings: Readonly<Record<MediaKind, readonly string[]>> = {
  picture: ['png', 'jpg', 'jpeg', 'webp', 'svg'],
  audio: ['mp3', 'm4a', 'wav', 'ogg'],
  video: ['mp4', 'webm'],
};
const kinds = Object.keys(endings) as MediaKind[];

/** Most that a whole class can load while a question is open, bytes. */
export const MAX_MEDIA_BYTES: Readonly<Record<MediaKind, number>> = {
  picture: 4 * 1024 * 1024,
  audio: 16 * 1024 * 1024,
  video: 64 * 1024 * 1024,
};

/** What a file beside words is, by the ending of its name; undefined: nothing that can stand there. */
export function mediaKindOf(path: string): MediaKind | undefined {
  const ending = /\.([a-z0-9]+)$/.exec(path.toLowerCase())?.[1] ?? '';
  return kinds.find((kind) => endings[kind].includes(ending));
}

type Named = { readonly media: ScriptMedia; readonly path: readonly (string | number)[] };

/** Every picture, recording and film of a question, with where in its text it is named. */
export function mediaOf({ media, choices, accept, feedback, wrong, show }: AskStep): Named[] {
  const places: { media: ScriptMedia | undefined; path: (string | number)[] }[] = [
    { media, path: ['media'] },
    ...choices.map((one, i) => ({ media: one.media, path: ['choices', i, 'media'] })),
    ...feedback.map((one) => ({ media: one.media, path: ['accept', accept.indexOf(one.answer), 'media'] })),
    ...wrong.map((one) => {
      const name = choices.find(({ id }) => id === one.answer)?.text ?? one.answer;
      return { media: one.media, path: ['wrong', name, 'media'] };
    }),
    ...Object.entries(show ?? {}).map(([verdict, one]) => ({ media: one, path: ['show', verdict] })),
  ];
  return places.flatMap(({ media: named, path }) => (named === undefined ? [] : { media: named, path }));
}

/** As much of a judgement as says what is shown with it. */
type Judged = Pick<Judgement, 'verdict' | 'mistake' | 'feedback'>;

/**
 * What a student sees or hears with the feedback on an answer: what stands beside the accepted answer or the mistake, or what
 * the verdict shows. That of a verdict tells the answer, and waits for the last try as its words do.
 *
 * @param mayTryAgain the student may answer the question once more
 */
export function feedbackMediaOf(
  { feedback, wrong, show }: AskStep,
  judgement: Judged,
  mayTryAgain: boolean,
): ScriptMedia | undefined {
  const { verdict, mistake } = judgement;
  const known = /^known:(\d+)$/.exec(mistake ?? '')?.[1];
  const own = feedback[judgement.feedback ?? -1]?.media ?? wrong[Number(known ?? -1)]?.media;
  if (own !== undefined || verdict === 'unclear') return own;
  return verdict === 'right' || !mayTryAgain ? show?.[verdict] : undefined;
}
