import type { LessonSummary } from '@lockstep/contracts';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { keepAnswer } from '../api/keep-answer.js';
import { explain } from '../api/explain.js';
import { queries } from '../api/queries.js';
import { problemOf } from '../api/query-client.js';
import { saveSelfPaced } from '../api/self-paced.js';
import { useTexts } from '../i18n/language.js';
import { Copyable } from '../ui/copy-button.js';
import { Dialog } from '../ui/dialog.js';
import { Notice } from '../ui/notice.js';

type SelfPacedDialogProps = { readonly lesson: LessonSummary; readonly onClose: () => void };

/** Whether students may take a lesson alone, and the link for it. */
export function SelfPacedDialog({ lesson, onClose }: SelfPacedDialogProps) {
  const texts = useTexts();
  const words = texts.selfPaced;
  const cache = useQueryClient();
  const query = queries.selfPaced(lesson.id);
  const read = useQuery(query);
  const { data } = read;
  const [wanted, setWanted] = useState<boolean | null>(null);
  const { mutate, isPending, error } = useMutation({
    mutationFn: (enabled: boolean) => saveSelfPaced(lesson.id, { enabled }),
    onSuccess: (saved) => keepAnswer(cache, query.queryKey, saved),
    onSettled: () => setWanted(null),
  });
  const problem = problemOf(read) ?? error;
  return (
    <Dialog title={words.title(lesson.title)} onClose={onClose}>
      <div className="stack">
        {problem && <Notice kind="error">{explain(problem, texts)}</Notice>}
        {data && (
          <label className="check">
            <input
              type="checkbox"
              checked={wanted ?? data.enabled}
              disabled={isPending}
              onChange={(event) => {
                setWanted(event.target.checked);
                mutate(event.target.checked);
              }}
            />
            {words.enabled}
          </label>
        )}
        <p className="small soft">{lesson.version === null ? words.unpublished : words.hint}</p>
        {data?.enabled && (
          <Copyable value={new URL(`/learn/${lesson.id}`, location.href).href} label={texts.common.copy} />
        )}
      </div>
    </Dialog>
  );
}
