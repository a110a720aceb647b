import type { Answer, Judgement } from '@lockstep/contracts';
import { formatSeconds } from '../../i18n/format.js';
import { useLanguage } from '../../i18n/language.js';
import { QuestionMedia } from '../../stage/question-media.js';

/** Too short to be told, ms. */
const instantMs = 100;

type JudgementViewProps = { readonly judgement: Judgement; readonly shown: Answer['shown'] };

/** What was thought of an answer, how sure, by whom, and instead of whom; and what the student was shown with it. */
export function JudgementView({ judgement, shown }: JudgementViewProps) {
  const { texts, tag } = useLanguage();
  const words = texts.teacher.answers;
  const { by } = judgement;
  const reasons: Readonly<Record<string, string>> = words.reasons;
  const facts = [
    words.judgedBy([words.brain[by.brain], by.model].filter(Boolean).join(' · ')),
    by.brain === 'teacher' ? null : words.sure(Math.round(judgement.confidence * 100)),
    by.brain === 'teacher' || by.latencyMs < instantMs ? null : words.took(formatSeconds(by.latencyMs, tag)),
    by.tokens ? words.tokens(by.tokens.input + by.tokens.output) : null,
    by.promptVersion,
  ].filter((fact) => fact !== null);
  return (
    <div className="judgement small">
      <p>
        <span className="soft">{words.feedback}:</span> {judgement.say}
      </p>
      {judgement.correction && !judgement.say.includes(judgement.correction) && (
        <p>
          <span className="soft">{words.correction}:</span> {judgement.correction}
        </p>
      )}
      {judgement.hint && (
        <p>
          <span className="soft">{words.hint}:</span> {judgement.hint}
        </p>
      )}
      {shown && (
        <details>
          <summary>{words.shown}</summary>
          <QuestionMedia media={shown} lang={undefined} />
        </details>
      )}
      <p className="soft tabular">{facts.join(' · ')}</p>
      {by.insteadOf && (
        <p className="judgement__instead">
          {words.insteadOf(by.insteadOf.brain, reasons[by.insteadOf.reason] ?? by.insteadOf.reason)}
        </p>
      )}
    </div>
  );
}
