import { useEffect, useRef } from 'react';

/** A signal that ends what is under way when the page is left. */
export function useLeaving(): () => AbortSignal {
  const current = useRef<AbortController>(undefined);
  useEffect(() => () => current.current?.abort(new Error('the page was left')), []);
  return () => (current.current = new AbortController()).signal;
}
