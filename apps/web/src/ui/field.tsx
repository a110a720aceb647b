import { type InputHTMLAttributes, type ReactNode, type TextareaHTMLAttributes, useId } from 'react';

type FieldProps = {
  label: string;
  hint?: string | undefined;
  error?: string | undefined;
  hideLabel?: boolean;
};

type Wiring = { id: string; 'aria-describedby': string | undefined; 'aria-invalid': boolean | undefined };

/** A label, a control, and what is to be said about it, wired together. */
export function Field({
  label,
  hint,
  error,
  hideLabel = false,
  children,
}: FieldProps & { children: (wiring: Wiring) => ReactNode }) {
  const id = useId();
  const told = error ?? hint;
  return (
    <div className="field">
      <label className={hideLabel ? 'visually-hidden' : 'field__label'} htmlFor={id}>
        {label}
      </label>
      {children({
        id,
        'aria-describedby': told === undefined ? undefined : `${id}-told`,
        'aria-invalid': error === undefined ? undefined : true,
      })}
      {told !== undefined && (
        <p id={`${id}-told`} className={error === undefined ? 'field__hint' : 'field__error'}>
          {told}
        </p>
      )}
    </div>
  );
}

export function TextField({
  label,
  hint,
  error,
  hideLabel = false,
  small = false,
  ...input
}: FieldProps & { small?: boolean } & Omit<InputHTMLAttributes<HTMLInputElement>, 'id' | 'className'>) {
  return (
    <Field label={label} hint={hint} error={error} hideLabel={hideLabel}>
      {(wiring) => <input className={small ? 'input input--small' : 'input'} {...input} {...wiring} />}
    </Field>
  );
}

export function TextArea({
  label,
  hint,
  error,
  hideLabel = false,
  ...input
}: FieldProps & Omit<TextareaHTMLAttributes<HTMLTextAreaElement>, 'id' | 'className'>) {
  return (
    <Field label={label} hint={hint} error={error} hideLabel={hideLabel}>
      {(wiring) => <textarea className="input" {...input} {...wiring} />}
    </Field>
  );
}

export function SelectField<T extends string>({
  label,
  hint,
  error,
  hideLabel = false,
  small = false,
  value,
  options,
  onChange,
  disabled = false,
}: FieldProps & {
  small?: boolean;
  value: T;
  options: readonly { value: T; label: string }[];
  onChange: (value: T) => void;
  disabled?: boolean;
}) {
  return (
    <Field label={label} hint={hint} error={error} hideLabel={hideLabel}>
      {(wiring) => (
        <select
          className={small ? 'input input--small' : 'input'}
          value={value}
          disabled={disabled}
          onChange={(event) => {
            const chosen = options.find((option) => option.value === event.target.value);
            if (chosen) onChange(chosen.value);
          }}
          {...wiring}
        >
          {options.map((option) => (
            <option key={option.value} value={option.value}>
              {option.label}
            </option>
          ))}
        </select>
      )}
    </Field>
  );
}

/** A box to tick, with a line below it that says what that does. */
export function CheckField({
  label,
  hint,
  checked,
  onChange,
}: {
  label: string;
  hint?: string;
  checked: boolean;
  onChange: (checked: boolean) => void;
}) {
  const id = useId();
  return (
    <div className="field">
      <label className="check">
        <input
          type="checkbox"
          checked={checked}
          aria-describedby={hint === undefined ? undefined : `${id}-told`}
          onChange={(event) => onChange(event.target.checked)}
        />
        {label}
      </label>
      {hint !== undefined && (
        <p id={`${id}-told`} className="field__hint">
          {hint}
        </p>
      )}
    </div>
  );
}
