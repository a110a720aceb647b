import type { DeletionReport } from '@lockstep/contracts';
import { formatSize } from '../i18n/format.js';
import { useLanguage } from '../i18n/language.js';
import { saveFile } from '../browser/save-file.js';
import { Button } from '../ui/button.js';
import { Notice } from '../ui/notice.js';

/** What a deletion removed, with the whole report as a file. */
export function DeletionNotice({ report }: { report: DeletionReport }) {
  const { texts, tag } = useLanguage();
  const { rows, files, bytes } = report;
  const counts = {
    students: rows['student'] ?? 0,
    answers: rows['answer'] ?? 0,
    feedback: rows['feedback_body'] ?? 0,
    corrections: rows['correction'] ?? 0,
    recordings: files,
    stays: rows['attendance'] ?? 0,
  };
  const save = () => {
    const text = JSON.stringify(report, null, 2);
    saveFile(
      `deletion-${report.studentId ?? report.sessionId}.json`,
      new Blob([text], { type: 'application/json' }),
    );
  };
  return (
    <Notice kind="good">
      <div className="stack">
        <p>{texts.keeping.deleted(counts, formatSize(bytes, tag))}</p>
        <Button small onClick={save}>
          {texts.keeping.report}
        </Button>
      </div>
    </Notice>
  );
}
