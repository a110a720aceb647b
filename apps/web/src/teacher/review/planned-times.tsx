import { useState } from 'react';
import { formatLessonTime } from '../../i18n/format.js';
import { useReviewTexts } from '../../i18n/review-texts.js';
import { Button } from '../../ui/button.js';
import { type CueTime, summaryOf } from './cue-times.js';

/** Rows that are added at once. */
const PAGE = 100;

type PlannedTimesProps = {
  readonly cues: readonly CueTime[];
  readonly startPtsMs: number;
  readonly onSeek: (ptsMs: number) => void;
};

/** When each cue was planned, when it was in the stream, and the difference in frames. */
export function PlannedTimes({ cues, startPtsMs, onSeek }: PlannedTimesProps) {
  const texts = useReviewTexts();
  const words = texts.planned;
  const [onlyOff, setOnlyOff] = useState(false);
  const [most, setMost] = useState(PAGE);
  const { planned, exact, worst } = summaryOf(cues);
  if (planned === 0) return <p className="soft small">{words.none}</p>;
  const wanted = onlyOff ? cues.filter(({ lateFrames }) => lateFrames !== 0) : cues;
  return (
    <div className="stack">
      <p className="small soft">{words.summary(exact, planned, worst)}</p>
      <label className="check small">
        <input type="checkbox" checked={onlyOff} onChange={(event) => setOnlyOff(event.target.checked)} />
        <span>{words.onlyOff}</span>
      </label>
      <div className="planned">
        <table className="small tabular">
          <thead>
            <tr>
              <th scope="col">{words.cue}</th>
              <th scope="col">{words.plannedAt}</th>
              <th scope="col">{words.airedAt}</th>
              <th scope="col">{words.frames}</th>
            </tr>
          </thead>
          <tbody>
            {wanted.slice(0, most).map((cue) => (
              <Row key={cue.seq} cue={cue} startPtsMs={startPtsMs} onSeek={onSeek} />
            ))}
          </tbody>
        </table>
      </div>
      {wanted.length > most && (
        <p>
          <Button small onClick={() => setMost(most + PAGE)}>
            {texts.more}
          </Button>
        </p>
      )}
    </div>
  );
}

type RowProps = Omit<PlannedTimesProps, 'cues'> & { readonly cue: CueTime };

function Row({ cue, startPtsMs, onSeek }: RowProps) {
  const words = useReviewTexts().planned;
  const { type, text, plannedPtsMs, airedPtsMs, lateFrames, lateMs } = cue;
  return (
    <tr data-off={lateFrames !== 0}>
      <td>
        <span className="soft">{words.types[type as keyof typeof words.types] ?? type}</span> {text}
      </td>
      <td>{timeOf(plannedPtsMs - startPtsMs)}</td>
      <td>
        {airedPtsMs === null ? (
          words.never
        ) : (
          <button type="button" className="link tabular" onClick={() => onSeek(airedPtsMs)}>
            {timeOf(airedPtsMs - startPtsMs)}
          </button>
        )}
      </td>
      <td>
        {lateFrames !== null
          ? signed(lateFrames)
          : lateMs === null
            ? '–'
            : words.milliseconds(signed(Math.round(lateMs)))}
      </td>
    </tr>
  );
}

/** A minus sign as wide as a plus. */
const signed = (value: number): string => (value > 0 ? `+${value}` : value < 0 ? `−${-value}` : '0');

/** With milliseconds: a frame is no more than some tens of them. */
function timeOf(ms: number): string {
  const whole = Math.max(0, Math.round(ms));
  return `${formatLessonTime(Math.floor(whole / 1000) * 1000)}.${String(whole % 1000).padStart(3, '0')}`;
}
