import type { DeletionReport } from '@lockstep/contracts';
import { formatSize } from '../i18n/format.js';
import { useLanguage } from '../i18n/language.js';
import { Notice } from '../ui/notice.js';

/** What a deletion removed. */
export function DeletionNotice({ report }: { report: DeletionReport }) {
  const { texts, tag } = useLanguage();
  const { rows, files, bytes } = report;
  const counts = {
    students: rows['student'] ?? 0,
    answers: rows['answer'] ?? 0,
    feedback: rows['feedback_body'] ?? 0,
    corrections: rows['correction'] ?? 0,
    recordings: files,
  };
  return <Notice kind="good">{texts.keeping.deleted(counts, formatSize(bytes, tag))}</Notice>;
}
