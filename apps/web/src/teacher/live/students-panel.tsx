import type { DeletionReport, RosterEntry, Session } from '@lockstep/contracts';
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { deleteStudent } from '../../api/keeping.js';
import { formatSeconds } from '../../i18n/format.js';
import { useLanguage } from '../../i18n/language.js';
import { DeleteButton } from '../delete-button.js';
import { DeletionNotice } from '../deletion-notice.js';
import { IconButton } from '../../ui/button.js';

export function StudentsPanel({
  session,
  roster,
  onWrite,
}: {
  session: Session;
  roster: readonly RosterEntry[];
  onWrite: (student: RosterEntry) => void;
}) {
  const { texts } = useLanguage();
  const words = texts.teacher.students;
  const [deleted, setDeleted] = useState<DeletionReport | null>(null);
  const isDeletable = session.status !== 'live' && !session.held;
  const notice = deleted && <DeletionNotice report={deleted} />;
  if (roster.length === 0) return notice ?? <p className="soft small">{words.none}</p>;
  return (
    <>
      {notice}
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
            {isDeletable && <DeleteStudent sessionId={session.id} student={student} onDeleted={setDeleted} />}
          </li>
        ))}
      </ul>
    </>
  );
}

type DeleteStudentProps = {
  readonly sessionId: string;
  readonly student: RosterEntry;
  readonly onDeleted: (report: DeletionReport) => void;
};

function DeleteStudent({ sessionId, student: { id, name }, onDeleted }: DeleteStudentProps) {
  const words = useLanguage().texts.keeping;
  const cache = useQueryClient();
  return (
    <DeleteButton
      label={words.deleteStudent(name)}
      title={words.deleteStudentTitle}
      body={words.deleteStudentBody(name)}
      remove={() => deleteStudent(sessionId, id)}
      onDeleted={(report) => {
        onDeleted(report);
        void cache.invalidateQueries({ queryKey: ['session', sessionId] });
      }}
    />
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
