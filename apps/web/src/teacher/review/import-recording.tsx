import type { Session } from '@lockstep/contracts';
import { useMutation } from '@tanstack/react-query';
import { useId, useRef, useState } from 'react';
import { useNavigate } from 'react-router';
import { explain } from '../../api/explain.js';
import { upload } from '../../api/upload.js';
import { useTexts } from '../../i18n/language.js';
import { useReviewTexts } from '../../i18n/review-texts.js';
import { Button } from '../../ui/button.js';
import { Notice } from '../../ui/notice.js';
import { useLeaving } from '../use-leaving.js';

/** Takes the MP4 of another server, and opens the session that it becomes. */
export function ImportRecording() {
  const texts = useTexts();
  const words = useReviewTexts().imports;
  const input = useRef<HTMLInputElement>(null);
  const hint = useId();
  const navigate = useNavigate();
  const [share, setShare] = useState(0);
  const leaving = useLeaving();
  const { mutate, isPending, error } = useMutation({
    mutationFn: (file: File) =>
      upload<Session>('/api/recordings', file, { as: 'staff', onProgress: setShare, signal: leaving() }),
    onMutate: () => setShare(0),
    onSuccess: ({ id }) => navigate(`/review/${id}`),
  });
  return (
    <>
      <input
        ref={input}
        type="file"
        accept="video/mp4,.mp4"
        hidden
        onChange={({ target }) => {
          const file = target.files?.[0];
          target.value = '';
          if (file) mutate(file);
        }}
      />
      <Button disabled={isPending} aria-describedby={hint} onClick={() => input.current?.click()}>
        {words.choose}
      </Button>
      <span id={hint} className="visually-hidden">
        {words.hint}
      </span>
      {isPending && (
        <span role="status" className="small soft tabular">
          {share < 1 ? words.sending(Math.round(100 * share)) : words.reading}
        </span>
      )}
      {error && <Notice kind="error">{explain(error, texts)}</Notice>}
    </>
  );
}
