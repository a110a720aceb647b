import type { MomentComment } from '@lockstep/contracts';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { type SubmitEvent, useState } from 'react';
import { keepAnswer } from '../../api/keep-answer.js';
import { explain } from '../../api/explain.js';
import { deleteComment, postComment } from '../../api/moments.js';
import { queries } from '../../api/queries.js';
import { problemOf } from '../../api/query-client.js';
import { formatLessonTime } from '../../i18n/format.js';
import { useReviewTexts } from '../../i18n/review-texts.js';
import { useTexts } from '../../i18n/language.js';
import type { LessonView } from '../../stage/lesson-view.js';
import { Button, IconButton } from '../../ui/button.js';
import { TextArea } from '../../ui/field.js';
import { Notice } from '../../ui/notice.js';

type CommentsPanelProps = {
  readonly sessionId: string;
  readonly view: LessonView;
  readonly startPtsMs: number;
  readonly onSeek: (ptsMs: number) => void;
};

/** What teachers wrote about moments of this session, in the order of the recording, and a form for the moment on screen. */
export function CommentsPanel({ sessionId, view, startPtsMs, onSeek }: CommentsPanelProps) {
  const texts = useTexts();
  const words = useReviewTexts().comments;
  const found = useQuery(queries.comments(sessionId));
  const problem = problemOf(found);
  const comments = (found.data ?? []).toSorted((a, b) => a.ptsMs - b.ptsMs);
  return (
    <div className="stack">
      <CommentForm sessionId={sessionId} momentOf={() => view.ptsMs ?? startPtsMs} />
      {problem && <Notice kind="error">{explain(problem, texts)}</Notice>}
      {found.data?.length === 0 && <p className="soft small">{words.none}</p>}
      <ul className="comments">
        {comments.map((comment) => (
          <Comment key={comment.id} {...{ sessionId, comment, startPtsMs, onSeek }} />
        ))}
      </ul>
    </div>
  );
}

type CommentProps = Omit<CommentsPanelProps, 'view'> & { readonly comment: MomentComment };

function Comment({ sessionId, comment, startPtsMs, onSeek }: CommentProps) {
  const texts = useTexts();
  const words = useReviewTexts().comments;
  const cache = useQueryClient();
  const { mutate, error, isPending } = useMutation({
    mutationFn: () => deleteComment(sessionId, comment.id),
    onSuccess: () =>
      keepAnswer(cache, queries.comments(sessionId).queryKey, (held) =>
        held?.filter(({ id }) => id !== comment.id),
      ),
  });
  const at = formatLessonTime(Math.floor(Math.max(0, comment.ptsMs - startPtsMs) / 1000) * 1000);
  return (
    <li className="comments__one">
      <button type="button" className="link tabular" onClick={() => onSeek(comment.ptsMs)}>
        {at}
      </button>
      <div>
        <p className="comments__text">{comment.text}</p>
        <p className="small soft">
          {comment.by.name} · {words.audience[comment.audience]}
        </p>
        {error && <Notice kind="error">{explain(error, texts)}</Notice>}
      </div>
      <IconButton small icon="cross" label={words.remove(at)} disabled={isPending} onClick={() => mutate()} />
    </li>
  );
}

type FormProps = { readonly sessionId: string; readonly momentOf: () => number };

function CommentForm({ sessionId, momentOf }: FormProps) {
  const texts = useTexts();
  const words = useReviewTexts().comments;
  const cache = useQueryClient();
  const [text, setText] = useState('');
  const [isForStudents, setForStudents] = useState(false);
  const { mutate, error, isPending } = useMutation({
    mutationFn: () =>
      postComment(sessionId, {
        ...{ ptsMs: momentOf(), text: text.trim(), audience: isForStudents ? 'students' : 'colleagues' },
      }),
    onSuccess: (comment) => {
      setText('');
      void keepAnswer(cache, queries.comments(sessionId).queryKey, (held) => [...(held ?? []), comment]);
    },
  });
  const submit = (event: SubmitEvent) => {
    event.preventDefault();
    if (text.trim() !== '') mutate();
  };
  return (
    <form className="stack" onSubmit={submit}>
      <TextArea
        label={words.text}
        hint={words.hint}
        value={text}
        maxLength={2000}
        rows={2}
        onChange={(event) => setText(event.target.value)}
      />
      <div className="row">
        <label className="check">
          <input
            type="checkbox"
            checked={isForStudents}
            onChange={(event) => setForStudents(event.target.checked)}
          />
          <span>{words.forStudents}</span>
        </label>
        <span className="grow" />
        <Button type="submit" disabled={isPending || text.trim() === ''}>
          {words.send}
        </Button>
      </div>
      {error && <Notice kind="error">{explain(error, texts)}</Notice>}
    </form>
  );
}
