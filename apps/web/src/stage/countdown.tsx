import { useEffect, useRef } from 'react';
import { useTexts } from '../i18n/language.js';
import type { LessonView } from './lesson-view.js';
import './stage.css';

/** What is left of a window that opened at `fromPtsMs`, in ms of stream time; never below 0. */
export const windowLeftMs = (fromPtsMs: number, windowMs: number, nowPtsMs: number): number =>
  Math.min(windowMs, Math.max(0, fromPtsMs + windowMs - nowPtsMs));

type CountdownProps = {
  readonly view: LessonView;
  readonly fromPtsMs: number;
  readonly windowMs: number;
  readonly onEnd: () => void;
};

/** Runs on the frames of the stream, so it stands still while they do. It writes to the page itself, once a frame. */
export function Countdown({ view, fromPtsMs, windowMs, onEnd }: CountdownProps) {
  const texts = useTexts();
  const label = useRef<HTMLSpanElement>(null);
  const bar = useRef<HTMLSpanElement>(null);
  useEffect(() => {
    let shownSeconds = -1;
    const draw = (nowPtsMs: number) => {
      const leftMs = windowLeftMs(fromPtsMs, windowMs, nowPtsMs);
      if (bar.current) bar.current.style.transform = `scaleX(${(leftMs / windowMs).toFixed(4)})`;
      const seconds = Math.ceil(leftMs / 1000);
      if (seconds === shownSeconds) return;
      shownSeconds = seconds;
      if (label.current) label.current.textContent = texts.question.left(seconds);
      if (seconds === 0) onEnd();
    };
    draw(view.ptsMs ?? fromPtsMs);
    return view.onFrame(draw);
  }, [view, fromPtsMs, windowMs, onEnd, texts]);
  return (
    <div className="countdown">
      <span className="countdown__track" aria-hidden="true">
        <span className="countdown__bar" ref={bar} />
      </span>
      <span className="countdown__label tabular" ref={label} role="timer" />
    </div>
  );
}
