import type { LessonState, Lobby, OwnInquiry } from '@lockstep/contracts';
import type { Player } from '@lockstep/player';
import { useMutation } from '@tanstack/react-query';
import { type SubmitEvent, type KeyboardEvent, useMemo, useRef, useState } from 'react';
import { explain } from '../../api/explain.js';
import { postInquiry, postSpokenInquiry } from '../../api/inquiries.js';
import { useAskingTexts } from '../../i18n/asking-texts.js';
import { useTexts } from '../../i18n/language.js';
import type { LessonView } from '../../stage/lesson-view.js';
import { type Listener, SpokenAnswer } from '../../stage/spoken-answer.js';
import { Button } from '../../ui/button.js';
import { Notice } from '../../ui/notice.js';
import type { ClassroomLink } from '../use-classroom.js';
import { OwnInquiryItem } from './own-inquiry.js';
import { useOwnInquiries } from './use-own-inquiries.js';

export type AskTeacherProps = {
  readonly lobby: Lobby;
  readonly studentId: string;
  readonly link: ClassroomLink;
  readonly player: Player | null;
  readonly view: LessonView;
  readonly state: LessonState;
};

/** What a student asks at any time, and what they are told: theirs alone. */
export function AskTeacher({ lobby, studentId, link, player, view, state }: AskTeacherProps) {
  const words = useAskingTexts();
  const { inquiries, hear } = useOwnInquiries(lobby.id, studentId, link);
  return (
    <div className="stack asking__body">
      <AskForm lobby={lobby} view={view} onAsked={hear} />
      <ul className="asking__list" aria-label={words.mine} aria-live="polite">
        {inquiries.toReversed().map((inquiry) => (
          <li key={inquiry.id}>
            <OwnInquiryItem inquiry={inquiry} lang={lobby.language} player={player} deck={state.deck} />
          </li>
        ))}
      </ul>
    </div>
  );
}

type AskFormProps = {
  readonly lobby: Lobby;
  readonly view: LessonView;
  readonly onAsked: (inquiry: OwnInquiry) => void;
};

function AskForm({ lobby, view, onAsked }: AskFormProps) {
  const texts = useTexts();
  const words = useAskingTexts();
  const [text, setText] = useState('');
  const [spoken, setSpoken] = useState(false);
  const field = useRef<HTMLTextAreaElement>(null);
  const listener = useListener(lobby);
  const write = (next: string, isSpoken: boolean) => {
    setText(next);
    setSpoken(isSpoken);
    field.current?.focus();
  };
  const { mutate, isPending, error } = useMutation({
    mutationFn: () => postInquiry(lobby.id, { text: text.trim(), spoken, ptsMs: view.ptsMs }),
    onSuccess: (inquiry) => {
      onAsked(inquiry);
      write('', false);
    },
  });
  const ask = (event: SubmitEvent | KeyboardEvent) => {
    event.preventDefault();
    if (text.trim() !== '' && !isPending) mutate();
  };
  return (
    <form className="stack asking__form" onSubmit={ask}>
      <label className="field__label" htmlFor="asking-text">
        {words.label}
      </label>
      <textarea
        id="asking-text"
        ref={field}
        autoFocus
        className="input"
        rows={2}
        maxLength={longestInquiry}
        lang={lobby.language}
        value={text}
        aria-describedby="asking-hint"
        onChange={(event) => setText(event.target.value)}
        onKeyDown={(event) => isSending(event) && ask(event)}
      />
      <p id="asking-hint" className="small soft">
        {words.hint}
      </p>
      <div className="row">
        <Button type="submit" look="primary" disabled={isPending || text.trim() === ''}>
          {isPending ? words.sending : words.send}
        </Button>
        {listener.canTranscribe && (
          <SpokenAnswer
            listener={listener}
            disabled={isPending}
            onHeard={(heard) => write(heard.slice(0, longestInquiry), true)}
          />
        )}
      </div>
      {error && <Notice kind="error">{explain(error, texts)}</Notice>}
    </form>
  );
}

const longestInquiry = 500;

/** Enter, but not the one that ends a word of an input method. */
const isSending = ({ key, shiftKey, nativeEvent }: KeyboardEvent): boolean =>
  key === 'Enter' && !shiftKey && !nativeEvent.isComposing;

function useListener({ id, canTranscribe }: Lobby): Listener {
  return useMemo(
    () => ({
      canTranscribe,
      listen: async (recording, signal) => (await postSpokenInquiry(id, recording, signal)).text,
    }),
    [id, canTranscribe],
  );
}
