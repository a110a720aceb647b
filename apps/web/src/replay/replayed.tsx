import { useRef } from 'react';
import { useTexts } from '../i18n/language.js';
import { useLessonState } from '../stage/use-lesson-player.js';
import { Notice } from '../ui/notice.js';
import type { Moment } from './moment.js';
import { useRecordedSlides } from './recorded-slides.js';
import { ReplayStage } from './replay-stage.js';
import { type TellRewind, useRewindReports } from './use-rewind-reports.js';
import { useReplay } from './use-replay.js';

type ReplayedProps = {
  readonly source: Blob | string;
  /** Where it begins; undefined: with its first frame. */
  readonly moment: Moment | undefined;
  /** Counts where somebody goes back; undefined: nobody does. */
  readonly tellRewind?: TellRewind | undefined;
};

/** A recording with its slides and questions, its controls and its keys. */
export function Replayed({ source, moment, tellRewind }: ReplayedProps) {
  const words = useTexts().replay;
  const frame = useRef<HTMLDivElement>(null);
  const replaying = useReplay(frame, source, moment);
  useRewindReports(replaying.view, tellRewind);
  const state = useLessonState(replaying.view);
  const { replay, contents } = replaying;
  const slides = useRecordedSlides(contents && replay, state.slide?.deckId);
  return (
    <>
      <h1>{contents?.title ?? words.untitled}</h1>
      {contents?.events.length === 0 && <Notice kind="wait">{words.noLesson}</Notice>}
      <ReplayStage
        replaying={replaying}
        frame={frame}
        state={state}
        slides={slides}
        lang={contents?.language ?? ''}
      />
      <p className="small soft replay__keys">{words.keys}</p>
    </>
  );
}
