import { useEffect, useState } from 'react';

const tokenOf = (hash: string): string | null => new URLSearchParams(hash.slice(1)).get('once');

/**
 * The token of the link that opened the page; null without one. It is taken out of the address at once, so that it reaches neither the history
 * nor a shared screen.
 */
export function useOnceToken(): string | null {
  const [token, setToken] = useState(() => tokenOf(location.hash));
  useEffect(() => {
    const take = () => {
      const found = tokenOf(location.hash);
      if (found === null) return;
      setToken(found);
      history.replaceState(history.state, '', location.pathname + location.search);
    };
    take();
    addEventListener('hashchange', take); // a second link, opened in the same tab
    return () => removeEventListener('hashchange', take);
  }, []);
  return token;
}
