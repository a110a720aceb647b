import type { Session } from '@lockstep/contracts';
import { useMutation } from '@tanstack/react-query';
import { explain } from '../../api/explain.js';
import { getSessionFile } from '../../api/reviews.js';
import { fileNameOf, saveFile } from '../../browser/save-file.js';
import { useLanguage, useTexts } from '../../i18n/language.js';
import { useReviewTexts } from '../../i18n/review-texts.js';
import { Button } from '../../ui/button.js';
import { Notice } from '../../ui/notice.js';

/** Saves a file that the server makes of a session that is over. */
function useSessionFile(sessionId: string) {
  return useMutation({
    mutationFn: async ({ path, name }: { readonly path: string; readonly name: string }) =>
      saveFile(name, await getSessionFile(sessionId, path)),
  });
}

/** Path of a report in the language and the time zone of its reader. */
function useReportPath(): (of: string) => string {
  const { language } = useLanguage();
  const { timeZone } = Intl.DateTimeFormat().resolvedOptions();
  return (of) => `${of}/report?${new URLSearchParams({ language, zone: timeZone }).toString()}`;
}

/** Files of the whole session. */
export function SessionFiles({ session: { id, title } }: { session: Session }) {
  const texts = useTexts();
  const words = useReviewTexts().exports;
  const reportPath = useReportPath();
  const { mutate, isPending, error } = useSessionFile(id);
  const name = fileNameOf(title);
  return (
    <>
      <Button
        small
        disabled={isPending}
        onClick={() => mutate({ path: reportPath(''), name: `${name}.pdf` })}
      >
        {words.report}
      </Button>
      <Button
        small
        disabled={isPending}
        onClick={() => mutate({ path: '/statements', name: `${name}.xapi.json` })}
      >
        {words.xapi}
      </Button>
      {isPending && <span role="status">{words.making}</span>}
      {error && <Notice kind="error">{explain(error, texts)}</Notice>}
    </>
  );
}

type StudentReportProps = {
  readonly sessionId: string;
  readonly student: { readonly id: string; readonly name: string };
};

/** What one student did, to be printed. */
export function StudentReport({ sessionId, student: { id, name } }: StudentReportProps) {
  const texts = useTexts();
  const words = useReviewTexts().exports;
  const reportPath = useReportPath();
  const { mutate, isPending, error } = useSessionFile(sessionId);
  const path = reportPath(`/students/${encodeURIComponent(id)}`);
  return (
    <div className="row">
      <Button
        small
        look="quiet"
        disabled={isPending}
        aria-label={words.reportOf(name)}
        onClick={() => mutate({ path, name: `${fileNameOf(name)}.pdf` })}
      >
        {isPending ? words.making : words.report}
      </Button>
      {error && <Notice kind="error">{explain(error, texts)}</Notice>}
    </div>
  );
}
