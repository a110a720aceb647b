import { useQuery } from '@tanstack/react-query';
import { Link, useParams } from 'react-router';
import { explain } from '../../api/explain.js';
import { hasStatus } from '../../api/http.js';
import { sharingOf } from '../../api/lesson-sharing.js';
import { queries } from '../../api/queries.js';
import { problemOf } from '../../api/query-client.js';
import { useTexts } from '../../i18n/language.js';
import { AppBar } from '../../ui/app-bar.js';
import { Button } from '../../ui/button.js';
import { Notice } from '../../ui/notice.js';
import { StaffGate } from '../../account/staff-gate.js';
import '../studio.css';
import './script.css';
import { isReadOnly, ReadOnlyScript } from '../sharing/read-only.js';
import { Workshop } from './workshop.js';

/** Where a lesson that is written as text is written. */
export function ScriptPage() {
  const { lessonId = '' } = useParams();
  return (
    <StaffGate>
      <Loaded key={lessonId} lessonId={lessonId} />
    </StaffGate>
  );
}

function Loaded({ lessonId }: { lessonId: string }) {
  const texts = useTexts();
  const script = useQuery(queries.script(lessonId));
  const problem = problemOf(script);
  const sharing = useQuery(sharingOf(lessonId));
  const shared = isReadOnly(sharing.data) ? sharing.data : undefined;
  // the editor saves by itself: it opens when it is known whether it may
  const isKnown = script.data !== undefined && !sharing.isPending;
  if (script.data && isKnown && !shared) return <Workshop loaded={script.data} />;
  return (
    <div className="plain">
      <AppBar />
      <main id="content" className="page stack">
        <Link to="/author">{texts.lessons.back}</Link>
        {script.data && shared && <ReadOnlyScript sharing={shared} draft={script.data} />}
        {!script.data && problem && (
          <>
            <Notice kind="error">
              {hasStatus(problem, 404) ? texts.lessons.notFound : explain(problem, texts)}
            </Notice>
            <div>
              <Button onClick={() => void script.refetch()}>{texts.common.retry}</Button>
            </div>
          </>
        )}
        {!isKnown && !problem && <p className="soft">{texts.common.loading}</p>}
      </main>
    </div>
  );
}
