import { useState } from 'react';
import { copyText } from '../lib/clipboard.js';
import type { Receipt } from './api.js';
import { saveReceiptImage } from './receipt-image.js';
import { readReceipt } from './receipt.js';
import { PageLink, PageTitle } from './shell.js';
import { when } from './when.js';
import { useWords } from './words.js';

function Actions({ receipt }: { receipt: Receipt }) {
  const t = useWords();
  const [copied, setCopied] = useState<'done.copied' | 'done.copyFailed' | null>(null);
  const { receiptNo, code } = receipt;
  const copy = async (): Promise<void> => {
    setCopied((await copyText(t('done.text', { receiptNo, code }))) ? 'done.copied' : 'done.copyFailed');
  };
  const save = (): void => {
    const rows = [
      [t('done.receiptNo'), receiptNo],
      [t('done.code'), code],
      [t('done.firstReply'), t('done.before', { at: when(receipt.firstReplyBy) })],
    ] as const;
    void saveReceiptImage({ site: t('site'), title: t('done.image'), rows, note: t('done.lead') }, receiptNo);
  };
  return (
    <div className="pub-acts">
      <button type="button" className="pub-button pub-button--main" onClick={() => void copy()}>
        {t('done.copy')}
      </button>
      <button type="button" className="pub-button" onClick={save}>
        {t('done.save')}
      </button>
      <p className="pub-acts__said" role="status">
        {copied !== null && t(copied)}
      </p>
    </div>
  );
}

export function DonePage({ moved }: { moved: boolean }) {
  const t = useWords();
  const [receipt] = useState(readReceipt);
  if (receipt === null)
    return (
      <>
        <PageTitle name="done.image" lead={t('done.gone')} moved={moved} />
        <PageLink to="/c/track" className="pub-button">
          {t('done.track')}
        </PageLink>
      </>
    );
  return (
    <>
      <PageTitle name="done.title" lead={t('done.lead')} moved={moved} />
      <section className="pub-card" aria-label={t('done.image')}>
        <dl className="pub-receipt">
          <div>
            <dt>{t('done.receiptNo')}</dt>
            <dd className="pub-receipt__no">{receipt.receiptNo}</dd>
          </div>
          <div>
            <dt>{t('done.code')}</dt>
            <dd className="pub-receipt__no">{receipt.code}</dd>
          </div>
          <div>
            <dt>{t('done.firstReply')}</dt>
            <dd>{t('done.before', { at: when(receipt.firstReplyBy) })}</dd>
          </div>
        </dl>
        <p className="pub-note">{t('done.keep')}</p>
        <Actions receipt={receipt} />
      </section>
      <p className="pub-more">
        <PageLink to="/c/track" search={`?no=${receipt.receiptNo}`}>
          {t('done.track')}
        </PageLink>
        <PageLink to="/c/new">{t('done.again')}</PageLink>
      </p>
    </>
  );
}
