import type { Joined } from '@lockstep/contracts';
import { useMutation, useQuery } from '@tanstack/react-query';
import { useEffect } from 'react';
import { useLocation } from 'react-router';
import { explain } from '../api/explain.js';
import { queries } from '../api/queries.js';
import { isSignedIn, useSignIn } from '../api/staff-token.js';
import { useTexts } from '../i18n/language.js';
import { Message } from './message.js';

type Account = {
  /** The student who is signed in; undefined: nobody, or staff. */
  readonly name: string | undefined;
  /** Whether the server is still being asked. */
  readonly isAsking: boolean;
  /** Whether they come from their home, where they have said that they want to enter. */
  readonly enters: boolean;
};

/** Whether a student is signed in here with an account: they need no name to join. */
export function useOwnAccount(): Account {
  const { data, isLoading } = useQuery({ ...queries.me(useSignIn() ?? 0), enabled: isSignedIn() });
  const state: unknown = useLocation().state;
  const name = data?.kind === 'person' ? data.name : undefined;
  const enters = typeof state === 'object' && state !== null && 'enter' in state;
  return { name, isAsking: isLoading, enters: enters && name !== undefined };
}

type EnteringProps = {
  readonly join: (name: string) => Promise<Joined>;
  readonly name: string;
  readonly onJoined: (joined: Joined) => void;
};

/** Takes the own place of somebody with an account, without asking anything. */
export function Entering({ join, name, onJoined }: EnteringProps) {
  const texts = useTexts();
  const { mutate, error } = useMutation({ mutationFn: () => join(name), onSuccess: onJoined });
  useEffect(() => mutate(), [mutate]);
  if (error) return <Message title={explain(error, texts)} onRetry={() => mutate()} />;
  return <Message title={texts.common.loading} />;
}
