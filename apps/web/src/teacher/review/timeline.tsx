import type { Answer, Rewinds } from '@lockstep/contracts';
import { type KeyboardEvent, useEffect, useMemo, useRef, useState } from 'react';
import { formatLessonTime } from '../../i18n/format.js';
import { useReviewTexts } from '../../i18n/review-texts.js';
import type { LessonView } from '../../stage/lesson-view.js';
import { IconButton } from '../../ui/button.js';
import { type Counted, densityOf, type LaneName, laneNames, type Lanes, type Mark } from './lanes.js';
import { Ruler } from './ruler.js';
import type { AiredEvent } from './wall-clock.js';
import './timeline.css';

type TimelineProps = {
  readonly lanes: Lanes;
  readonly answers: readonly Answer[];
  /** Where those who watch the recording go back to. */
  readonly rewinds: readonly Rewinds[];
  readonly view: LessonView;
  readonly startPtsMs: number;
  readonly endPtsMs: number;
  /** Events of which the time of day is known. */
  readonly aired: readonly AiredEvent[];
  readonly onSeek: (ptsMs: number) => void;
};

/** Units of the drawing: a thousandth of the recording across, a row of a lane down. */
const WIDTH = 1000;
const ROW = 26;
const BINS = 100;
const ZOOMS = [1, 2, 4, 8, 16, 32] as const;
/** A moment is drawn as wide as this at least. */
const NARROWEST = 3;

/** Lanes below the others: how much of something there was over time. */
const densities = ['answers', 'rewinds'] as const;
type DensityName = (typeof densities)[number];

function useCounted(
  answers: readonly Answer[],
  rewinds: readonly Rewinds[],
): Readonly<Record<DensityName, readonly Counted[]>> {
  return useMemo(
    () => ({
      answers: answers.map(({ answeredPtsMs }) => ({ ptsMs: answeredPtsMs, count: 1 })),
      rewinds: rewinds.map(({ fromPtsMs, count }) => ({ ptsMs: fromPtsMs, count })),
    }),
    [answers, rewinds],
  );
}

/** Everything that happened, on lanes below each other; each mark leads to its frame. */
export function Timeline(props: TimelineProps) {
  const { lanes, startPtsMs, endPtsMs, aired, onSeek } = props;
  const words = useReviewTexts().timeline;
  const [zoom, setZoom] = useState(0);
  const factor = ZOOMS[zoom] ?? 1;
  const scroller = useRef<HTMLDivElement>(null);
  const lengthMs = Math.max(1, endPtsMs - startPtsMs);
  const x = (ms: number) => (ms / lengthMs) * WIDTH;
  const rows = laneNames.length + densities.length;
  return (
    <section
      className="timeline"
      aria-label={words.title}
      onKeyDown={({ key }) => {
        const step = key === '+' ? 1 : key === '-' ? -1 : 0;
        setZoom(Math.max(0, Math.min(ZOOMS.length - 1, zoom + step)));
      }}
    >
      <ZoomButtons zoom={zoom} onZoom={setZoom} />
      <div className="timeline__body">
        <ul className="timeline__names small soft" aria-hidden="true">
          <li className="timeline__scales">{words.scales}</li>
          {[...laneNames, ...densities].map((name) => (
            <li key={name}>{words.lanes[name]}</li>
          ))}
        </ul>
        <div className="timeline__scroller" ref={scroller}>
          <Ruler startPtsMs={startPtsMs} endPtsMs={endPtsMs} zoom={factor} aired={aired} />
          <svg
            className="timeline__drawing"
            style={{ width: `${factor * 100}%`, height: `${rows * ROW}px` }}
            viewBox={`0 0 ${WIDTH} ${rows * ROW}`}
            preserveAspectRatio="none"
            role="group"
            aria-label={words.hint}
          >
            {laneNames.map((name, row) => (
              <Lane
                key={name}
                name={name}
                marks={lanes[name]}
                top={row * ROW}
                x={x}
                narrowest={NARROWEST / factor}
                onSeek={(ms) => onSeek(startPtsMs + ms)}
              />
            ))}
            <Densities {...props} />
            <Cursor {...props} x={x} height={rows * ROW} scroller={scroller} />
          </svg>
        </div>
      </div>
    </section>
  );
}

/** @param props.zoom index of the factor */
function ZoomButtons({ zoom, onZoom }: { readonly zoom: number; readonly onZoom: (zoom: number) => void }) {
  const words = useReviewTexts().timeline;
  return (
    <div className="row">
      <h2>{words.title}</h2>
      <span className="grow" />
      <IconButton
        small
        icon="minus"
        label={words.zoomOut}
        disabled={zoom === 0}
        onClick={() => onZoom(zoom - 1)}
      />
      <span className="small soft tabular">{words.zoom(ZOOMS[zoom] ?? 1)}</span>
      <IconButton
        small
        icon="plus"
        label={words.zoomIn}
        disabled={zoom === ZOOMS.length - 1}
        onClick={() => onZoom(zoom + 1)}
      />
    </div>
  );
}

type LaneProps = {
  readonly name: LaneName;
  readonly marks: readonly Mark[];
  readonly top: number;
  readonly x: (ms: number) => number;
  readonly narrowest: number;
  readonly onSeek: (ms: number) => void;
};

