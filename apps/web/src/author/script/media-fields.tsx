import { type AskStep, askKinds, type LessonAsset } from '@lockstep/contracts';
import { mediaIn, mediaKindOf, type MediaSlot, setInQuestion } from '@lockstep/lesson';
import { useTexts } from '../../i18n/language.js';
import { Button } from '../../ui/button.js';
import { mediaPaths, MediaSlotFields } from './media-slot.js';
import type { TextEdit } from './questions-panel.js';

type MediaFieldsProps = {
  readonly step: AskStep;
  readonly files: readonly LessonAsset[];
  readonly onEdit: TextEdit;
};

/** What is shown or heard with a question, its choices, and the feedback on its answers. */
export function MediaFields({ step, files, onEdit }: MediaFieldsProps) {
  const words = useTexts().script.questions.media;
  const [question, ...more] = [
    { slot: { beside: 'question' }, label: words.file } as const,
    ...useSlots(step),
  ];
  const hasMedia = [question, ...more].some(({ slot }) => mediaIn(step, slot) !== undefined);
  const choices = more.filter(({ slot }) => slot.beside === 'choice');
  const feedback = more.filter(({ slot }) => slot.beside !== 'choice');
  return (
    <section className="stack" aria-labelledby="media-title">
      <h3 id="media-title">{words.title}</h3>
      {mediaPaths(files).length === 0 && !hasMedia ? (
        <p className="small soft">{words.noFiles}</p>
      ) : (
        <>
          <MediaSlotFields {...{ step, files, onEdit }} {...question} />
          <MoreMedia {...{ step, files, onEdit }} title={words.withChoices} slots={choices} />
          <MoreMedia {...{ step, files, onEdit }} title={words.withFeedback} slots={feedback} />
        </>
      )}
      <NewTask step={step} onEdit={onEdit} />
    </section>
  );
}

type NamedSlot = { readonly slot: MediaSlot; readonly label: string };

/** Choices, and the feedback that this question can give. */
function useSlots(step: AskStep): NamedSlot[] {
  const words = useTexts().script.questions.media;
  const { answer, choices, accept, wrong } = step;
  // the two of a question that is true or false are not written in the script
  const written = answer === 'truefalse' ? [] : choices;
  const beside = written.map(({ text }, index) => ({
    slot: { beside: 'choice', index } as const,
    label: words.choice(text),
  }));
  if (!askKinds[answer].isJudged) return beside;
  return [
    ...beside,
    ...(['right', 'partly', 'wrong'] as const).map((verdict) => ({
      slot: { beside: verdict },
      label: words.verdict[verdict],
    })),
    ...accept.map((text, index) => ({
      slot: { beside: 'accepted', index } as const,
      label: words.accepted(text),
    })),
    ...wrong.map((one) => ({
      slot: { beside: 'mistake', answer: one.answer } as const,
      label: words.mistake(choices.find(({ id }) => id === one.answer)?.text ?? one.answer),
    })),
  ];
}

type MoreMediaProps = MediaFieldsProps & { readonly title: string; readonly slots: readonly NamedSlot[] };

function MoreMedia({ step, title, slots, ...rest }: MoreMediaProps) {
  const words = useTexts().script.questions.media;
  if (slots.length === 0) return null;
  const filled = slots.filter(({ slot }) => mediaIn(step, slot) !== undefined).length;
  return (
    <details open={filled > 0 || undefined}>
      <summary>
        {title} {filled > 0 && <span className="soft">{words.count(filled)}</span>}
      </summary>
      <div className="stack">
        {slots.map(({ slot, label }) => (
          <div key={JSON.stringify(slot)} className="stack" role="group" aria-label={label}>
            <MediaSlotFields {...{ step, slot, label }} {...rest} />
          </div>
        ))}
      </div>
    </details>
  );
}

const box = (x: string) => ({ rect: [x, '40%', '20%', '20%'] });

/** A picture whose question has no answer yet can be answered on it. */
function NewTask({ step, onEdit }: Pick<MediaFieldsProps, 'step' | 'onEdit'>) {
  const words = useTexts().script.questions.media;
  const { media, answer, rubric, accept } = step;
  const isUnanswered = answer === 'open' && rubric.length === 0 && accept.length === 0 && !step.grammar;
  if (!isUnanswered || media === undefined || mediaKindOf(media.file) !== 'picture') return null;
  const begin = (key: string, value: object) =>
    onEdit((text) =>
      setInQuestion(setInQuestion(text, step.id, ['answer'], undefined), step.id, [key], value),
    );
  return (
    <div className="row">
      <Button small onClick={() => begin('hotspot', { [words.area(1)]: box('40%') })}>
        {words.asHotspot}
      </Button>
      <Button
        small
        onClick={() => begin('label', { [words.label(1)]: box('20%'), [words.label(2)]: box('60%') })}
      >
        {words.asLabel}
      </Button>
    </div>
  );
}
