import type { RosterEntry } from '@lockstep/contracts';
import { formatSeconds } from '../../i18n/format.js';
import { useLanguage } from '../../i18n/language.js';
import { IconButton } from '../../ui/button.js';

export function StudentsPanel({
  roster,
  onWrite,
}: {
  roster: readonly RosterEntry[];
  onWrite: (student: RosterEntry) => void;
}) {
  const { texts } = useLanguage();
  const words = texts.teacher.students;
  if (roster.length === 0) return <p className="soft small">{words.none}</p>;
  return (
    <ul className="roster">
      {roster.map((student) => (
        <li key={student.id} className="roster__row" data-online={student.online}>
          <span className="roster__who">
            <span className="roster__name">{student.name}</span>
            <Presence student={student} />
          </span>
          <span className="small soft tabular">{words.answers(student.answers)}</span>
          <IconButton
            small
            icon="message"
            label={words.write(student.name)}
            onClick={() => onWrite(student)}
          />
        </li>
      ))}
    </ul>
  );
}

function Presence({ student }: { student: RosterEntry }) {
  const { texts, tag } = useLanguage();
  const words = texts.teacher.students;
  const look = !student.online ? 'away' : student.visible ? 'here' : 'hidden';
  return (
    <span className="roster__presence small soft" data-presence={look}>
      <span className="badge__dot" aria-hidden="true" />
      {words[look]}
      {student.online && student.latencyMs !== null && (
        <span className="tabular"> · {words.delay(formatSeconds(student.latencyMs, tag))}</span>
      )}
    </span>
  );
}
