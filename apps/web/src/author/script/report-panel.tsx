import type { DryRun } from '@lockstep/contracts';
import { useQuery } from '@tanstack/react-query';
import { explain } from '../../api/explain.js';
import { queries } from '../../api/queries.js';
import { problemOf } from '../../api/query-client.js';
import { formatLessonTime } from '../../i18n/format.js';
import { useTexts } from '../../i18n/language.js';
import { Notice } from '../../ui/notice.js';
import { ProblemList } from './problem-list.js';

type ReportPanelProps = {
  readonly lessonId: string;
  /** A text with errors is not taught, so there is nothing to report. */
  readonly isTeachable: boolean;
  readonly onGoTo: (line: number, column: number) => void;
  readonly onPlay: (atMs: number) => void;
};

/** What would happen if the lesson were taught now, found without teaching it. */
export function ReportPanel({ lessonId, isTeachable, onGoTo, onPlay }: ReportPanelProps) {
  const texts = useTexts();
  const words = texts.script.report;
  const asked = useQuery({ ...queries.dryRun(lessonId, 'draft'), enabled: isTeachable });
  const { data: run } = asked;
  const problem = problemOf(asked);
  if (!run && !isTeachable) return <Notice kind="wait">{words.notTeachable}</Notice>;
  if (!run)
    return problem ? (
      <Notice kind="wait">{explain(problem, texts)}</Notice>
    ) : (
      <p className="small soft">{texts.common.loading}</p>
    );
  return (
    <div className="stack">
      <p className="row small">
        <span className="badge tabular">{words.length(formatLessonTime(roundTo100(run.durationMs)))}</span>
        <span className="badge">{run.isCompiled ? words.compiled : words.estimated}</span>
        {(problem || !isTeachable) && <span className="soft">{words.stale}</span>}
      </p>
      {run.findings.length === 0 ? (
        <Notice kind="good">{words.fine}</Notice>
      ) : (
        <ProblemList
          problems={run.findings}
          onGoTo={onGoTo}
          more={({ kind, atMs }) => (
            <p className="row small">
              <span className="badge">{words.kind[kind]}</span>
              {atMs !== null && (
                <button type="button" className="link tabular" onClick={() => onPlay(atMs)}>
                  {words.playAt(formatLessonTime(roundTo100(atMs)))}
                </button>
              )}
            </p>
          )}
        />
      )}
      <EventLoad events={run.events} />
    </div>
  );
}

const roundTo100 = (ms: number) => Math.round(ms / 100) * 100;

/** How full each second is, beside what it may carry. */
function EventLoad({ events }: Pick<DryRun, 'events'>) {
  const words = useTexts().script.report;
  const { perSecond, bytesPerSecond, budget } = events;
  const most = (values: readonly number[]) => values.reduce((a, b) => Math.max(a, b), 0);
  const shares = perSecond.map((count, second) =>
    Math.max(count / budget.events, (bytesPerSecond[second] ?? 0) / budget.bytes),
  );
  return (
    <figure className="load stack">
      <figcaption className="small soft tabular">
        {words.load(most(perSecond), budget.events, Math.round(most(bytesPerSecond) / 102.4) / 10)}
      </figcaption>
      <svg
        className="load__chart"
        viewBox={`0 0 ${Math.max(1, shares.length)} 1`}
        preserveAspectRatio="none"
        aria-hidden="true"
      >
        {shares.map(
          (share, second) =>
            share > 0 && (
              <rect
                key={second}
                className={share > 1 ? 'load__bar load__bar--over' : 'load__bar'}
                x={second}
                width={0.85}
                y={1 - Math.min(1, Math.max(share, 0.04))}
                height={Math.min(1, Math.max(share, 0.04))}
              />
            ),
        )}
      </svg>
    </figure>
  );
}
