import type { SessionReview } from '@lockstep/contracts';
import { useReviewTexts } from '../../i18n/review-texts.js';

/** How far the recording of a session is, where it cannot be watched yet, or not as MP4. */
export function RecordingState({ recording }: { recording: SessionReview['recording'] }) {
  const words = useReviewTexts().recording;
  if (!recording) return <span className="badge">{words.none}</span>;
  const { status, progress } = recording;
  if (status === 'ready') return null;
  const percent = progress === null ? null : Math.round(progress * 100);
  return (
    <span className={status === 'failed' ? 'badge badge--live' : 'badge badge--wait'} role="status">
      {status === 'finishing' && percent !== null ? words.progress(percent) : words.status[status]}
    </span>
  );
}
