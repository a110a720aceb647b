import type { StreamAdvice } from '@lockstep/contracts';
import { formatSeconds } from '../../i18n/format.js';
import { useLanguage } from '../../i18n/language.js';
import type { Texts } from '../../i18n/texts.js';
import { Notice } from '../../ui/notice.js';

/** What to change at the publisher's encoder. */
export function StreamAdviceList({ advice }: { advice: readonly StreamAdvice[] }) {
  const { texts, tag } = useLanguage();
  if (advice.length === 0) return null;
  return (
    <Notice kind="wait" icon="alert">
      <ul className="stack stack--tight">
        {advice.map((one) => (
          <li key={`${one.code} ${'media' in one ? one.media : ''}`}>{sentenceOf(one, texts, tag)}</li>
        ))}
      </ul>
    </Notice>
  );
}

function sentenceOf(advice: StreamAdvice, texts: Texts, tag: string): string {
  const words = texts.teacher.advice;
  const seconds = (ms: number) => formatSeconds(Math.abs(ms), tag);
  switch (advice.code) {
    case 'clock-offset':
      return words['clock-offset'](seconds(advice.offsetMs), advice.offsetMs > 0, advice.corrected);
    case 'clock-stands-still':
      return words['clock-stands-still'](words.media[advice.media]);
    case 'clock-steps-back':
    case 'clock-jumps':
      return words[advice.code](words.media[advice.media], advice.times, seconds(advice.largestMs));
    case 'key-frame-interval-too-long':
      return words['key-frame-interval-too-long'](
        seconds(advice.intervalMs),
        seconds(advice.recommendedMs),
        advice.keepsOutViewers,
      );
    case 'no-audio':
      return words['no-audio'];
    case 'no-video':
      return words['no-video'];
    case 'unreadable-header':
      return words['unreadable-header'](words.media[advice.media]);
    case 'damaged-frames':
      return words['damaged-frames'](advice.count);
  }
}
