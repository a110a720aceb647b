import { useAccountTexts } from '../i18n/account-texts.js';
import { TextField } from '../ui/field.js';

type FieldProps = {
  readonly value: string;
  readonly onChange: (value: string) => void;
};

/** E-mail address of an account, as password managers look for it. */
export function EmailField({
  value,
  onChange,
  readOnly = false,
}: FieldProps & { readonly readOnly?: boolean }) {
  const accounts = useAccountTexts();
  return (
    <TextField
      label={accounts.email}
      type="email"
      name="email"
      autoComplete="username"
      required
      readOnly={readOnly}
      value={value}
      onChange={(event) => onChange(event.target.value)}
    />
  );
}

/** A password that is chosen, with what it must be. */
export function NewPasswordField({ value, onChange }: FieldProps) {
  const accounts = useAccountTexts();
  return (
    <TextField
      label={accounts.password}
      hint={accounts.passwordHint}
      type="password"
      name="password"
      autoComplete="new-password"
      required
      minLength={10}
      value={value}
      onChange={(event) => onChange(event.target.value)}
    />
  );
}
