import { useMutation } from '@tanstack/react-query';
import { type SubmitEvent, useState } from 'react';
import { Link } from 'react-router';
import { signIn } from '../api/account.js';
import { explain } from '../api/explain.js';
import { isSignedIn, setStaffToken } from '../api/staff-token.js';
import { useAccountTexts } from '../i18n/account-texts.js';
import { useTexts } from '../i18n/language.js';
import { Button } from '../ui/button.js';
import { TextField } from '../ui/field.js';
import { Notice } from '../ui/notice.js';
import { useLanguageOf } from './account-language.js';
import { EmailField } from './account-fields.js';

type CardProps = {
  /** Why the sign-in of before is not good. */
  readonly refused?: string | undefined;
  /** Whether it is the whole page, so that its title is the page's. */
  readonly alone: boolean;
  readonly onEntered?: (() => unknown) | undefined;
};

/** Signing in: with an account first, and with a token for those who have one. */
export function SignInCard({ refused, alone, onEntered }: CardProps) {
  const [withToken, setWithToken] = useState(refused !== undefined && !isSignedIn());
  const other = () => setWithToken(!withToken);
  return withToken ? (
    <TokenForm refused={refused} alone={alone} onOther={other} />
  ) : (
    <AccountForm refused={refused} alone={alone} onEntered={onEntered} onOther={other} />
  );
}

type FormProps = CardProps & { readonly onOther: () => void };

function AccountForm({ refused, alone, onEntered, onOther }: FormProps) {
  const texts = useTexts();
  const accounts = useAccountTexts();
  const [email, setEmail] = useState('');
  const [password, setPassword] = useState('');
  const speak = useLanguageOf();
  const entering = useMutation({
    mutationFn: signIn,
    onSuccess: (account) => {
      speak(account);
      return onEntered?.();
    },
  });
  const Title = alone ? 'h1' : 'h2';
  const submit = (event: SubmitEvent) => {
    event.preventDefault();
    entering.mutate({ email, password });
  };
  return (
    <form className="card card--narrow" onSubmit={submit}>
      <Title className="card__title">{texts.signIn.title}</Title>
      {refused !== undefined && !entering.error && <Notice>{refused}</Notice>}
      <EmailField value={email} onChange={setEmail} />
      <TextField
        label={accounts.password}
        type="password"
        name="password"
        autoComplete="current-password"
        required
        value={password}
        onChange={(event) => setPassword(event.target.value)}
      />
      {entering.error && <Notice kind="error">{explain(entering.error, texts)}</Notice>}
      <Button type="submit" look="primary" disabled={entering.isPending}>
        {texts.signIn.enter}
      </Button>
      <Link to="/new-password">{accounts.forgotten}</Link>
      <Button look="quiet" small onClick={onOther}>
        {accounts.withToken}
      </Button>
    </form>
  );
}

function TokenForm({ refused, alone, onOther }: FormProps) {
  const texts = useTexts().signIn;
  const accounts = useAccountTexts();
  const [token, setToken] = useState('');
  const Title = alone ? 'h1' : 'h2';
  const submit = (event: SubmitEvent) => {
    event.preventDefault();
    if (token.trim() !== '') setStaffToken(token.trim());
  };
  return (
    <form className="card card--narrow" onSubmit={submit}>
      <Title className="card__title">{texts.title}</Title>
      <TextField
        label={texts.token}
        hint={texts.hint}
        error={refused}
        type="password"
        name="token"
        autoComplete="current-password"
        required
        value={token}
        onChange={(event) => setToken(event.target.value)}
      />
      <Button type="submit" look="primary">
        {texts.enter}
      </Button>
      <Button look="quiet" small onClick={onOther}>
        {accounts.withAccount}
      </Button>
    </form>
  );
}
