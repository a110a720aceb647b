import { useEffect, useRef, useState } from 'react';
import { formatLessonTime } from '../../i18n/format.js';
import { useReviewTexts } from '../../i18n/review-texts.js';
import type { LessonView } from '../../stage/lesson-view.js';
import type { Mark } from './lanes.js';

type TranscriptProps = {
  readonly words: readonly Mark[];
  readonly view: LessonView;
  readonly startPtsMs: number;
  readonly lang: string;
  readonly onSeek: (ptsMs: number) => void;
};

/** What was said; the sentence of the moment is marked and in view, and each leads to its frame. */
export function Transcript({ words, view, startPtsMs, lang, onSeek }: TranscriptProps) {
  const texts = useReviewTexts().transcript;
  const list = useRef<HTMLOListElement>(null);
  const [now, setNow] = useState(-1);
  useEffect(() => {
    const follow = (ptsMs: number) => {
      const atMs = ptsMs - startPtsMs;
      setNow(words.findLastIndex(({ fromMs }) => fromMs <= atMs));
    };
    if (view.ptsMs !== null) follow(view.ptsMs);
    return view.onFrame(follow);
  }, [words, view, startPtsMs]);
  useEffect(() => {
    const box = list.current;
    const row = box?.children[now];
    if (!box || !(row instanceof HTMLElement)) return;
    // the list alone scrolls, never the page
    const top = row.offsetTop - box.offsetTop;
    if (top < box.scrollTop || top + row.offsetHeight > box.scrollTop + box.clientHeight)
      box.scrollTop = top - box.clientHeight / 3;
  }, [now]);
  if (words.length === 0) return <p className="soft small">{texts.none}</p>;
  return (
    <ol className="transcript" ref={list} lang={lang}>
      {words.map(({ fromMs, text }, index) => (
        <li key={`${fromMs} ${text}`}>
          <button
            type="button"
            className="transcript__line"
            aria-current={index === now ? 'true' : undefined}
            onClick={() => onSeek(startPtsMs + fromMs)}
          >
            <span className="small soft tabular">{formatLessonTime(Math.floor(fromMs / 1000) * 1000)}</span>
            <span>{text}</span>
          </button>
        </li>
      ))}
    </ol>
  );
}
