import { Search } from 'lucide-react';
import { useEffect, useId, useRef, useState } from 'react';
import type { KeyboardEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { Kbd } from '../kbd.js';
import './command-palette.css';
import type { PaletteEntry } from './entry.js';
import { NO_PINYIN, rank, type PinyinReader } from './rank.rules.js';

export interface CommandPaletteProps {
  entries: readonly PaletteEntry[];
  onClose: () => void;
  /** The words that are typed and settled; never letters that an input method still composes with. */
  onQuery: (query: string) => void;
  onSearch: ((query: string) => void) | null;
}

/** pinyin-pro is large and only the palette wants it: it comes with the first opening. */
function usePinyin(): PinyinReader {
  const [reader, setReader] = useState<PinyinReader>(NO_PINYIN);
  useEffect(() => {
    let here = true;
    void import('./pinyin.js').then(({ pinyinReader }) => here && setReader(pinyinReader));
    return () => {
      here = false;
    };
  }, []);
  return reader;
}

function useModal() {
  const dialog = useRef<HTMLDialogElement>(null);
  useEffect(() => {
    const node = dialog.current;
    const before = document.activeElement;
    if (node !== null && !node.open) {
      node.showModal();
      // The modal's own choice is the list's frame, and `autoFocus` came before there was a modal.
      node.querySelector('input')?.focus();
    }
    return () => {
      node?.close();
      if (before instanceof HTMLElement) before.focus();
    };
  }, []);
  return dialog;
}

/** What is typed, and of it what is settled: letters being composed are shown in the field and nowhere else. */
function useTyped(onQuery: (query: string) => void) {
  const [text, setText] = useState('');
  const [query, setQuery] = useState('');
  const composing = useRef(false);
  const settle = (value: string): void => {
    setQuery(value.trim());
    onQuery(value.trim());
  };
  return {
    query,
    composing,
    field: {
      value: text,
      onChange: ({ currentTarget }: { currentTarget: HTMLInputElement }): void => {
        setText(currentTarget.value);
        if (!composing.current) settle(currentTarget.value);
      },
      onCompositionStart: (): void => {
        composing.current = true;
      },
      onCompositionEnd: ({ currentTarget }: { currentTarget: HTMLInputElement }): void => {
        composing.current = false;
        setText(currentTarget.value);
        settle(currentTarget.value);
      },
    },
  };
}

/** The first row is chosen until the arrows or the mouse choose another; what comes in later does not take that away. */
function useChoice(rows: readonly PaletteEntry[], query: string) {
  const [picked, setPicked] = useState<{ id: string; query: string } | null>(null);
  const at = picked?.query === query ? rows.findIndex(({ id }) => id === picked.id) : -1;
  const index = at === -1 ? 0 : at;
  const pick = (id: string | undefined): void => setPicked(id === undefined ? null : { id, query });
  return { chosen: rows[index] ?? null, pick, to: (i: number) => pick(rows[(i + rows.length) % rows.length]?.id), index };
}

function Row({
  entry,
  id,
  chosen,
  onPick,
  onRun,
}: {
  entry: PaletteEntry;
  id: string;
  chosen: boolean;
  onPick: () => void;
  onRun: () => void;
}) {
  const { t } = useTranslation('ui');
  const row = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (chosen) row.current?.scrollIntoView?.({ block: 'nearest' });
  }, [chosen]);
  return (
    <div
      ref={row}
      id={id}
      role="option"
      aria-selected={chosen}
      className="palette__item"
      data-kind={entry.kind}
      onMouseMove={() => !chosen && onPick()}
      // The field keeps the focus, or a phone's keyboard would close and open again.
      onMouseDown={(event) => event.preventDefault()}
      onClick={onRun}
    >
      <span className="clip">{entry.label}</span>
      {entry.hint !== undefined && <span className="palette__hint clip">{entry.hint}</span>}
      <span className="palette__side">
        {entry.keys !== undefined && <Kbd keys={entry.keys} />}
        <span className="palette__kind">{t(`palette.kind.${entry.kind}`)}</span>
      </span>
    </div>
  );
}

/** Pages, objects and commands by a few letters: the best answer stands first and is the one that Enter takes. */
export function CommandPalette({ entries, onClose, onQuery, onSearch }: CommandPaletteProps) {
  const { t } = useTranslation('ui');
  const dialog = useModal();
  const listId = useId();
  const reader = usePinyin();
  const { query, composing, field } = useTyped(onQuery);
  const hits = query === '' ? entries.filter(({ kind }) => kind === 'page' || kind === 'command') : rank(entries, query, reader);
  const searchFor: PaletteEntry[] =
    query === '' || onSearch === null
      ? []
      : [{ id: 'search-for', kind: 'command', label: t('palette.searchFor', { query }), keys: '/', run: () => onSearch(query) }];
  const rows = [...hits, ...searchFor];
  const { chosen, pick, to, index } = useChoice(rows, query);
  const run = (entry: PaletteEntry | null): void => {
    if (entry === null) return;
    onClose();
    entry.run();
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    // Enter, Esc and the arrows belong to the input method while it composes; 229 is how some say so after the fact.
    if (composing.current || event.nativeEvent.isComposing || event.keyCode === 229) return;
    const steps: Record<string, () => void> = {
      ArrowDown: () => to(index + 1),
      ArrowUp: () => to(index - 1),
      Enter: () => run(chosen),
    };
    const step = steps[event.key];
    if (step === undefined) return;
    event.preventDefault();
    step();
  };
  const idOf = (entry: PaletteEntry): string => `${listId}-${entry.id}`;
  return (
    <dialog
      ref={dialog}
      className="palette"
      aria-label={t('palette.title')}
      onCancel={(event) => {
        event.preventDefault();
        if (!composing.current) onClose();
      }}
      onMouseDown={(event) => event.target === event.currentTarget && onClose()}
    >
      <div className="palette__bar">
        <Search size={16} aria-hidden="true" />
        <input
          className="palette__input"
          role="combobox"
          aria-label={t('palette.title')}
          aria-expanded={rows.length > 0}
          aria-controls={listId}
          aria-autocomplete="list"
          aria-activedescendant={chosen === null ? undefined : idOf(chosen)}
          autoComplete="off"
          autoCorrect="off"
          spellCheck={false}
          maxLength={200}
          placeholder={t('palette.placeholder')}
          onKeyDown={onKeyDown}
          {...field}
        />
      </div>
      <div id={listId} role="listbox" className="palette__list" aria-label={t('palette.title')}>
        {rows.map((entry) => (
          <Row
            key={entry.id}
            entry={entry}
            id={idOf(entry)}
            chosen={entry === chosen}
            onPick={() => pick(entry.id)}
            onRun={() => run(entry)}
          />
        ))}
      </div>
      {hits.length === 0 && (
        <p className="palette__empty" role="status">
          {t('palette.empty')}
        </p>
      )}
    </dialog>
  );
}
