import type { Class } from '@lockstep/contracts';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { type SubmitEvent, useState } from 'react';
import { keepAnswer } from '../../api/keep-answer.js';
import { addTeacher, classQueries, removeTeacher } from '../../api/classes.js';
import { explain } from '../../api/explain.js';
import { useTexts } from '../../i18n/language.js';
import { useSchoolTexts } from '../../i18n/school-texts.js';
import { Button } from '../../ui/button.js';
import { TextField } from '../../ui/field.js';
import { Notice } from '../../ui/notice.js';
import { MemberRow } from './member-row.js';

/** Who teaches a class. */
export function ClassTeachers({ shown: { id, teachers } }: { shown: Class }) {
  const texts = useTexts();
  const words = useSchoolTexts().classes;
  const cache = useQueryClient();
  const [email, setEmail] = useState('');
  const show = (changed: Class) => {
    void keepAnswer(cache, classQueries.one(id).queryKey, changed);
    setEmail('');
  };
  const add = useMutation({ mutationFn: () => addTeacher(id, email.trim()), onSuccess: show });
  const remove = useMutation({ mutationFn: (one: string) => removeTeacher(id, one), onSuccess: show });
  const submit = (event: SubmitEvent) => {
    event.preventDefault();
    add.mutate();
  };
  const problem = add.error ?? remove.error;
  return (
    <section className="card stack" aria-label={words.teachers}>
      <h2>{words.teachers}</h2>
      <ul className="rows">
        {teachers.map((teacher) => (
          <MemberRow
            key={teacher.id}
            name={teacher.name}
            badge={teacher.owner ? words.owner : undefined}
            isBusy={remove.isPending}
            onRemove={teacher.owner ? undefined : () => remove.mutate(teacher.id)}
          />
        ))}
      </ul>
      <form className="row row--fields" onSubmit={submit}>
        <TextField
          label={words.email}
          type="email"
          required
          maxLength={254}
          value={email}
          onChange={(event) => setEmail(event.target.value)}
        />
        <Button type="submit" icon="plus" disabled={add.isPending}>
          {words.addTeacher}
        </Button>
      </form>
      {problem && <Notice kind="error">{explain(problem, texts)}</Notice>}
    </section>
  );
}
