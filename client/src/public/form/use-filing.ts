import type { AttachmentId } from '@tocsin/shared/kernel';
import { useEffect, useRef, useState } from 'react';
import { usePrefs } from '../../lib/prefs.js';
import { serverNow } from '../../lib/server-clock.js';
import { isFailure } from '../failure.js';
import { newKey } from '../../lib/new-key.js';
import { go } from '../path.js';
import { keepReceipt } from '../receipt.js';
import { check, complaintOf, faultsOf, FIELDS, type Faults } from './check.js';
import { blank, dropDraft, keepDraft, readDraft, type Answers } from './draft.js';
import type { useUploads } from './use-uploads.js';

const DRAFT_MS = 400;

/** The day where most complainants are; a browser abroad may already have tomorrow. */
export const today = (): string => new Intl.DateTimeFormat('en-CA', { timeZone: 'Asia/Shanghai' }).format(serverNow());

function useDraft() {
  const [answers, setAnswers] = useState<Answers>(readDraft);
  const { text, orderRef, occurredOn, area, adcode, demands } = answers;
  const sent = useRef(false);
  useEffect(() => {
    const timer = setTimeout(() => sent.current || keepDraft({ text, orderRef, occurredOn, area, adcode, demands }), DRAFT_MS);
    return () => clearTimeout(timer);
  }, [text, orderRef, occurredOn, area, adcode, demands]);
  const clear = (): void => {
    dropDraft();
    setAnswers((all) => ({ ...blank(), contact: all.contact, consent: all.consent }));
  };
  const finish = (): void => {
    sent.current = true;
    dropDraft();
  };
  return { answers, setAnswers, clear, finish };
}

const focusFirst = (faults: Faults): void => {
  const first = FIELDS.find((name) => faults[name] !== undefined);
  if (first !== undefined) requestAnimationFrame(() => document.getElementById(first)?.focus());
};

export function useFiling(files: ReturnType<typeof useUploads>) {
  const { lang } = usePrefs();
  const { answers, setAnswers, clear, finish } = useDraft();
  const [faults, setFaults] = useState<Faults>({});
  const [error, setError] = useState<unknown>(null);
  const [sending, setSending] = useState(false);
  /** The same key for a repeat of the same content; another content needs another one. */
  const intent = useRef({ body: '', key: '' });

  const change = (more: Partial<Answers>): void => {
    setAnswers((all) => ({ ...all, ...more }));
    setFaults((all) => Object.fromEntries(Object.entries(all).filter(([name]) => !(name in more))));
  };
  const refuse = (found: Faults): void => {
    setFaults(found);
    focusFirst(found);
  };
  const submit = async (): Promise<void> => {
    const found = check(answers, today());
    if (files.uploads.some((one) => one.state === 'failed')) found.attachments = 'fault.files';
    setError(null);
    setFaults(found);
    if (Object.keys(found).length > 0) return focusFirst(found);
    setSending(true);
    try {
      const held = files.uploads.flatMap(({ held: one }): AttachmentId[] => (one === null ? [] : [one.id]));
      const complaint = complaintOf(answers, held, lang);
      const body = JSON.stringify(complaint);
      if (intent.current.body !== body) intent.current = { body, key: newKey() };
      const { file } = await import('../api.js');
      keepReceipt(await file(complaint, intent.current.key));
      finish();
      go('/c/done');
    } catch (failure) {
      const named = isFailure(failure) && failure.code === 'request/invalid' ? faultsOf(failure.issues) : {};
      if (Object.keys(named).length > 0) refuse(named);
      else setError(failure);
    } finally {
      setSending(false);
    }
  };
  return { answers, change, clear, faults, error, sending, submit };
}
