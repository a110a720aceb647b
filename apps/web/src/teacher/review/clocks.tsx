import { useEffect, useRef } from 'react';
import { formatLessonTime } from '../../i18n/format.js';
import { useReviewTexts } from '../../i18n/review-texts.js';
import { useLanguage } from '../../i18n/language.js';
import type { LessonView } from '../../stage/lesson-view.js';
import { type AiredEvent, wallClockAt } from './wall-clock.js';

type ClocksProps = {
  /** Events of which the time of day is known. */
  readonly aired: readonly AiredEvent[];
  readonly view: LessonView;
  readonly startPtsMs: number;
};

/** The time of the recording, and the time of day at which this frame was live. Both are written once a frame. */
export function Clocks({ aired, view, startPtsMs }: ClocksProps) {
  const { tag } = useLanguage();
  const words = useReviewTexts();
  const stream = useRef<HTMLElement>(null);
  const wall = useRef<HTMLElement>(null);
  useEffect(() => {
    const format = new Intl.DateTimeFormat(tag, { timeStyle: 'medium' });
    const show = (ptsMs: number) => {
      if (stream.current) stream.current.textContent = formatLessonTime(ptsMs - startPtsMs);
      const at = wallClockAt(aired, ptsMs);
      if (wall.current) wall.current.textContent = at === undefined ? '–' : format.format(at);
    };
    show(view.ptsMs ?? startPtsMs);
    return view.onFrame(show);
  }, [view, startPtsMs, aired, tag]);
  return (
    <dl className="clocks small tabular">
      <div>
        <dt>{words.streamTime}</dt>
        <dd ref={stream} />
      </div>
      <div>
        <dt>{words.wallClock}</dt>
        <dd ref={wall} />
      </div>
    </dl>
  );
}