/** The mark of the next lane that has any, nearest in time. */
function focusNeighbour(lane: SVGGElement | null, fromMs: number, step: 1 | -1): void {
  const lanes = [...(lane?.parentElement?.querySelectorAll('[data-lane]') ?? [])];
  for (let at = lanes.findIndex((one) => one === lane) + step; lanes[at]; at += step) {
    const marks = [...(lanes[at]?.querySelectorAll<SVGGElement>('[data-from]') ?? [])];
    const distance = (mark: SVGGElement) => Math.abs(Number(mark.dataset['from']) - fromMs);
    const [first, ...others] = marks;
    if (!first) continue;
    others.reduce((a, b) => (distance(b) < distance(a) ? b : a), first).focus();
    return;
  }
}

/** One mark of a lane is in the order of tabs; arrow keys go to its neighbours, and up and down to the other lanes. */
function Lane({ name, marks, top, x, narrowest, onSeek }: LaneProps) {
  const words = useReviewTexts().timeline;
  const [current, setCurrent] = useState(0);
  const lane = useRef<SVGGElement>(null);
  const press = (event: KeyboardEvent, index: number) => {
    const { key } = event;
    if (key === 'Enter' || key === ' ') onSeek(marks[index]?.fromMs ?? 0);
    else if (key === 'ArrowRight' || key === 'ArrowLeft') {
      const next = Math.max(0, Math.min(marks.length - 1, index + (key === 'ArrowRight' ? 1 : -1)));
      setCurrent(next);
      lane.current?.querySelector<SVGGElement>(`[data-index="${next}"]`)?.focus();
    } else if (key === 'ArrowDown' || key === 'ArrowUp') {
      focusNeighbour(lane.current, marks[index]?.fromMs ?? 0, key === 'ArrowDown' ? 1 : -1);
    } else return;
    event.preventDefault();
    event.stopPropagation();
  };
  return (
    <g ref={lane} data-lane={name}>
      {marks.map((mark, index) => (
        <g
          key={`${mark.fromMs} ${index}`}
          className="timeline__mark"
          data-index={index}
          data-from={mark.fromMs}
          role="button"
          tabIndex={index === Math.min(current, marks.length - 1) ? 0 : -1}
          aria-label={words.mark(
            words.lanes[name],
            formatLessonTime(Math.round(mark.fromMs / 1000) * 1000),
            mark.text,
          )}
          onClick={() => onSeek(mark.fromMs)}
          onFocus={() => setCurrent(index)}
          onKeyDown={(event) => press(event, index)}
        >
          <title>{mark.text}</title>
          <rect
            x={x(mark.fromMs)}
            y={top + 3}
            width={Math.max(narrowest, x(mark.toMs) - x(mark.fromMs) - narrowest / 3)}
            height={ROW - 6}
          />
        </g>
      ))}
    </g>
  );
}

function Densities({ answers, rewinds, startPtsMs, endPtsMs }: TimelineProps) {
  const counted = useCounted(answers, rewinds);
  return densities.map((name, i) => (
    <Density
      key={name}
      {...{ name, counted: counted[name], startPtsMs, endPtsMs }}
      top={(laneNames.length + i) * ROW}
    />
  ));
}

type DensityProps = Pick<TimelineProps, 'startPtsMs' | 'endPtsMs'> & {
  readonly name: DensityName;
  readonly counted: readonly Counted[];
  readonly top: number;
};

function Density({ name, counted, startPtsMs, endPtsMs, top }: DensityProps) {
  const words = useReviewTexts().timeline;
  const counts = useMemo(
    () => densityOf(counted, { startPtsMs, endPtsMs }, BINS),
    [counted, startPtsMs, endPtsMs],
  );
  const total = counted.reduce((sum, { count }) => sum + count, 0);
  const label = name === 'answers' ? words.density(total) : words.rewinds(total);
  const most = Math.max(1, ...counts);
  return (
    <g className="timeline__density" role="img" aria-label={label}>
      {counts.map((count, bin) => {
        const height = (count / most) * (ROW - 4);
        return (
          count > 0 && (
            <rect
              key={bin}
              x={(bin * WIDTH) / BINS}
              y={top + ROW - height}
              width={WIDTH / BINS}
              height={height}
            />
          )
        );
      })}
    </g>
  );
}

type CursorProps = TimelineProps & {
  readonly x: (ms: number) => number;
  readonly height: number;
  readonly scroller: { readonly current: HTMLDivElement | null };
};

/** Where the recording is; it moves without React, once a frame. */
function Cursor({ view, startPtsMs, x, height, scroller }: CursorProps) {
  const line = useRef<SVGLineElement>(null);
  useEffect(() => {
    const move = (ptsMs: number) => {
      const at = x(ptsMs - startPtsMs);
      line.current?.setAttribute('transform', `translate(${at.toFixed(3)} 0)`);
      const box = scroller.current;
      if (!box || box.scrollWidth <= box.clientWidth) return;
      const place = (at / WIDTH) * box.scrollWidth;
      const isSeen = place >= box.scrollLeft && place <= box.scrollLeft + box.clientWidth;
      if (!isSeen) box.scrollLeft = place - box.clientWidth / 4;
    };
    if (view.ptsMs !== null) move(view.ptsMs);
    return view.onFrame(move);
  });
  return <line ref={line} className="timeline__cursor" x1={0} x2={0} y1={0} y2={height} aria-hidden="true" />;
}
