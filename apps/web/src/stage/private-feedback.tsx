import type { FeedbackBody } from '@lockstep/contracts';
import { useTexts } from '../i18n/language.js';
import { Icon } from '../ui/icon.js';
import type { Judged } from './standing.js';
import { QuestionMedia } from './question-media.js';
import { VoiceButton, type VoiceLine } from './voice-button.js';
import { FormulaText } from '../ui/formula-text.js';
import './cards.css';

type PrivateFeedbackProps = {
  readonly body: FeedbackBody;
  readonly lang: string | undefined;
  readonly voice: VoiceLine;
};

/** Private words: only a page that was sent them can show them. */
export function PrivateFeedbackCard({ body, lang, voice }: PrivateFeedbackProps) {
  const texts = useTexts();
  const { judged, correction } = body;
  return (
    <section
      className="card feedback feedback--private"
      aria-label={texts.feedback.private}
      data-verdict={judged?.verdict}
    >
      <div className="feedback__head">
        <p className="eyebrow">
          <Icon name="lock" /> {texts.feedback.private}
        </p>
        {body.hasVoice && <VoiceButton feedbackId={body.feedbackId} line={voice} />}
      </div>
      {judged && <VerdictMark verdict={judged.verdict} />}
      {correction ? (
        <Corrected correction={correction} said={body.text} lang={lang} />
      ) : (
        <>
          <p className="feedback__text" lang={lang}>
            <FormulaText text={body.text} />
          </p>
          {judged && <Details judged={judged} said={body.text} lang={lang} />}
        </>
      )}
      {judged?.media && <QuestionMedia media={judged.media} lang={lang} />}
    </section>
  );
}

const icons = { right: 'check', partly: 'half', wrong: 'retry', 'not-reviewed': 'clock' } as const;

/** In words and in shape, for those who do not see colours. */
function VerdictMark({ verdict }: { verdict: Judged['verdict'] }) {
  const texts = useTexts().feedback.verdict;
  return (
    <p className="verdict" data-verdict={verdict}>
      <Icon name={icons[verdict]} /> {texts[verdict]}
    </p>
  );
}

type CorrectedProps = {
  readonly correction: NonNullable<FeedbackBody['correction']>;
  /** What the student was told first. */
  readonly said: string;
  readonly lang: string | undefined;
};

/** The teacher's words come first, and whose they are; what was said before stays to be read. */
function Corrected({ correction, said, lang }: CorrectedProps) {
  const texts = useTexts().feedback;
  const { by, comment, original } = correction;
  return (
    <>
      {comment !== null && (
        <p className="feedback__text" lang={lang}>
          {comment}
        </p>
      )}
      <p className="feedback__by small">
        <Icon name="pencil" /> {texts.corrected(by)}
      </p>
      {said !== '' && (
        <details className="small soft">
          <summary>{texts.before}</summary>
          <p>
            {texts.verdict[original]}. <span lang={lang}>{said}</span>
          </p>
        </details>
      )}
    </>
  );
}

/** What the sentence does not say itself. */
function Details({ judged, said, lang }: { judged: Judged; said: string; lang: string | undefined }) {
  const texts = useTexts().feedback;
  const isNews = (words: string | null): words is string => words !== null && !said.includes(words);
  const again = judged.triesLeft > 0 && judged.verdict !== 'right';
  return (
    <>
      {isNews(judged.correction) && !again && (
        <p className="feedback__more" lang={lang}>
          <FormulaText text={judged.correction} />
        </p>
      )}
      {again && isNews(judged.hint) && (
        <p className="feedback__hint">
          <strong>{texts.hint}</strong>{' '}
          <span lang={lang}>
            <FormulaText text={judged.hint} />
          </span>
        </p>
      )}
      {again && <p className="small soft">{texts.triesLeft(judged.triesLeft)}</p>}
    </>
  );
}
