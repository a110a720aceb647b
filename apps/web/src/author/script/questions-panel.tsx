import type { AskStep, LessonAsset } from '@lockstep/contracts';
import { changeQuestion, parseLesson } from '@lockstep/lesson';
import { useMemo, useState } from 'react';
import { useTexts } from '../../i18n/language.js';
import { Notice } from '../../ui/notice.js';
import { AreaFields } from './area-fields.js';
import { AskingFields } from './asking-fields.js';
import { CompareFields } from './compare-fields.js';
import { MediaFields } from './media-fields.js';
import { ProposalList } from './proposal-list.js';
import { AnswerFields } from './question/answer-fields.js';
import { QuestionBar } from './question/question-bar.js';
import { TryAnswer } from './question/try-answer.js';
import { PromptField, ReplyFields } from './question/words-fields.js';
import { SurveyFields } from './survey-fields.js';

export type TextEdit = (change: (text: string) => string) => void;

type QuestionsPanelProps = {
  readonly lessonId: string;
  readonly text: string;
  readonly files: readonly LessonAsset[];
  readonly onEdit: TextEdit;
};

const isAsk = (step: { readonly kind: string }): step is AskStep => step.kind === 'ask';

/** Each question of the script as fields, and what teachers' corrections suggest for it; all of them change the text. */
export function QuestionsPanel({ lessonId, text, files, onEdit }: QuestionsPanelProps) {
  const words = useTexts().script.questions;
  const script = useMemo(() => parseLesson(text).script, [text]);
  const [held, setHeld] = useState<string | null>(null);
  if (!script) return <Notice kind="wait">{words.hasErrors}</Notice>;
  const asks = script.steps.filter(isAsk);
  const step = asks.find(({ id }) => id === held) ?? asks[0];
  const ids = script.steps.map(({ id }) => id);
  return (
    <div className="stack">
      <QuestionBar {...{ text, asks, ids, step, onEdit }} onHold={setHeld} />
      {step ? (
        <QuestionFields
          key={step.id}
          {...{ lessonId, text, files, onEdit, step }}
          pools={script.pools ?? {}}
        />
      ) : (
        <p className="small soft">{words.none}</p>
      )}
    </div>
  );
}

type QuestionFieldsProps = QuestionsPanelProps & {
  readonly step: AskStep;
  readonly pools: Readonly<Record<string, number>>;
};

function QuestionFields({ lessonId, files, onEdit, step, pools }: QuestionFieldsProps) {
  const onChange = (next: AskStep) => onEdit((text) => changeQuestion(text, step, next));
  return (
    <>
      <PromptField step={step} onChange={onChange} />
      <AnswerFields step={step} onChange={onChange} />
      <ProposalList lessonId={lessonId} step={step} onEdit={onEdit} />
      <MediaFields step={step} files={files} onEdit={onEdit} />
      <AreaFields step={step} files={files} onEdit={onEdit} />
      <SurveyFields step={step} onEdit={onEdit} />
      <TryAnswer lessonId={lessonId} step={step} />
      <ReplyFields step={step} onChange={onChange} />
      <AskingFields step={step} pools={pools} onEdit={onEdit} />
      <CompareFields step={step} onEdit={onEdit} />
    </>
  );
}
