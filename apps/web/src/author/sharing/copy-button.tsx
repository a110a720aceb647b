import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useNavigate } from 'react-router';
import { explain } from '../../api/explain.js';
import { copyLesson } from '../../api/lesson-sharing.js';
import { useTexts } from '../../i18n/language.js';
import { useSharingTexts } from '../../i18n/sharing-texts.js';
import { Button } from '../../ui/button.js';
import { Notice } from '../../ui/notice.js';

/** Makes a copy of a lesson, and opens it. */
export function CopyLesson({ lessonId, title }: { lessonId: string; title: string }) {
  const texts = useTexts();
  const words = useSharingTexts();
  const cache = useQueryClient();
  const navigate = useNavigate();
  const copy = useMutation({
    mutationFn: () => copyLesson(lessonId),
    onSuccess: async ({ id, kind }) => {
      await cache.invalidateQueries({ queryKey: ['lessons'] });
      await navigate(`${kind === 'script' ? '/author' : '/lessons'}/${id}`);
    },
  });
  return (
    <>
      <Button
        small
        disabled={copy.isPending}
        aria-label={words.copyNamed(title)}
        onClick={() => copy.mutate()}
      >
        {words.copy}
      </Button>
      {copy.error && <Notice kind="error">{explain(copy.error, texts)}</Notice>}
    </>
  );
}
