import type { ClassStudent } from '@lockstep/contracts';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { type SubmitEvent, useState } from 'react';
import { Link } from 'react-router';
import { keepAnswer } from '../../api/keep-answer.js';
import { addStudent, classQueries, removeStudent } from '../../api/classes.js';
import { explain } from '../../api/explain.js';
import { problemOf } from '../../api/query-client.js';
import { useTexts } from '../../i18n/language.js';
import { useRosterTexts } from '../../i18n/rosters-texts.js';
import { useSchoolTexts } from '../../i18n/school-texts.js';
import { Button } from '../../ui/button.js';
import { TextField } from '../../ui/field.js';
import { Notice } from '../../ui/notice.js';
import { EraseButton } from '../erasing/erase-button.js';
import { MemberRow } from './member-row.js';

/** Who is in a class. */
export function ClassRoster({ id }: { id: string }) {
  const texts = useTexts();
  const words = useSchoolTexts().classes;
  const importWords = useRosterTexts();
  const cache = useQueryClient();
  const students = useQuery(classQueries.students(id));
  const show = (changed: ClassStudent[]) => {
    void keepAnswer(cache, classQueries.students(id).queryKey, changed);
    return cache.invalidateQueries({ queryKey: ['classes'] });
  };
  const remove = useMutation({
    mutationFn: (personId: string) => removeStudent(id, personId),
    onSuccess: show,
  });
  const problem = problemOf(students) ?? remove.error;
  return (
    <section className="card stack" aria-label={words.roster}>
      <div className="panel__head">
        <h2>
          {words.roster} <span className="soft small">{words.students(students.data?.length ?? 0)}</span>
        </h2>
        <Link className="button button--small" to={`/classes/${id}/import`}>
          {importWords.open}
        </Link>
      </div>
      {problem && <Notice kind="error">{explain(problem, texts)}</Notice>}
      {students.data?.length === 0 && <p className="soft">{words.noStudents}</p>}
      <ul className="rows">
        {students.data?.map((student) => (
          <MemberRow
            key={student.id}
            name={student.name}
            email={student.email}
            badge={student.active ? undefined : words.inactive}
            isBusy={remove.isPending}
            onRemove={() => remove.mutate(student.id)}
            more={<EraseButton of={{ personId: student.id }} name={student.name} />}
          />
        ))}
      </ul>
      <AddStudent id={id} onAdded={show} />
    </section>
  );
}

function AddStudent({ id, onAdded }: { id: string; onAdded: (students: ClassStudent[]) => unknown }) {
  const texts = useTexts();
  const words = useSchoolTexts().classes;
  const [email, setEmail] = useState('');
  const [name, setName] = useState('');
  const add = useMutation({
    mutationFn: () =>
      addStudent(id, { email: email.trim(), ...(name.trim() !== '' && { name: name.trim() }) }),
    onSuccess: (students) => {
      setEmail('');
      setName('');
      return onAdded(students);
    },
  });
  const submit = (event: SubmitEvent) => {
    event.preventDefault();
    add.mutate();
  };
  return (
    <form className="row row--fields" onSubmit={submit}>
      <TextField
        label={words.email}
        type="email"
        required
        maxLength={254}
        value={email}
        onChange={(event) => setEmail(event.target.value)}
      />
      <TextField
        label={words.studentName}
        maxLength={60}
        value={name}
        onChange={(event) => setName(event.target.value)}
      />
      <Button type="submit" icon="plus" disabled={add.isPending}>
        {words.addStudent}
      </Button>
      {add.error && <Notice kind="error">{explain(add.error, texts)}</Notice>}
    </form>
  );
}
