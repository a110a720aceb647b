import { LessonLevel, type LessonSharing, type LessonSummary, SharedLevel } from '@lockstep/contracts';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { explain } from '../../api/explain.js';
import { keepAnswer } from '../../api/keep-answer.js';
import { saveSharing, sharingOf } from '../../api/lesson-sharing.js';
import { problemOf } from '../../api/query-client.js';
import { useTexts } from '../../i18n/language.js';
import { useSharingTexts } from '../../i18n/sharing-texts.js';
import { Button, IconButton } from '../../ui/button.js';
import { Dialog } from '../../ui/dialog.js';
import { SelectField, TextField } from '../../ui/field.js';
import { Notice } from '../../ui/notice.js';

type ShareDialogProps = {
  readonly lesson: Pick<LessonSummary, 'id' | 'title'>;
  readonly onClose: () => void;
};

/** Whom a lesson is shared with, and for what. */
export function ShareDialog({ lesson: { id, title }, onClose }: ShareDialogProps) {
  const texts = useTexts();
  const words = useSharingTexts();
  const sharing = useQuery(sharingOf(id));
  const problem = problemOf(sharing);
  return (
    <Dialog title={words.title(title)} onClose={onClose}>
      {problem && <Notice kind="error">{explain(problem, texts)}</Notice>}
      {!sharing.data && !problem && <p className="soft">{texts.common.loading}</p>}
      {sharing.data && <Form id={id} sharing={sharing.data} onClose={onClose} />}
    </Dialog>
  );
}

type Shared = { readonly email: string; readonly name: string; readonly level: SharedLevel };
type FormProps = { readonly id: string; readonly sharing: LessonSharing; readonly onClose: () => void };

function Form({ id, sharing: { owner, everyone: before, people: shared }, onClose }: FormProps) {
  const texts = useTexts();
  const words = useSharingTexts();
  const cache = useQueryClient();
  const [everyone, setEveryone] = useState(before);
  const [people, setPeople] = useState<readonly Shared[]>(shared);
  const save = useMutation({
    mutationFn: () =>
      saveSharing(id, { everyone, people: people.map(({ email, level }) => ({ email, level })) }),
    onSuccess: (answer) => {
      void keepAnswer(cache, sharingOf(id).queryKey, answer);
      void cache.invalidateQueries({ queryKey: ['lessons'] });
      onClose();
    },
  });
  return (
    <div className="stack">
      <p>{before !== 'own' && owner?.name ? words.owner(owner.name) : words.ofNobody}</p>
      <SelectField
        label={words.everyone}
        hint={words.everyoneHint}
        value={everyone}
        options={LessonLevel.options.map((value) => ({ value, label: words.levels[value] }))}
        onChange={setEveryone}
      />
      <Colleagues people={people} onChange={setPeople} />
      {save.error && <Notice kind="error">{explain(save.error, texts)}</Notice>}
      <div className="row">
        <Button look="primary" disabled={save.isPending} onClick={() => save.mutate()}>
          {words.save}
        </Button>
        <Button look="quiet" onClick={onClose}>
          {texts.common.cancel}
        </Button>
      </div>
    </div>
  );
}

type ColleaguesProps = {
  readonly people: readonly Shared[];
  readonly onChange: (people: readonly Shared[]) => void;
};

function Colleagues({ people, onChange }: ColleaguesProps) {
  const words = useSharingTexts();
  const options = SharedLevel.options.map((value) => ({ value, label: words.levels[value] }));
  const others = (email: string) => people.filter((one) => one.email !== email);
  return (
    <section className="stack stack--tight" aria-label={words.people}>
      <h3>{words.people}</h3>
      {people.length === 0 && <p className="soft small">{words.nobody}</p>}
      <ul className="stack stack--tight">
        {people.map(({ email, name, level }) => (
          <li key={email} className="row row--fields">
            <SelectField
              label={words.levelOf(name)}
              value={level}
              options={options}
              onChange={(value) =>
                onChange(people.map((one) => (one.email === email ? { ...one, level: value } : one)))
              }
            />
            <IconButton
              icon="trash"
              small
              label={words.remove(name)}
              onClick={() => onChange(others(email))}
            />
          </li>
        ))}
      </ul>
      <AddColleague onAdd={(one) => onChange([...others(one.email), one])} />
    </section>
  );
}

function AddColleague({ onAdd }: { onAdd: (one: Shared) => void }) {
  const words = useSharingTexts();
  const [email, setEmail] = useState('');
  const [level, setLevel] = useState<SharedLevel>('view');
  return (
    <form
      className="row row--fields"
      onSubmit={(event) => {
        event.preventDefault();
        const address = email.trim().toLowerCase();
        onAdd({ email: address, name: address, level });
        setEmail('');
      }}
    >
      <TextField
        label={words.email}
        type="email"
        required
        maxLength={254}
        value={email}
        onChange={(event) => setEmail(event.target.value)}
      />
      <SelectField
        label={words.level}
        value={level}
        options={SharedLevel.options.map((value) => ({ value, label: words.levels[value] }))}
        onChange={setLevel}
      />
      <Button type="submit" icon="plus">
        {words.add}
      </Button>
    </form>
  );
}
