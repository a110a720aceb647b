import type { AskStep, LessonAsset } from '@lockstep/contracts';
import { parseLesson } from '@lockstep/lesson';
import { useMemo, useState } from 'react';
import { useTexts } from '../../i18n/language.js';
import { SelectField } from '../../ui/field.js';
import { Notice } from '../../ui/notice.js';
import { AreaFields } from './area-fields.js';
import { AskingFields } from './asking-fields.js';
import { CompareFields } from './compare-fields.js';
import { MediaFields } from './media-fields.js';
import { ProposalList } from './proposal-list.js';
import { SurveyFields } from './survey-fields.js';

export type TextEdit = (change: (text: string) => string) => void;

type QuestionsPanelProps = {
  readonly lessonId: string;
  readonly text: string;
  readonly files: readonly LessonAsset[];
  readonly onEdit: TextEdit;
};

const isAsk = (step: { readonly kind: string }): step is AskStep => step.kind === 'ask';

/** What is compared in a question, as fields, and what teachers' corrections suggest for it; both change the text. */
export function QuestionsPanel({ lessonId, text, files, onEdit }: QuestionsPanelProps) {
  const words = useTexts().script.questions;
  const script = useMemo(() => parseLesson(text).script, [text]);
  const asks = (script?.steps ?? []).filter(isAsk);
  const [held, setHeld] = useState<string | null>(null);
  const step = asks.find(({ id }) => id === held) ?? asks[0];
  if (!script) return <Notice kind="wait">{words.hasErrors}</Notice>;
  if (!step) return <p className="small soft">{words.none}</p>;
  return (
    <div className="stack">
      <SelectField
        label={words.which}
        value={step.id}
        options={asks.map(({ id, prompt }) => ({ value: id, label: prompt }))}
        onChange={setHeld}
      />
      <ProposalList key={`proposals ${step.id}`} lessonId={lessonId} step={step} onEdit={onEdit} />
      <MediaFields key={`media ${step.id}`} step={step} files={files} onEdit={onEdit} />
      <AreaFields key={`areas ${step.id}`} step={step} files={files} onEdit={onEdit} />
      <SurveyFields key={`survey ${step.id}`} step={step} onEdit={onEdit} />
      <AskingFields key={`asking ${step.id}`} step={step} pools={script.pools ?? {}} onEdit={onEdit} />
      <CompareFields key={`compare ${step.id}`} step={step} onEdit={onEdit} />
    </div>
  );
}
