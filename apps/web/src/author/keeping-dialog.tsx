import type { Keeping, LessonSummary } from '@lockstep/contracts';
import { useMutation, useQuery } from '@tanstack/react-query';
import { explain } from '../api/explain.js';
import { saveKeeping } from '../api/keeping.js';
import { queries } from '../api/queries.js';
import { problemOf } from '../api/query-client.js';
import { useTexts } from '../i18n/language.js';
import { Button } from '../ui/button.js';
import { Dialog } from '../ui/dialog.js';
import { KeepingForm } from '../ui/keeping-form.js';
import { Notice } from '../ui/notice.js';

type KeepingDialogProps = { readonly lesson: LessonSummary; readonly onClose: () => void };

/** What is kept of the sessions of a lesson. */
export function KeepingDialog({ lesson, onClose }: KeepingDialogProps) {
  const texts = useTexts();
  const words = texts.keeping;
  const keeping = useQuery(queries.keeping({ lessonId: lesson.id }));
  const problem = problemOf(keeping);
  const save = useMutation({
    mutationFn: (wanted: Keeping) => saveKeeping({ lessonId: lesson.id }, wanted),
    onSuccess: onClose,
  });
  return (
    <Dialog title={words.lesson(lesson.title)} onClose={onClose}>
      {problem && <Notice kind="error">{explain(problem, texts)}</Notice>}
      {keeping.data && (
        <KeepingForm
          kept={keeping.data}
          otherwise={words.asServer}
          daysHint={words.daysHint}
          isSaving={save.isPending}
          problem={save.error ? explain(save.error, texts) : undefined}
          onSave={save.mutate}
        >
          <Button look="quiet" onClick={onClose}>
            {texts.common.cancel}
          </Button>
        </KeepingForm>
      )}
    </Dialog>
  );
}
