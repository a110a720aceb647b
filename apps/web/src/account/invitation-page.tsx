import type { InvitationOffer } from '@lockstep/contracts';
import { useMutation, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useNavigate } from 'react-router';
import { acceptInvitation, readInvitation } from '../api/account.js';
import { explain } from '../api/explain.js';
import { problemOf } from '../api/query-client.js';
import { useAccountTexts } from '../i18n/account-texts.js';
import { useTexts } from '../i18n/language.js';
import { Button } from '../ui/button.js';
import { TextField } from '../ui/field.js';
import { Notice } from '../ui/notice.js';
import { EmailField, NewPasswordField } from './account-fields.js';
import { CardPage } from './card-page.js';
import { useOnceToken } from './once-token.js';

/** Opened by the link of an invitation. */
export function InvitationPage() {
  const texts = useTexts();
  const accounts = useAccountTexts();
  const token = useOnceToken();
  const offer = useQuery({
    queryKey: ['invitation', token],
    queryFn: () => readInvitation(token ?? ''),
    enabled: token !== null,
    staleTime: Infinity,
  });
  const problem = problemOf(offer);
  if (token !== null && offer.data) return <Accept key={token} token={token} offer={offer.data} />;
  return (
    <CardPage title={accounts.welcome} onSubmit={() => undefined}>
      {token === null && <p>{accounts.noLink}</p>}
      {problem && <Notice kind="error">{explain(problem, texts)}</Notice>}
      {token !== null && !problem && <p className="soft">{texts.common.loading}</p>}
    </CardPage>
  );
}

function Accept({ token, offer }: { token: string; offer: InvitationOffer }) {
  const texts = useTexts();
  const accounts = useAccountTexts();
  const navigate = useNavigate();
  const [email, setEmail] = useState(offer.email ?? '');
  const [name, setName] = useState(offer.name ?? '');
  const [password, setPassword] = useState('');
  const accepting = useMutation({ mutationFn: acceptInvitation, onSuccess: () => navigate('/') });
  const send = () =>
    accepting.mutate({ token, name, password, ...(offer.email === null && { email: email.trim() }) });
  return (
    <CardPage title={accounts.welcome} onSubmit={send}>
      <EmailField value={email} onChange={setEmail} readOnly={offer.email !== null} />
      <TextField
        label={accounts.name}
        name="name"
        autoComplete="name"
        required
        maxLength={60}
        value={name}
        onChange={(event) => setName(event.target.value)}
      />
      <NewPasswordField value={password} onChange={setPassword} />
      {accepting.error && <Notice kind="error">{explain(accepting.error, texts)}</Notice>}
      <Button type="submit" look="primary" disabled={accepting.isPending}>
        {accounts.accept}
      </Button>
    </CardPage>
  );
}
