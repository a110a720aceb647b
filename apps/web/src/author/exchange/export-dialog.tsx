import type { QuestionExport, QuestionFormat } from '@lockstep/contracts';
import { useExchangeTexts } from './exchange-texts.js';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { exportPackage, exportQuestions } from '../../api/exchange.js';
import { explain } from '../../api/explain.js';
import { fileNameOf, saveFile } from '../../browser/save-file.js';
import { useTexts } from '../../i18n/language.js';
import { Button } from '../../ui/button.js';
import { Dialog } from '../../ui/dialog.js';
import { Notice } from '../../ui/notice.js';

type ExportDialogProps = {
  readonly lessonId: string;
  readonly title: string;
  /** Only what is stored is exported. */
  readonly isSaved: boolean;
  readonly onClose: () => void;
};

const formats: readonly QuestionFormat[] = ['moodle', 'gift', 'csv'];

/** Saves the lesson as one file, or its questions for another program, and says what is not in it. */
export function ExportDialog({ lessonId, title, isSaved, onClose }: ExportDialogProps) {
  const texts = useTexts();
  const words = useExchangeTexts();
  const [written, setWritten] = useState<QuestionExport | null>(null);
  const { mutate, isPending, error } = useMutation({
    mutationFn: async (format: QuestionFormat | 'lockstep') => {
      if (format === 'lockstep') {
        saveFile(`${fileNameOf(title)}.lockstep`, await exportPackage(lessonId));
        return null;
      }
      const made = await exportQuestions(lessonId, format);
      saveFile(made.fileName, new Blob([made.text], { type: made.mediaType }));
      return made;
    },
    onSuccess: setWritten,
  });
  return (
    <Dialog title={words.exportTitle} onClose={onClose}>
      <div className="stack">
        {!isSaved && <Notice kind="wait">{words.unsaved}</Notice>}
        <p>{words.wholeHint}</p>
        <div className="row">
          <Button look="primary" disabled={isPending} onClick={() => mutate('lockstep')}>
            {words.whole}
          </Button>
        </div>
        <p>{words.questionsHint}</p>
        <div className="row">
          {formats.map((format) => (
            <Button key={format} disabled={isPending} onClick={() => mutate(format)}>
              {words.format[format]}
            </Button>
          ))}
        </div>
        {error && <Notice kind="error">{explain(error, texts)}</Notice>}
        {written && <LeftBehindList written={written} />}
        <div className="row">
          <Button look="quiet" onClick={onClose}>
            {texts.common.close}
          </Button>
        </div>
      </div>
    </Dialog>
  );
}

function LeftBehindList({ written: { questions, leftBehind, format } }: { written: QuestionExport }) {
  const words = useExchangeTexts();
  return (
    <section className="stack stack--tight">
      <p role="status">{words.written(questions, leftBehind.length)}</p>
      {leftBehind.length > 0 && (
        <ul className="exchange__list small">
          {leftBehind.map((one) => (
            <li key={`${one.stepId} ${one.part ?? ''}`}>
              <span className="soft tabular">{words.line(one.line)}</span> {one.stepId}:{' '}
              {words.behind(one, words.format[format])}
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}
