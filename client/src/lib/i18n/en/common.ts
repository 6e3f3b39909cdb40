import type { Translation } from '../types.js';
import type { common as source } from '../zh-CN/common.js';

export const common: Translation<typeof source> = {
  product: 'Tocsin',
  action: {
    save: 'Save',
    cancel: 'Cancel',
    retry: 'Retry',
    undo: 'Undo',
    copy: 'Copy',
    copied: 'Copied',
    create: 'New',
    more: 'More actions',
    loadMore: 'Load more',
  },
  state: {
    loading: 'Loading…',
    required: 'Required',
    optional: 'optional',
    yes: 'Yes',
    no: 'No',
  },
  unit: { ms: '{{ms}} ms' },
  duration: {
    seconds: '{{n}} s',
    minutes: '{{n}} min',
    hours: '{{h}} h {{m}} min',
    days: '{{d}} d {{h}} h',
    ago: '{{span}} ago',
    justNow: 'just now',
  },
  error: {
    title: 'Could not load',
    requestId: 'Request {{id}}',
    crash: 'This page failed',
    crashHint: 'Nothing else is affected. Try again; if it keeps happening, give the details below to an administrator.',
    notFound: 'No such page',
    notFoundHint: 'The link may have expired or been mistyped.',
    goHome: 'Go to the overview',
  },
};
