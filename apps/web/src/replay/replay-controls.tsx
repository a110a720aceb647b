import type { Replay, ReplayContents } from '@lockstep/player/replay';
import { useEffect, useMemo, useRef, useState } from 'react';
import { useTexts } from '../i18n/language.js';
import { SeekBar, type SeekBarHandle } from '../stage/seek-bar.js';
import { IconButton } from '../ui/button.js';
import { isLandmark, spansOf } from './replay-spans.js';
import type { Replaying } from './use-replay.js';

const speeds = [0.5, 0.75, 1, 1.25, 1.5, 2] as const;
/** Arrow keys of the bar may follow at once: a jump costs little. In milliseconds. */
const restMs = 60;

/** Plays and pauses, goes to any time, frame or event, and chooses the speed. */
export function ReplayControls({ replay, view, status, contents }: Replaying) {
  const words = useTexts().replay;
  if (!replay || !contents) return null;
  const isPlaying = status === 'playing' || status === 'buffering';
  return (
    <div className="replay-controls" role="group" aria-label={words.controls}>
      <Bar replay={replay} view={view} contents={contents} />
      <div className="replay-controls__row">
        <IconButton
          look="primary"
          icon={isPlaying ? 'pause' : 'play'}
          label={isPlaying ? words.pause : words.play}
          onClick={() => (isPlaying ? replay.pause() : void replay.play())}
        />
        <IconButton
          icon="stepBack"
          label={words.previousEvent}
          onClick={() => void replay.previousEvent(isLandmark)}
        />
        <IconButton icon="stepOn" label={words.nextEvent} onClick={() => void replay.nextEvent(isLandmark)} />
        <IconButton icon="previous" label={words.previousFrame} onClick={() => void replay.step(-1)} />
        <IconButton icon="next" label={words.nextFrame} onClick={() => void replay.step(1)} />
        <SpeedChoice replay={replay} />
      </div>
    </div>
  );
}

function Bar({
  replay,
  view,
  contents,
}: Pick<Replaying, 'view'> & { replay: Replay; contents: ReplayContents }) {
  const words = useTexts().replay;
  const bar = useRef<SeekBarHandle>(null);
  const { startPtsMs, endPtsMs } = contents;
  const spans = useMemo(() => spansOf(contents), [contents]);
  useEffect(() => {
    const follow = (ptsMs: number) => bar.current?.moveTo(ptsMs - startPtsMs);
    if (view.ptsMs !== null) follow(view.ptsMs);
    return view.onFrame(follow);
  }, [view, startPtsMs]);
  return (
    <SeekBar
      label={words.seek}
      chapters={spans}
      durationMs={endPtsMs - startPtsMs}
      handle={bar}
      restMs={restMs}
      onSeek={(atMs) => void replay.seek(startPtsMs + atMs)}
    />
  );
}

function SpeedChoice({ replay }: { replay: Replay }) {
  const words = useTexts().replay;
  const [rate, setRate] = useState<number>(replay.rate);
  return (
    <label className="replay-controls__speed small">
      <span className="soft">{words.speed}</span>
      <select
        value={rate}
        onChange={(event) => {
          const next = Number(event.target.value);
          replay.rate = next;
          setRate(next);
        }}
      >
        {speeds.map((speed) => (
          <option key={speed} value={speed}>
            {words.times(speed)}
          </option>
        ))}
      </select>
    </label>
  );
}
