import type { FeedbackBody } from '@lockstep/contracts';
import { useTexts } from '../i18n/language.js';
import { FormulaText } from '../ui/formula-text.js';
import { Icon } from '../ui/icon.js';
import type { Judged } from './standing.js';
import { VoiceButton, type VoiceLine } from './voice-button.js';
import './cards.css';

type PrivateFeedbackProps = {
  readonly body: FeedbackBody;
  readonly lang: string | undefined;
  readonly voice: VoiceLine;
};

/** Private words: only a page that was sent them can show them. */
export function PrivateFeedbackCard({ body, lang, voice }: PrivateFeedbackProps) {
  const texts = useTexts();
  const { judged } = body;
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
      <p className="feedback__text" lang={lang}>
        <FormulaText text={body.text} />
      </p>
      {judged && <Details judged={judged} said={body.text} lang={lang} />}
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
