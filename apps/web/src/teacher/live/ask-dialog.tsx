import type { LessonAction } from '@lockstep/contracts';
import { type SubmitEvent, useState } from 'react';
import { explain } from '../../api/explain.js';
import { useTexts } from '../../i18n/language.js';
import { emptyQuestion, type QuestionDraft, toQuestion } from '../../ui/question-draft.js';
import { QuestionForm } from '../../ui/question-form.js';
import { Button } from '../../ui/button.js';
import { Dialog } from '../../ui/dialog.js';
import { Notice } from '../../ui/notice.js';
import type { Actions } from './use-actions.js';

/** A question made up on the spot. */
export function AskDialog({ actions, onClose }: { actions: Actions; onClose: () => void }) {
  const texts = useTexts();
  const [draft, setDraft] = useState<QuestionDraft>(emptyQuestion);
  const failed = actions.outcome?.kind === 'failed' ? actions.outcome.error : undefined;
  const [tried, setTried] = useState(false);
  const ask = async (event: SubmitEvent) => {
    event.preventDefault();
    setTried(true);
    const action: LessonAction = { type: 'question.asked', question: toQuestion(draft) };
    if (await actions.act(action)) onClose();
  };
  return (
    <Dialog title={texts.teacher.questions.adHoc} onClose={onClose}>
      <form className="stack" onSubmit={(event) => void ask(event)}>
        <QuestionForm draft={draft} onChange={setDraft} />
        {tried && failed !== undefined && <Notice kind="error">{explain(failed, texts)}</Notice>}
        <div className="row">
          <Button type="submit" look="primary" disabled={actions.busy}>
            {texts.teacher.questions.open}
          </Button>
          <Button look="quiet" onClick={onClose}>
            {texts.common.cancel}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
