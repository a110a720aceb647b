import { useState } from 'react';
import { useTexts } from '../../i18n/language.js';
import { Button, IconButton } from '../../ui/button.js';
import { emptyQuestion, type QuestionDraft } from '../../ui/question-draft.js';
import { QuestionForm } from '../../ui/question-form.js';

type QuestionsEditorProps = {
  readonly questions: readonly QuestionDraft[];
  readonly onChange: (questions: readonly QuestionDraft[]) => void;
};

export function QuestionsEditor({ questions, onChange }: QuestionsEditorProps) {
  const texts = useTexts().questionsEditor;
  return (
    <section className="panel" aria-labelledby="questions-editor-title">
      <div className="panel__head">
        <h2 id="questions-editor-title">{texts.title}</h2>
        <Button small icon="plus" onClick={() => onChange([...questions, emptyQuestion()])}>
          {texts.add}
        </Button>
      </div>
      {questions.length === 0 && <p className="small soft">{texts.none}</p>}
      {questions.map((question, index) => (
        <QuestionFold
          key={question.id}
          question={question}
          index={index}
          onChange={(next) => onChange(questions.map((one) => (one.id === next.id ? next : one)))}
          onRemove={() => onChange(questions.filter(({ id }) => id !== question.id))}
        />
      ))}
    </section>
  );
}

type QuestionFoldProps = {
  readonly question: QuestionDraft;
  readonly index: number;
  readonly onChange: (question: QuestionDraft) => void;
  readonly onRemove: () => void;
};

/** Folded to its first line; a question that was just added is open. */
function QuestionFold({ question, index, onChange, onRemove }: QuestionFoldProps) {
  const texts = useTexts().questionsEditor;
  const [open, setOpen] = useState(question.prompt === '');
  return (
    <details className="fold" open={open} onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary className="fold__head">
        <span className="grow">{question.prompt || texts.question(index + 1)}</span>
        <span className="badge">{texts.kinds[question.kind]}</span>
      </summary>
      <div className="fold__body">
        <QuestionForm draft={question} onChange={onChange} />
        <IconButton icon="trash" label={texts.remove(index + 1)} onClick={onRemove} />
      </div>
    </details>
  );
}
