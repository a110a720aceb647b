import type { ScriptDraft } from '@lockstep/contracts';
import { useCallback } from 'react';
import { Link, useParams } from 'react-router';
import { explain } from '../../api/explain.js';
import { hasStatus } from '../../api/http.js';
import { getScript } from '../../api/scripts.js';
import { useResource } from '../../api/use-resource.js';
import { useTexts } from '../../i18n/language.js';
import { AppBar } from '../../ui/app-bar.js';
import { Button } from '../../ui/button.js';
import { Notice } from '../../ui/notice.js';
import { StaffGate } from '../../account/staff-gate.js';
import '../studio.css';
import './script.css';
import { Workshop } from './workshop.js';

/** Where a lesson that is written as text is written. */
export function ScriptPage() {
  const { lessonId = '' } = useParams();
  return <StaffGate>{({ token }) => <Loaded key={lessonId} lessonId={lessonId} token={token} />}</StaffGate>;
}

function Loaded({ lessonId, token }: { lessonId: string; token: string }) {
  const texts = useTexts();
  const load = useCallback((signal: AbortSignal) => getScript(lessonId, token, signal), [lessonId, token]);
  const { value: draft, error, loading, reload } = useResource<ScriptDraft>(load);
  if (draft) return <Workshop draft={draft} token={token} />;
  return (
    <div className="plain">
      <AppBar />
      <main id="content" className="page stack">
        <Link to="/author">{texts.lessons.back}</Link>
        {error === undefined || loading ? (
          <p className="soft">{texts.common.loading}</p>
        ) : (
          <>
            <Notice kind="error">
              {hasStatus(error, 404) ? texts.lessons.notFound : explain(error, texts)}
            </Notice>
            <div>
              <Button onClick={reload}>{texts.common.retry}</Button>
            </div>
          </>
        )}
      </main>
    </div>
  );
}
