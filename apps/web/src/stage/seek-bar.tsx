import { type Ref, useEffect, useImperativeHandle, useRef, useState } from 'react';
import { formatLessonTime } from '../i18n/format.js';
import './seek.css';

/** A part of what is played. */
export type Span = {
  readonly fromMs: number;
  readonly toMs: number;
  readonly look: string;
  readonly text: string;
};

/** The part that is on at `atMs`; the first one before there is any. */
export const spanAt = <T extends Span>(spans: readonly T[], atMs: number): T | undefined =>
  spans.findLast(({ fromMs }) => fromMs <= atMs) ?? spans[0];

export type SeekBarHandle = {
  /** Follows the video; ignored while the user moves the bar. */
  readonly moveTo: (atMs: number) => void;
};

type SeekBarProps = {
  readonly label: string;
  readonly chapters: readonly Span[];
  readonly durationMs: number;
  readonly handle: Ref<SeekBarHandle>;
  readonly onSeek: (atMs: number) => void;
  /** How long arrow keys rest before the video follows, ms. Where a jump is dear, they rest longer. */
  readonly restMs?: number;
};

const dearRestMs = 350;
const stepMs = 1000;

/** Time of a lesson with its parts. Arrow keys move by a second, Page keys by a part. */
export function SeekBar(props: SeekBarProps) {
  const { label, chapters, durationMs, handle, onSeek, restMs = dearRestMs } = props;
  const [atMs, setAtMs] = useState(0);
  const held = useRef(false);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  useEffect(() => () => clearTimeout(timer.current), []);
  useImperativeHandle(
    handle,
    () => ({
      moveTo: (next) => {
        if (!held.current) setAtMs(Math.min(durationMs, next));
      },
    }),
    [durationMs],
  );
  const choose = (next: number) => {
    held.current = true;
    setAtMs(next);
    clearTimeout(timer.current);
    timer.current = setTimeout(() => {
      held.current = false;
      onSeek(next);
    }, restMs);
  };
  const chapter = spanAt(chapters, atMs);
  const at = chapters.findIndex((one) => one === chapter);
  return (
    <div className="seek">
      <Track chapters={chapters} shown={chapter} durationMs={durationMs} />
      <input
        className="seek__input"
        type="range"
        aria-label={label}
        aria-valuetext={`${formatLessonTime(Math.round(atMs / 1000) * 1000)} ${chapter?.text ?? ''}`}
        min={0}
        max={Math.ceil(durationMs)}
        step={stepMs}
        value={Math.round(atMs)}
        onChange={(event) => choose(event.target.valueAsNumber)}
        onKeyDown={(event) => {
          const next = event.key === 'PageDown' ? at + 1 : event.key === 'PageUp' ? at - 1 : null;
          if (next === null) return;
          event.preventDefault();
          const to = chapters[Math.max(0, Math.min(chapters.length - 1, next))];
          if (to) choose(to.fromMs);
        }}
      />
      <span className="seek__time small tabular">
        {formatLessonTime(Math.floor(atMs / 1000) * 1000)} /{' '}
        {formatLessonTime(Math.floor(durationMs / 1000) * 1000)}
      </span>
    </div>
  );
}

type TrackProps = Pick<SeekBarProps, 'chapters' | 'durationMs'> & { readonly shown: Span | undefined };

function Track({ chapters, shown, durationMs }: TrackProps) {
  const share = (ms: number) => `${((ms / Math.max(1, durationMs)) * 100).toFixed(3)}%`;
  return (
    <div className="seek__track" aria-hidden="true">
      {chapters.map((one) => (
        <span
          key={one.fromMs}
          className="seek__chapter"
          data-look={one.look}
          data-on={one === shown}
          style={{ left: share(one.fromMs), width: share(one.toMs - one.fromMs) }}
        />
      ))}
    </div>
  );
}
