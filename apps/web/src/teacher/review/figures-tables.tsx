import type { LessonAnalytics } from '@lockstep/contracts';
import type { ReactNode } from 'react';
import { Link } from 'react-router';
import { formatDate, formatSeconds } from '../../i18n/format.js';
import { useLanguage } from '../../i18n/language.js';
import { useReviewTexts } from '../../i18n/review-texts.js';
import { FormulaText } from '../../ui/formula-text.js';
import { areOfLessons, type QuestionLine, questionLines, sessionLines, type Share } from './figures.js';

type FiguresProps = Pick<LessonAnalytics, 'sessions'>;

/** Each question over all sessions: who answered, what was right, how long it took, and how that changed. */
export function QuestionFiguresTable({ sessions }: FiguresProps) {
  const { tag } = useLanguage();
  const words = useReviewTexts().figures;
  const lines = questionLines(sessions);
  const ofLessons = areOfLessons(sessions);
  if (lines.length === 0) return <p className="soft small">{words.noQuestions}</p>;
  return (
    <FiguresTable
      heads={[words.question, words.took, words.right, words.time, words.overTime]}
      wide={words.overTime}
    >
      {lines.map((line) => (
        <tr key={line.key}>
          <th scope="row">
            <FormulaText text={line.prompt} />
            {ofLessons && <span className="small soft">{line.lesson}</span>}
          </th>
          <td>{percent(line.took)}</td>
          <td>
            <Bar share={line.right} />
          </td>
          <td>{line.medianMs === null ? '–' : words.seconds(formatSeconds(line.medianMs, tag))}</td>
          <td className="figures__wide">
            <OverTime overTime={line.overTime} />
          </td>
        </tr>
      ))}
    </FiguresTable>
  );
}

/** Each session: who came and stayed, who took part, and what was right. */
export function SessionFiguresTable({ sessions }: FiguresProps) {
  const { tag } = useLanguage();
  const words = useReviewTexts().figures;
  return (
    <FiguresTable heads={[words.session, words.attended, words.presence, words.took, words.right]}>
      {sessionLines(sessions).map(({ session, joined, attended, presence, took, right }) => (
        <tr key={session.id}>
          <th scope="row">
            <Link to={`/review/${session.id}`}>{session.title}</Link>
            <span className="small soft">
              {[
                session.title !== session.lesson.title && session.lesson.title,
                session.startedAt !== null && formatDate(session.startedAt, tag),
              ]
                .filter(Boolean)
                .join(' · ')}
            </span>
          </th>
          <td>{presence === null && joined > 0 ? '–' : words.of(attended, joined)}</td>
          <td>{percent(presence)}</td>
          <td>{percent(took)}</td>
          <td>
            <Bar share={right} />
          </td>
        </tr>
      ))}
    </FiguresTable>
  );
}

/** The first column names the row. @param wide the heading of a column that narrow screens leave out */
function FiguresTable({
  heads,
  wide,
  children,
}: {
  readonly heads: readonly string[];
  readonly wide?: string;
  readonly children: ReactNode;
}) {
  return (
    <div className="figures">
      <table className="tabular">
        <thead>
          <tr>
            {heads.map((head) => (
              <th key={head} scope="col" className={`small soft${head === wide ? ' figures__wide' : ''}`}>
                {head}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>{children}</tbody>
      </table>
    </div>
  );
}

const percent = (share: Share): string => (share === null ? '–' : `${Math.round(100 * share)}\u00a0%`);

function Bar({ share }: { readonly share: Share }) {
  return (
    <span className="figures__bar">
      <span className="figures__track" aria-hidden="true">
        <span className="figures__fill" style={{ inlineSize: `${100 * (share ?? 0)}%` }} />
      </span>
      {percent(share)}
    </span>
  );
}

/** A column for each session that asked the question; said in words to those who do not see it. */
function OverTime({ overTime }: Pick<QuestionLine, 'overTime'>) {
  const { tag } = useLanguage();
  const words = useReviewTexts().figures;
  if (overTime.length < 2) return <>–</>;
  const text = overTime
    .map(({ session, right }) =>
      [session.startedAt !== null && formatDate(session.startedAt, tag), percent(right)]
        .filter(Boolean)
        .join(': '),
    )
    .join('; ');
  return (
    <span className="figures__columns" role="img" aria-label={`${words.overTime}: ${text}`} title={text}>
      {overTime.map(({ session, right }) => (
        <span key={session.id} style={{ blockSize: `${Math.max(6, 100 * right)}%` }} />
      ))}
    </span>
  );
}
