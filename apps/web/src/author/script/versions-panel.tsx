import type { LessonVersionSummary } from '@lockstep/contracts';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { explain } from '../../api/explain.js';
import { queries } from '../../api/queries.js';
import { problemOf } from '../../api/query-client.js';
import type { Which } from '../../api/scripts.js';
import { formatDate, formatLessonTime } from '../../i18n/format.js';
import { useLanguage } from '../../i18n/language.js';
import { Button } from '../../ui/button.js';
import { Notice } from '../../ui/notice.js';
import { Comparison } from './comparison.js';
import { StartSessionDialog } from './start-session-dialog.js';

/** How often it is looked whether a version that is being made is ready, ms. */
const lookEveryMs = 1500;

const looks = { ready: 'badge badge--good', compiling: 'badge badge--wait', failed: 'badge badge--live' };

/** What was published: to teach it, and to compare it. */
export function VersionsPanel({ lessonId }: { lessonId: string }) {
  const { texts } = useLanguage();
  const words = texts.script.versions;
  const asked = useQuery({
    ...queries.versions(lessonId),
    refetchInterval: ({ state: { data } }) =>
      data?.some(({ status }) => status === 'compiling') ? lookEveryMs : false,
  });
  const { data: versions } = asked;
  const problem = problemOf(asked);
  const [compared, setCompared] = useState<{ from: Which; to: Which } | null>(null);
  const [starting, setStarting] = useState<LessonVersionSummary | null>(null);
  return (
    <div className="stack">
      {problem && <Notice kind="error">{explain(problem, texts)}</Notice>}
      {versions?.length === 0 && <p className="small soft">{words.none}</p>}
      <ol className="versions">
        {versions?.map((version) => (
          <VersionRow
            key={version.version}
            version={version}
            isCompared={compared?.from === version.version}
            onStart={() => setStarting(version)}
            onCompare={() => setCompared({ from: version.version, to: 'draft' })}
          />
        ))}
      </ol>
      {compared && versions && (
        <Comparison
          lessonId={lessonId}
          versions={versions.map(({ version }) => version)}
          from={compared.from}
          to={compared.to}
          onChange={setCompared}
        />
      )}
      {starting && <StartSessionDialog version={starting} onClose={() => setStarting(null)} />}
    </div>
  );
}

type VersionRowProps = {
  readonly version: LessonVersionSummary;
  readonly isCompared: boolean;
  readonly onStart: () => void;
  readonly onCompare: () => void;
};

function VersionRow({ version, isCompared, onStart, onCompare }: VersionRowProps) {
  const { texts, tag } = useLanguage();
  const words = texts.script.versions;
  const { durationMs, note, status } = version;
  return (
    <li className="versions__row">
      <p className="row">
        <strong>{words.version(version.version)}</strong>
        <span className={looks[status]} role="status">
          {words.status[status]}
        </span>
        <span className="small soft tabular">
          {formatDate(version.createdAt, tag)}
          {durationMs !== null && ` · ${formatLessonTime(Math.round(durationMs / 1000) * 1000)}`}
        </span>
      </p>
      {note !== '' && <p className="small">{note}</p>}
      <p className="row">
        <Button small look="primary" icon="play" disabled={status !== 'ready'} onClick={onStart}>
          {words.start}
        </Button>
        <Button small icon="history" aria-pressed={isCompared} onClick={onCompare}>
          {words.compare}
        </Button>
      </p>
    </li>
  );
}
