import {
  type KeyboardEvent,
  type ReactNode,
  type RefObject,
  useEffect,
  useId,
  useRef,
  useState,
} from 'react';

export type Tab<T extends string> = {
  readonly value: T;
  readonly label: string;
  readonly content: ReactNode;
  /** Once shown it stays in the page, hidden: what was typed in it is there when it is shown again. */
  readonly keeps?: boolean;
};

/** One of several panels. Arrow keys move between the tabs, as the ARIA practices have it. */
export function Tabs<T extends string>({
  label,
  tabs,
  selected,
  onSelect,
}: {
  label: string;
  tabs: readonly Tab<T>[];
  selected: T;
  onSelect: (value: T) => void;
}) {
  const id = useId();
  const list = useSelectedInView(selected);
  const move = (event: KeyboardEvent) => {
    const step = event.key === 'ArrowRight' ? 1 : event.key === 'ArrowLeft' ? -1 : 0;
    if (step === 0) return;
    const at = tabs.findIndex(({ value }) => value === selected);
    const next = tabs[(at + step + tabs.length) % tabs.length];
    if (!next) return;
    event.preventDefault();
    onSelect(next.value);
    list.current?.querySelector<HTMLElement>(`[id="${id}-${next.value}"]`)?.focus();
  };
  const [visited, setVisited] = useState<readonly T[]>([selected]);
  if (!visited.includes(selected)) setVisited([...visited, selected]);
  const mounted = tabs.filter(({ value, keeps }) => value === selected || (keeps && visited.includes(value)));
  return (
    <>
      <div className="tabs" role="tablist" aria-label={label} ref={list} onKeyDown={move}>
        {tabs.map((tab) => (
          <button
            key={tab.value}
            id={`${id}-${tab.value}`}
            type="button"
            role="tab"
            className="tabs__tab"
            aria-selected={tab.value === selected}
            aria-controls={tab.value === selected ? `${id}-${tab.value}-panel` : undefined}
            tabIndex={tab.value === selected ? 0 : -1}
            onClick={() => onSelect(tab.value)}
          >
            {tab.label}
          </button>
        ))}
      </div>
      {mounted.map(({ value, content }) => (
        <div
          key={value}
          id={`${id}-${value}-panel`}
          role="tabpanel"
          aria-labelledby={`${id}-${value}`}
          className="tabs__panel"
          hidden={value !== selected}
        >
          {content}
        </div>
      ))}
    </>
  );
}

/** A narrow screen has no room for all tabs: the selected one is scrolled into view. */
function useSelectedInView(selected: string): RefObject<HTMLDivElement | null> {
  const list = useRef<HTMLDivElement>(null);
  useEffect(() => {
    const tab = list.current?.querySelector('[aria-selected="true"]');
    tab?.scrollIntoView({ block: 'nearest', inline: 'nearest' });
  }, [selected]);
  return list;
}
