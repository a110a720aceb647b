import { useMemo } from 'react';
import { formatLessonTime } from '../../i18n/format.js';
import { useLanguage } from '../../i18n/language.js';
import { type AiredEvent, wallClockAt } from './wall-clock.js';

/** Marks of a ruler that is as wide as what is in sight. */
const TICKS = 6;
const STEPS_S = [1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 900, 1800, 3600, 7200] as const;

/** Times of the marks of a ruler, ms: evenly apart, at round numbers. @param zoom how often the ruler is wider than what is in sight */
export function ticksOf(lengthMs: number, zoom: number): number[] {
  const least = lengthMs / (TICKS * zoom * 1000);
  const stepMs = (STEPS_S.find((step) => step >= least) ?? 7200) * 1000;
  return Array.from({ length: Math.floor(lengthMs / stepMs) + 1 }, (_, index) => index * stepMs);
}

type RulerProps = {
  readonly startPtsMs: number;
  readonly endPtsMs: number;
  readonly zoom: number;
  /** Events of which the time of day is known. */
  readonly aired: readonly AiredEvent[];
};

/** Two scales for one place: the time of the recording, and the time of day at which it was live. */
export function Ruler({ startPtsMs, endPtsMs, zoom, aired }: RulerProps) {
  const { tag } = useLanguage();
  const lengthMs = Math.max(1, endPtsMs - startPtsMs);
  const ticks = useMemo(() => ticksOf(lengthMs, zoom), [lengthMs, zoom]);
  const format = useMemo(() => new Intl.DateTimeFormat(tag, { timeStyle: 'medium', hour12: false }), [tag]);
  return (
    <div className="ruler tabular" style={{ width: `${zoom * 100}%` }} aria-hidden="true">
      {ticks.map((ms) => {
        const at = wallClockAt(aired, startPtsMs + ms);
        return (
          <span key={ms} className="ruler__tick" style={{ left: `${(ms / lengthMs) * 100}%` }}>
            <span>{formatLessonTime(ms)}</span>
            <span className="soft">{at === undefined ? '' : format.format(at)}</span>
          </span>
        );
      })}
    </div>
  );
}
