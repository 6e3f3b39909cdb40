import { Dropdown, Popover as AntPopover, Tooltip as AntTooltip } from 'antd';
import type { ReactElement, ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useReadOnly } from '../lib/read-only.js';
import { BREAKPOINT, useMedia } from '../lib/use-media.js';
import './menu.css';

export interface MenuItem {
  key: string;
  label: ReactNode;
  icon?: ReactNode;
  danger?: boolean;
  disabled?: boolean;
  /** Changes something, or opens what does. */
  writes?: boolean;
  /** Draws a line above this item. */
  divided?: boolean;
  onSelect: () => void;
}

/** What can be undone stands first and has the focus; what destroys stands last, behind a line. */
export function arranged(items: readonly MenuItem[]): MenuItem[] {
  const ordinary = items.filter(({ danger }) => danger !== true);
  const dangerous = items.filter(({ danger }) => danger === true);
  const line = (item: MenuItem, i: number, first: boolean): MenuItem => ({ ...item, divided: i === 0 ? first : item.divided === true });
  return [...ordinary.map((item, i) => line(item, i, false)), ...dangerous.map((item, i) => line(item, i, ordinary.length > 0))];
}

/** A button's menu: arrows, Enter and Esc work; the trigger must be a focusable element. */
export function Menu({ items, children, label }: { items: readonly MenuItem[]; children: ReactElement; label: string }) {
  const { t } = useTranslation('ui');
  const readOnly = useReadOnly();
  const entries = arranged(items).flatMap((item) => [
    ...(item.divided === true ? [{ type: 'divider' as const, key: `${item.key}-line` }] : []),
    {
      key: item.key,
      label: item.label,
      icon: item.icon,
      danger: item.danger === true,
      disabled: item.disabled === true || (item.writes === true && readOnly !== null),
      ...(item.writes === true && readOnly ? { title: t(`readOnly.${readOnly}`) } : {}),
      onClick: item.onSelect,
    },
  ]);
  return (
    <Dropdown menu={{ items: entries, 'aria-label': label }} trigger={['click']} autoFocus destroyOnHidden>
      {children}
    </Dropdown>
  );
}

export function Tooltip({ text, children }: { text: ReactNode; children: ReactElement }) {
  return (
    <AntTooltip title={text} mouseEnterDelay={0.3} trigger={['hover', 'focus']}>
      {children}
    </AntTooltip>
  );
}

/** Never shifted over its own trigger: it goes to the other side instead, and what is too tall scrolls within. */
const BELOW = { shiftY: false, adjustY: 1 } as const;

/** `beside` for what explains the text around its button: on a wide screen that text stays readable. */
export function Popover({
  content,
  title,
  children,
  open,
  onOpenChange,
  side = 'below',
}: {
  content: ReactNode;
  title?: ReactNode;
  children: ReactElement;
  open?: boolean;
  onOpenChange?: (open: boolean) => void;
  side?: 'below' | 'beside';
}) {
  const narrow = useMedia(BREAKPOINT.column);
  const beside = side === 'beside' && !narrow;
  return (
    <AntPopover
      content={content}
      title={title}
      trigger="click"
      destroyOnHidden
      classNames={{ root: beside ? 'pop pop--beside' : 'pop' }}
      {...(beside ? { placement: 'left' as const } : { placement: 'bottom' as const, autoAdjustOverflow: BELOW })}
      {...(open === undefined ? {} : { open })}
      onOpenChange={onOpenChange}
    >
      {children}
    </AntPopover>
  );
}
