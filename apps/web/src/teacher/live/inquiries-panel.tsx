import { Asking, type Inquiry, type Session } from '@lockstep/contracts';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { type SubmitEvent, useState } from 'react';
import { explain } from '../../api/explain.js';
import { putAsking } from '../../api/inquiries.js';
import { keepAnswer } from '../../api/keep-answer.js';
import { queries } from '../../api/queries.js';
import { useAskingTexts } from '../../i18n/asking-texts.js';
import { useTexts } from '../../i18n/language.js';
import { Button } from '../../ui/button.js';
import { SelectField } from '../../ui/field.js';
import { Notice } from '../../ui/notice.js';
import { groupInquiries, type InquiryGroup, isOpenInquiry, standingOf } from './inquiry-groups.js';
import './inquiries.css';
import { type InquiryReplies, useInquiryReplies } from './use-inquiry-replies.js';

type InquiriesPanelProps = {
  readonly session: Session;
  readonly inquiries: readonly Inquiry[];
};

/** What students ask, those that ask the same together; open ones first. */
export function InquiriesPanel({ session, inquiries }: InquiriesPanelProps) {
  const texts = useTexts();
  const words = useAskingTexts().teacher;
  const replies = useInquiryReplies(session.id);
  const isVirtual = session.source.kind === 'teacher' && session.status === 'live';
  return (
    <div className="stack">
      {session.status !== 'ended' && <AskingField session={session} />}
      {replies.problem && <Notice kind="error">{explain(replies.problem, texts)}</Notice>}
      {inquiries.length === 0 && <p className="soft small">{words.none}</p>}
      <ol className="inquiries" aria-live="polite">
        {groupInquiries(inquiries).map((group) => (
          <li key={group.id} className="inquiries__group" data-open={group.open > 0}>
            <Group group={group} lang={session.language} isVirtual={isVirtual} replies={replies} />
          </li>
        ))}
      </ol>
    </div>
  );
}

/** Who answers, from now on. */
function AskingField({ session }: { session: Session }) {
  const texts = useTexts();
  const words = useAskingTexts().teacher;
  const cache = useQueryClient();
  const { mutate, isPending, error } = useMutation({
    mutationFn: (asking: Asking) => putAsking(session.id, asking),
    onSuccess: (answer) => keepAnswer(cache, queries.session(session.id).queryKey, answer),
  });
  const modes = session.source.kind === 'teacher' ? Asking.options : (['off', 'teacher'] as const);
  const asking = modes.find((mode) => mode === session.asking) ?? 'teacher';
  return (
    <>
      <SelectField<Asking>
        small
        label={words.who}
        value={asking}
        disabled={isPending}
        options={modes.map((value) => ({ value, label: words.modes[value] }))}
        onChange={(next) => mutate(next)}
      />
      {error && <Notice kind="error">{explain(error, texts)}</Notice>}
    </>
  );
}

type GroupProps = {
  readonly group: InquiryGroup;
  readonly lang: string;
  readonly isVirtual: boolean;
  readonly replies: InquiryReplies;
};

function Group({ group, lang, isVirtual, replies }: GroupProps) {
  const words = useAskingTexts().teacher;
  const [isAnswering, setAnswering] = useState(false);
  const { members, open } = group;
  const wanted = open > 0 ? members.filter(isOpenInquiry) : members;
  const ids = wanted.map(({ id }) => id);
  return (
    <article className="inquiries__one">
      <GroupHead group={group} lang={lang} />
      {isAnswering ? (
        <AnswerForm
          lang={lang}
          mayTellClass={isVirtual}
          busy={replies.busy}
          onCancel={() => setAnswering(false)}
          onAnswer={async (text, toClass) => {
            if (await replies.send({ do: 'answer', inquiryIds: ids, text, toClass })) setAnswering(false);
          }}
        />
      ) : (
        <div className="row">
          <Button
            small
            look={open > 0 ? 'plain' : 'quiet'}
            disabled={replies.busy}
            onClick={() => setAnswering(true)}
          >
            {words.answer}
          </Button>
          {isVirtual && open > 0 && (
            <Button
              small
              disabled={replies.busy}
              onClick={() => void replies.send({ do: 'let-virtual', inquiryIds: ids })}
            >
              {words.letVirtual}
            </Button>
          )}
          {open > 0 && (
            <Button
              small
              look="quiet"
              disabled={replies.busy}
              onClick={() => void replies.send({ do: 'dismiss', inquiryIds: ids })}
            >
              {words.dismiss}
            </Button>
          )}
        </div>
      )}
    </article>
  );
}

/** What is asked, by whom, and what was replied last. */
function GroupHead({ group: { first, members, open, askers }, lang }: Pick<GroupProps, 'group' | 'lang'>) {
  const words = useAskingTexts().teacher;
  const reply = first.replies.at(-1);
  const isDanger = members.some(({ flag }) => flag === 'danger');
  return (
    <>
      <p className="inquiries__text" lang={lang}>
        {first.text}
      </p>
      <p className="small soft">
        {members.length > 1 && `${words.askers(askers)}: `}
        {[...new Set(members.map(({ student }) => student.name))].join(', ')}
      </p>
      <p className="row">
        <span className={isDanger ? 'badge badge--live' : 'badge'}>
          {words.states[isDanger && open > 0 ? 'danger' : standingOf(first)]}
        </span>
      </p>
      {reply?.kind === 'answered' && (
        <blockquote className="inquiries__reply small" lang={lang}>
          <span className="soft">
            {reply.author === null ? words.byVirtual : words.byTeacher(reply.author)}
          </span>{' '}
          {reply.text ?? reply.passages.map(({ text }) => text).join(' ')}
        </blockquote>
      )}
    </>
  );
}

type AnswerFormProps = {
  readonly lang: string;
  readonly mayTellClass: boolean;
  readonly busy: boolean;
  readonly onAnswer: (text: string, toClass: boolean) => Promise<void>;
  readonly onCancel: () => void;
};

function AnswerForm({ lang, mayTellClass, busy, onAnswer, onCancel }: AnswerFormProps) {
  const words = useAskingTexts().teacher;
  const [text, setText] = useState('');
  const [toClass, setToClass] = useState(false);
  const send = (event: SubmitEvent) => {
    event.preventDefault();
    if (text.trim() !== '') void onAnswer(text.trim(), toClass);
  };
  return (
    <form className="stack" onSubmit={send}>
      <textarea
        className="input"
        autoFocus
        rows={2}
        maxLength={1000}
        lang={lang}
        aria-label={words.answerLabel}
        value={text}
        onChange={(event) => setText(event.target.value)}
      />
      {mayTellClass && (
        <label className="row small">
          <input type="checkbox" checked={toClass} onChange={(event) => setToClass(event.target.checked)} />
          {words.toClass}
        </label>
      )}
      <div className="row">
        <Button small type="submit" look="primary" disabled={busy || text.trim() === ''}>
          {words.send}
        </Button>
        <Button small look="quiet" onClick={onCancel}>
          {words.cancel}
        </Button>
      </div>
    </form>
  );
}
