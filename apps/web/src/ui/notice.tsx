import type { ReactNode } from 'react';
import { Icon, type IconName } from './icon.js';

type Kind = 'plain' | 'error' | 'good' | 'wait';

const icons: Record<Kind, IconName> = { plain: 'message', error: 'alert', good: 'check', wait: 'pause' };

/** One thing to know. Errors are announced at once, the rest when the reader has finished. */
export function Notice({
  kind = 'plain',
  icon,
  children,
}: {
  kind?: Kind;
  icon?: IconName;
  children: ReactNode;
}) {
  return (
    <div
      className={kind === 'plain' ? 'notice' : `notice notice--${kind}`}
      role={kind === 'error' ? 'alert' : 'status'}
    >
      <Icon name={icon ?? icons[kind]} />
      <div className="grow">{children}</div>
    </div>
  );
}
