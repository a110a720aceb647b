import { type InvitationCreated, PersonRole } from '@lockstep/contracts';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { type SubmitEvent, useState } from 'react';
import { explain } from '../api/explain.js';
import { adminQueries, invite } from '../api/people.js';
import { useAdminTexts } from '../i18n/admin-texts.js';
import { useLanguage, useTexts } from '../i18n/language.js';
import { useOwnAccountTexts } from '../i18n/own-account-texts.js';
import { Button } from '../ui/button.js';
import { Dialog } from '../ui/dialog.js';
import { SelectField, TextArea } from '../ui/field.js';
import { Outcomes } from './invite-outcomes.js';
import { MOST_PASTED, type PastedPerson, readPastedPeople } from './pasted-people.js';

/** What came of one address. */
export type Outcome = { readonly email: string } & (
  { readonly made: InvitationCreated } | { readonly refused: string }
);

/** Invites several people at once, and shows what came of each. */
export function InviteDialog({ onClose }: { onClose: () => void }) {
  const words = useAdminTexts();
  const [outcomes, setOutcomes] = useState<readonly Outcome[] | null>(null);
  return (
    <Dialog title={words.people.invite} onClose={onClose}>
      {outcomes === null ? (
        <Form onClose={onClose} onDone={setOutcomes} />
      ) : (
        <Outcomes outcomes={outcomes} onClose={onClose} />
      )}
    </Dialog>
  );
}

type FormProps = { readonly onClose: () => void; readonly onDone: (outcomes: readonly Outcome[]) => void };

function Form({ onClose, onDone }: FormProps) {
  const { texts } = useLanguage();
  const { people: peopleWords, invite: words } = useAdminTexts();
  const { roles } = useOwnAccountTexts();
  const [text, setText] = useState('');
  const [role, setRole] = useState<PersonRole>('teacher');
  const { people, unread } = readPastedPeople(text);
  const { sending, done } = useSending(role, onDone);
  const submit = (event: SubmitEvent) => {
    event.preventDefault();
    sending.mutate(people);
  };
  const isTooMany = people.length > MOST_PASTED;
  const told = [
    people.length > 0 && words.found(people.length),
    unread.length > 0 && words.unread(unread.slice(0, 10)),
    isTooMany && words.tooMany(MOST_PASTED),
  ];
  return (
    <form className="stack" onSubmit={submit}>
      <SelectField
        label={peopleWords.role}
        value={role}
        options={PersonRole.options.map((value) => ({ value, label: roles[value] }))}
        onChange={setRole}
      />
      <TextArea
        label={words.people}
        hint={words.peopleHint}
        required
        autoFocus
        rows={6}
        maxLength={100_000}
        value={text}
        onChange={(event) => setText(event.target.value)}
      />
      <p className="small" role="status">
        {sending.isPending ? words.progress(done, people.length) : told.filter(Boolean).join(' ')}
      </p>
      <div className="row">
        <Button type="submit" look="primary" disabled={sending.isPending || people.length === 0 || isTooMany}>
          {words.send}
        </Button>
        <Button look="quiet" onClick={onClose}>
          {texts.common.cancel}
        </Button>
      </div>
    </form>
  );
}

/** One after the other: a refused address keeps nobody else from being invited. */
function useSending(role: PersonRole, onDone: (outcomes: readonly Outcome[]) => void) {
  const texts = useTexts();
  const cache = useQueryClient();
  const [done, setDone] = useState(0);
  const sending = useMutation({
    mutationFn: async (people: readonly PastedPerson[]) => {
      const outcomes: Outcome[] = [];
      for (const { email, name } of people) {
        setDone(outcomes.length);
        const made = invite({ email, role, ...(name !== undefined && { name }) });
        outcomes.push(
          await made.then(
            (invitation) => ({ email, made: invitation }),
            (error: unknown) => ({ email, refused: explain(error, texts) }),
          ),
        );
      }
      return outcomes;
    },
    onSuccess: (outcomes) => {
      onDone(outcomes);
      return cache.invalidateQueries({ queryKey: adminQueries.invitations().queryKey });
    },
  });
  return { sending, done };
}
