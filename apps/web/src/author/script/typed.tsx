import { useState } from 'react';
import { TextField } from '../../ui/field.js';

type TypedProps<T> = {
  readonly label: string;
  readonly hint?: string;
  readonly refused: string;
  readonly value: string;
  /** @returns undefined for what cannot be read */
  readonly read: (typed: string) => T | undefined;
  /** Undefined: the field was emptied. */
  readonly onValue: (value: T | undefined) => void;
};

/** Goes into the text once the field is left, and not while it cannot be read. */
export function Typed<T>({ label, hint, refused, value, read, onValue }: TypedProps<T>) {
  const [typed, setTyped] = useState<string | null>(null);
  const plain = typed?.trim() ?? '';
  const isReadable = plain === '' || read(plain) !== undefined;
  const leave = () => {
    if (typed === null || !isReadable) return;
    if (plain !== value) onValue(plain === '' ? undefined : read(plain));
    setTyped(null);
  };
  return (
    <TextField
      label={label}
      hint={hint}
      error={isReadable ? undefined : refused}
      value={typed ?? value}
      onChange={(event) => setTyped(event.target.value)}
      onBlur={leave}
    />
  );
}
