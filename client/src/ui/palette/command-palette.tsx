import { Command as Cmdk, defaultFilter } from 'cmdk';
import { Search } from 'lucide-react';
import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Command } from '../hotkeys/hub.js';
import { Kbd } from '../kbd.js';
import './command-palette.css';

export interface CommandPaletteProps {
  commands: readonly Command[];
  onClose: () => void;
  /** Objects found on the server for the words typed so far. */
  results?: readonly Command[];
  onQuery?: (query: string) => void;
  onSearch?: (query: string) => void;
}

type Pinyin = (label: string) => string[];

/** pinyin-pro is large and only the palette wants it: it comes with the first opening. */
function usePinyin(): Pinyin {
  const [pinyin, setPinyin] = useState<{ of: Pinyin }>({ of: () => [] });
  useEffect(() => {
    let here = true;
    void import('./pinyin.js').then(({ pinyinKeywords }) => here && setPinyin({ of: pinyinKeywords }));
    return () => {
      here = false;
    };
  }, []);
  return pinyin.of;
}

export function CommandPalette({ commands, onClose, results = [], onQuery, onSearch }: CommandPaletteProps) {
  const { t } = useTranslation('ui');
  const [query, setQuery] = useState('');
  const dialog = useRef<HTMLDialogElement>(null);
  const pinyin = usePinyin();
  useEffect(() => {
    const node = dialog.current;
    if (node !== null && !node.open) {
      node.showModal();
      // The modal's own choice is the list's frame, and `autoFocus` came before there was a modal.
      node.querySelector('input')?.focus();
    }
    return () => node?.close();
  }, []);
  const choose = (run: () => void): void => {
    onClose();
    run();
  };
  const type = (value: string): void => {
    setQuery(value);
    onQuery?.(value.trim());
  };
  const byId = new Map(commands.map((command) => [command.id, command]));
  /** cmdk reads an item's keywords once, but pinyin arrives later and results change while typing: so the score is ours. */
  const score = (id: string, search: string): number => {
    const command = byId.get(id);
    if (command === undefined) return id === 'search-for' ? 0.001 : 1;
    return defaultFilter(command.label, search, [...pinyin(command.label), ...(command.keywords ?? [])]);
  };
  const item = (command: Command) => (
    <Cmdk.Item key={command.id} value={command.id} className="palette__item" onSelect={() => choose(() => command.run())}>
      <span className="clip">{command.label}</span>
      {command.keys !== undefined && <Kbd keys={command.keys} />}
    </Cmdk.Item>
  );
  return (
    <dialog
      ref={dialog}
      className="palette"
      aria-label={t('palette.title')}
      onCancel={(event) => {
        event.preventDefault();
        onClose();
      }}
      onMouseDown={(event) => event.target === event.currentTarget && onClose()}
    >
      <Cmdk label={t('palette.title')} loop filter={score}>
        <div className="palette__bar">
          <Search size={16} aria-hidden="true" />
          <Cmdk.Input className="palette__input" autoFocus value={query} onValueChange={type} placeholder={t('palette.placeholder')} />
        </div>
        <Cmdk.List className="palette__list" label={t('palette.title')}>
          <Cmdk.Empty className="palette__empty">{t('palette.empty')}</Cmdk.Empty>
          {results.map(item)}
          {commands.filter((command) => command.palette !== false).map(item)}
          {query.trim() !== '' && onSearch !== undefined && (
            <Cmdk.Item
              value="search-for"

              className="palette__item"
              onSelect={() => choose(() => onSearch(query.trim()))}
            >
              <span className="clip">{t('palette.searchFor', { query: query.trim() })}</span>
              <Kbd keys="/" />
            </Cmdk.Item>
          )}
        </Cmdk.List>
      </Cmdk>
    </dialog>
  );
}
