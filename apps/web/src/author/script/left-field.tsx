import { useState } from 'react';
import { TextField } from '../../ui/field.js';

type LeftFieldProps = {
  readonly label: string;
  readonly hint?: string;
  readonly value: string;
  /** Why what is typed cannot be taken. */
  readonly refuses?: (typed: string) => string | undefined;
  readonly onLeave: (typed: string) => void;
};

/** A text that is taken once its field is left, and not while it is refused. */
export function LeftField({ label, hint, value, refuses, onLeave }: LeftFieldProps) {
  const [typed, setTyped] = useState<string | null>(null);
  const refused = typed === null ? undefined : refuses?.(typed.trim());
  return (
    <TextField
      label={label}
      hint={hint}
      error={refused}
      maxLength={300}
      value={typed ?? value}
      onChange={(event) => setTyped(event.target.value)}
      onBlur={() => {
        if (typed === null || refused !== undefined) return;
        if (typed.trim() !== value) onLeave(typed.trim());
        setTyped(null);
      }}
    />
  );
}
