import { useTexts } from '../i18n/language.js';
import { Icon, type IconName } from '../ui/icon.js';
import type { Activity } from './activity.js';
import './stage.css';

const icons: Record<Activity, IconName> = {
  teaching: 'speak',
  'your-turn': 'pencil',
  listening: 'clock',
  thinking: 'dots',
  answering: 'message',
  paused: 'pause',
  human: 'person',
};

/** What the teacher is doing, in the corner of the video. Readers hear it only when it is the student's turn. */
export function ActivityBadge({ activity }: { activity: Activity | null }) {
  const texts = useTexts().student.activity;
  return (
    <>
      {activity && (
        <span className="activity" data-activity={activity}>
          <Icon name={icons[activity]} />
          {texts[activity]}
        </span>
      )}
    </>
  );
}
