import { useMutation } from '@tanstack/react-query';
import { CornerUpRight, Split } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { count } from '../../../lib/format.js';
import { useCan } from '../../../lib/session.js';
import { Button } from '../../../ui/button.js';
import { useCommands } from '../../../ui/hotkeys/index.js';
import { useProblemText } from '../../../ui/states.js';
import { toasts } from '../../../ui/toasts.js';
import { MoveDialog } from './move-dialog.js';
import type { Member } from './plan.rules.js';
import { MOST_MEMBERS } from './regroup-dialog.js';
import { SplitDialog } from './split-dialog.js';

export interface PickedMembers {
  count: number;
  /** May ask the server: "all matching" is not all loaded. */
  collect: () => Promise<readonly Member[]>;
  clear: () => void;
}

type Act = 'split' | 'move';

/** Buttons for the complaints that are ticked. Without the permission there is no button. */
export function RegroupActions({ picked }: { picked: PickedMembers }) {
  const { t } = useTranslation('groups');
  const problem = useProblemText();
  const may = { split: useCan('group:split'), move: useCan('group:move') };
  const [open, setOpen] = useState<{ act: Act; members: readonly Member[] } | null>(null);
  const collect = useMutation({
    mutationFn: async (act: Act) => ({ act, members: await picked.collect() }),
    onSuccess: setOpen,
    onError: (error) => toasts.error(problem(error)),
  });
  const blocked = picked.count > MOST_MEMBERS ? t('tooManyMembers', { max: count(MOST_MEMBERS) }) : null;
  const start = (act: Act): void => {
    if (blocked === null && may[act]) collect.mutate(act);
  };
  useCommands(
    [
      { id: 'regroup-move', label: t('move.action'), group: 'inbox', keys: 'm', run: () => start('move') },
      { id: 'regroup-split', label: t('split.action'), group: 'inbox', keys: 'Shift+S', run: () => start('split') },
    ],
    { enabled: may.move && may.split },
  );
  const close = (): void => setOpen(null);
  const done = (): void => {
    close();
    picked.clear();
  };
  return (
    <>
      {may.split && (
        <Button
          size="sm"
          icon={<Split size={13} aria-hidden="true" />}
          busy={collect.isPending && collect.variables === 'split'}
          blockedBy={blocked}
          onClick={() => start('split')}
        >
          {t('split.action')}
        </Button>
      )}
      {may.move && (
        <Button
          size="sm"
          kbd="m"
          icon={<CornerUpRight size={13} aria-hidden="true" />}
          busy={collect.isPending && collect.variables === 'move'}
          blockedBy={blocked}
          onClick={() => start('move')}
        >
          {t('move.action')}
        </Button>
      )}
      {open?.act === 'split' && <SplitDialog members={open.members} onClose={close} onDone={done} />}
      {open?.act === 'move' && <MoveDialog members={open.members} onClose={close} onDone={done} />}
    </>
  );
}
