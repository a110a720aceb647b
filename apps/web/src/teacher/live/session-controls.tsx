import type { LessonState, Session } from '@lockstep/contracts';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { keepAnswer } from '../../api/keep-answer.js';
import { explain } from '../../api/explain.js';
import { queries } from '../../api/queries.js';
import { endSession, startSession } from '../../api/sessions.js';
import { useTexts } from '../../i18n/language.js';
import type { Texts } from '../../i18n/texts.js';
import { Button } from '../../ui/button.js';
import { Dialog } from '../../ui/dialog.js';
import { Notice } from '../../ui/notice.js';
import type { Actions, Outcome } from './use-actions.js';

export function SessionStatusBadge({ session }: { session: Session }) {
  const texts = useTexts().teacher.status;
  const onAir = session.status === 'live' && session.onAir;
  const look = onAir ? 'badge badge--live' : session.status === 'live' ? 'badge badge--wait' : 'badge';
  const label = session.status === 'live' ? (onAir ? texts.onAir : texts.offAir) : texts[session.status];
  return (
    <span className={look} role="status">
      <span className="badge__dot" />
      {label}
    </span>
  );
}

type ModeControlsProps = {
  readonly mode: LessonState['mode'];
  readonly actions: Actions;
  readonly disabled: boolean;
};

/** Who teaches, and whether the lesson stands still. */
export function ModeControls({ mode, actions, disabled }: ModeControlsProps) {
  const texts = useTexts().teacher.mode;
  const [resumed, setResumed] = useState<'ai' | 'human'>('ai');
  const change = (next: LessonState['mode']) => void actions.act({ type: 'teacher.mode', mode: next });
  const other = mode === 'human' ? 'ai' : 'human';
  return (
    <div className="row" role="group" aria-label={texts.label}>
      <span className="badge">{texts[mode]}</span>
      {mode === 'paused' ? (
        <Button small look="primary" icon="play" disabled={disabled} onClick={() => change(resumed)}>
          {texts.resume}
        </Button>
      ) : (
        <>
          <Button
            small
            icon="pause"
            disabled={disabled}
            onClick={() => {
              setResumed(mode);
              change('paused');
            }}
          >
            {texts.pause}
          </Button>
          <Button small disabled={disabled} onClick={() => change(other)}>
            {other === 'human' ? texts.takeOver : texts.handBack}
          </Button>
        </>
      )}
    </div>
  );
}

export function StartEnd({ session }: { session: Session }) {
  const texts = useTexts();
  const words = texts.teacher;
  const cache = useQueryClient();
  const [asking, setAsking] = useState(false);
  const { mutate, error, isPending } = useMutation({
    mutationFn: (move: (id: string) => Promise<Session>) => move(session.id),
    onMutate: () => setAsking(false),
    onSuccess: (changed) => keepAnswer(cache, queries.session(session.id).queryKey, changed),
  });
  return (
    <>
      {session.status === 'scheduled' && (
        <Button small look="primary" icon="play" disabled={isPending} onClick={() => mutate(startSession)}>
          {words.start}
        </Button>
      )}
      {session.status === 'live' && (
        <Button small look="danger" disabled={isPending} onClick={() => setAsking(true)}>
          {words.end.action}
        </Button>
      )}
      {error && <Notice kind="error">{explain(error, texts)}</Notice>}
      {asking && (
        <Dialog title={words.end.title} onClose={() => setAsking(false)}>
          <p>{words.end.body}</p>
          <div className="row">
            <Button look="danger" onClick={() => mutate(endSession)}>
              {words.end.confirm}
            </Button>
            <Button look="quiet" autoFocus onClick={() => setAsking(false)}>
              {texts.common.cancel}
            </Button>
          </div>
        </Dialog>
      )}
    </>
  );
}

/** What became of the last thing that was sent: in which frame it went out, or why it did not. */
export function LastOutcome({ outcome }: { outcome: Outcome | null }) {
  const texts = useTexts();
  return (
    <div className="last-outcome" aria-live="polite">
      {outcome?.kind === 'failed' ? (
        <Notice kind="error">{explain(outcome.error, texts)}</Notice>
      ) : (
        outcome && <p className="small soft tabular">{sentence(outcome, texts)}</p>
      )}
    </div>
  );
}

function sentence(outcome: Exclude<Outcome, { kind: 'failed' }>, texts: Texts): string {
  const words = texts.teacher;
  if (outcome.kind === 'pending') return words.sent.pending;
  if (outcome.kind === 'private') return words.sent.private(outcome.delivered);
  const names: Readonly<Record<string, string>> = words.event;
  const name = names[outcome.receipt.type] ?? words.unknownEvent;
  return outcome.receipt.frame === null
    ? words.sent.waiting(name)
    : words.sent.aired(name, outcome.receipt.frame);
}
