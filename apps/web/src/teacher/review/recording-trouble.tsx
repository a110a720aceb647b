import type { Recording } from '@lockstep/contracts';
import { formatSeconds } from '../../i18n/format.js';
import { useLanguage } from '../../i18n/language.js';
import { useReviewTexts } from '../../i18n/review-texts.js';
import { Notice } from '../../ui/notice.js';

type Trouble = { readonly recording: Pick<Recording, 'alarm' | 'lostMs'> };

/** What is wrong with a recording, what it means, and what to do; nothing where all is well. */
export function RecordingTrouble({ recording: { alarm, lostMs } }: Trouble) {
  const { texts, tag } = useLanguage();
  const words = useReviewTexts().recording;
  return (
    <>
      {alarm !== null && (
        <Notice kind={alarm === 'storage-away' ? 'wait' : 'error'} icon="alert">
          <p>{texts.keeping.alarm[alarm]}</p>
          <p className="small">{words.remedy[alarm]}</p>
        </Notice>
      )}
      {lostMs > 0 && <Notice icon="alert">{words.lost(formatSeconds(lostMs, tag))}</Notice>}
    </>
  );
}
