import { useMutation } from '@tanstack/react-query';
import { type SubmitEvent, useState } from 'react';
import { useNavigate } from 'react-router';
import { explain } from '../../api/explain.js';
import { readJoinCode } from '../../api/student-home.js';
import { useTexts } from '../../i18n/language.js';
import { useSchoolTexts } from '../../i18n/school-texts.js';
import { Button } from '../../ui/button.js';
import { TextField } from '../../ui/field.js';
import { Notice } from '../../ui/notice.js';
import './student-home.css';

/** Six characters that a teacher shows lead to the session, without its link. */
export function JoinByCode() {
  const texts = useTexts();
  const words = useSchoolTexts().code;
  const navigate = useNavigate();
  const [code, setCode] = useState('');
  const joining = useMutation({
    mutationFn: () => readJoinCode(code),
    onSuccess: ({ sessionId }) => navigate(`/s/${sessionId}`),
  });
  const submit = (event: SubmitEvent) => {
    event.preventDefault();
    joining.mutate();
  };
  return (
    <form className="stack" onSubmit={submit}>
      <h2>{words.title}</h2>
      <div className="code-form">
        <div className="code-form__code">
          <TextField
            label={words.label}
            name="code"
            autoComplete="off"
            autoCapitalize="characters"
            spellCheck={false}
            required
            maxLength={10}
            value={code}
            onChange={(event) => setCode(event.target.value)}
          />
        </div>
        <Button type="submit" disabled={joining.isPending}>
          {words.enter}
        </Button>
      </div>
      <p className="field__hint">{words.hint}</p>
      {joining.error && <Notice kind="error">{explain(joining.error, texts)}</Notice>}
    </form>
  );
}
