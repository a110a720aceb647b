import { useCallback } from 'react';
import { useQuery } from '@tanstack/react-query';
import { useParams } from 'react-router';
import { explain } from '../api/explain.js';
import { hasStatus } from '../api/http.js';
import { queries } from '../api/queries.js';
import { problemOf } from '../api/query-client.js';
import { tellSharedRewind } from '../api/rewinds.js';
import { formatDate } from '../i18n/format.js';
import { useLanguage } from '../i18n/language.js';
import { AppBar } from '../ui/app-bar.js';
import { useDocumentTitle } from '../ui/document-title.js';
import { Notice } from '../ui/notice.js';
import { Replayed } from './replayed.js';

/** The recording that a shared link leads to, from its moment on. */
export function SharedMomentPage() {
  const { linkId = '' } = useParams();
  const { texts, tag } = useLanguage();
  const words = texts.replay;
  const found = useQuery(queries.sharedMoment(linkId));
  const tellRewind = useCallback((ptsMs: number) => tellSharedRewind(linkId, ptsMs), [linkId]);
  const problem = problemOf(found);
  const shared = found.data;
  useDocumentTitle(shared?.title ?? words.title);
  return (
    <div className="plain">
      <AppBar />
      <main id="content" className="page page--wide stack">
        {!shared && !problem && <p className="soft">{texts.common.loading}</p>}
        {problem && (
          <Notice kind="error">{hasStatus(problem, 404) ? words.linkGone : explain(problem, texts)}</Notice>
        )}
        {shared?.recording === null && <Notice kind="wait">{words.notFinished}</Notice>}
        {shared && shared.recording !== null && (
          <>
            <Replayed
              source={new URL(shared.recording, location.href).href}
              moment={{ ptsMs: shared.ptsMs }}
              tellRewind={tellRewind}
            />
            <p className="small soft">{words.sharedUntil(formatDate(shared.expiresAt, tag))}</p>
          </>
        )}
      </main>
    </div>
  );
}
