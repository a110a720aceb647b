import { useTexts } from '../i18n/language.js';
import { Button, IconButton } from '../ui/button.js';
import { emptyQuestion, type QuestionDraft, QuestionForm } from './question-form.js';

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
        <details key={question.id} className="fold" open={question.prompt === '' ? true : undefined}>
          <summary className="fold__head">
            <span className="grow">{question.prompt || texts.question(index + 1)}</span>
            <span className="badge">{texts.kinds[question.kind]}</span>
          </summary>
          <div className="fold__body">
            <QuestionForm
              draft={question}
              onChange={(next) => onChange(questions.map((one) => (one.id === next.id ? next : one)))}
            />
            <IconButton
              icon="trash"
              label={texts.remove(index + 1)}
              onClick={() => onChange(questions.filter(({ id }) => id !== question.id))}
            />
          </div>
        </details>
      ))}
    </section>
  );
}
