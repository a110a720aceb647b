import type { Keeping } from '@lockstep/contracts';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { keepAnswer } from '../../api/keep-answer.js';
import { explain } from '../../api/explain.js';
import { saveKeeping } from '../../api/keeping.js';
import { queries } from '../../api/queries.js';
import { problemOf } from '../../api/query-client.js';
import { useTexts } from '../../i18n/language.js';
import { useSchoolTexts } from '../../i18n/school-texts.js';
import { KeepingForm } from '../../ui/keeping-form.js';
import { Notice } from '../../ui/notice.js';

/** What is kept of the sessions of a class. */
export function ClassKeeping({ id }: { id: string }) {
  const texts = useTexts();
  const words = useSchoolTexts().classes;
  const cache = useQueryClient();
  const { queryKey } = queries.keeping({ classId: id });
  const keeping = useQuery(queries.keeping({ classId: id }));
  const problem = problemOf(keeping);
  const save = useMutation({
    mutationFn: (wanted: Keeping) => saveKeeping({ classId: id }, wanted),
    onSuccess: (kept) => keepAnswer(cache, queryKey, kept),
  });
  return (
    <section className="card stack" aria-label={texts.keeping.action}>
      <h2>{texts.keeping.action}</h2>
      <p className="field__hint">{words.keepingHint}</p>
      {problem && <Notice kind="error">{explain(problem, texts)}</Notice>}
      {keeping.data && (
        <KeepingForm
          kept={keeping.data}
          otherwise={words.asLesson}
          daysHint={words.daysHint}
          isSaving={save.isPending}
          problem={save.error ? explain(save.error, texts) : undefined}
          onSave={save.mutate}
        />
      )}
      {save.isSuccess && <Notice kind="good">{words.keepingSaved}</Notice>}
    </section>
  );
}
