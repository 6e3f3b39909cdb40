import { useLayoutEffect, useRef, type ReactNode } from 'react';
import { cx } from './classes.js';
import { roveFocus } from './roving.js';
import './tabs.css';

export interface TabItem<K extends string> {
  key: K;
  label: ReactNode;
  count?: number | string;
  tone?: 'plain' | 'warn';
}

export interface TabsProps<K extends string> {
  label: string;
  tabs: readonly TabItem<K>[];
  active: K;
  onSelect: (key: K) => void;
  /** Ties tabs to their panel: the panel takes `id={tabPanelId(idBase)}`. */
  idBase: string;
  aside?: ReactNode;
}

export const tabId = (idBase: string, key: string): string => `${idBase}-tab-${key}`;
export const tabPanelId = (idBase: string): string => `${idBase}-panel`;

/** Manual activation: arrows move focus, Enter or Space opens, so that passing over a tab loads nothing. */
export function Tabs<K extends string>({ label, tabs, active, onSelect, idBase, aside }: TabsProps<K>) {
  const chosen = useRef<HTMLButtonElement>(null);
  // On a phone the strip is wider than the screen: the open tab must be in sight.
  // In braces: newer browsers answer a promise, which React would call to clean up.
  useLayoutEffect(() => {
    void chosen.current?.scrollIntoView?.({ block: 'nearest', inline: 'center' });
  }, [active]);
  return (
    <div className="tabs">
      <div className="tabs__list" role="tablist" aria-label={label} onKeyDown={(event) => roveFocus(event, '[role=tab]')}>
        {tabs.map((tab) => (
          <button
            key={tab.key}
            ref={tab.key === active ? chosen : undefined}
            type="button"
            role="tab"
            id={tabId(idBase, tab.key)}
            className="tabs__tab"
            aria-selected={tab.key === active}
            aria-controls={tab.key === active ? tabPanelId(idBase) : undefined}
            tabIndex={tab.key === active ? 0 : -1}
            onClick={() => onSelect(tab.key)}
          >
            {tab.label}
            {tab.count !== undefined && <span className={cx('tabs__count', tab.tone === 'warn' && 'tabs__count--warn')}>{tab.count}</span>}
          </button>
        ))}
      </div>
      {aside !== undefined && <div className="tabs__aside">{aside}</div>}
    </div>
  );
}

export function TabPanel({
  idBase,
  active,
  children,
  className,
}: {
  idBase: string;
  active: string;
  children: ReactNode;
  className?: string;
}) {
  return (
    <div role="tabpanel" id={tabPanelId(idBase)} aria-labelledby={tabId(idBase, active)} className={className} tabIndex={-1}>
      {children}
    </div>
  );
}
