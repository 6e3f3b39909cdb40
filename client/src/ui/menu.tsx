import { Dropdown, Popover as AntPopover, Tooltip as AntTooltip } from 'antd';
import type { ReactElement, ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useReadOnly } from '../lib/read-only.js';

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

/** A button's menu: arrows, Enter and Esc work; the trigger must be a focusable element. */
export function Menu({ items, children, label }: { items: readonly MenuItem[]; children: ReactElement; label: string }) {
  const { t } = useTranslation('ui');
  const readOnly = useReadOnly();
  const entries = items.flatMap((item) => [
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

export function Popover({
  content,
  title,
  children,
  open,
  onOpenChange,
}: {
  content: ReactNode;
  title?: ReactNode;
  children: ReactElement;
  open?: boolean;
  onOpenChange?: (open: boolean) => void;
}) {
  return (
    <AntPopover
      content={content}
      title={title}
      trigger="click"
      destroyOnHidden
      {...(open === undefined ? {} : { open })}
      onOpenChange={onOpenChange}
    >
      {children}
    </AntPopover>
  );
}
