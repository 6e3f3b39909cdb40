import type { Translation } from '../types.js';
import type { wall as source } from '../zh-CN/wall.js';

export const wall: Translation<typeof source> = {
  title: 'Incident situation',
  standsStill: 'the numbers no longer move',
  age: 'updated {{n}} s ago',
  ageStale: 'no update since {{at}}, {{n}} s',
  unlocated: '{{n}} not located',
  events: 'Key events',
  noEvents: 'No key events lately',
  event: { detected: 'Detected', declared: 'Declared', closed: 'Closed' },
  deadlines: 'Deadlines ahead',
  notice: {
    closed: {
      title: 'This wall link is no longer valid',
      hint: 'It was revoked, has expired, or the address is wrong. Ask an administrator for a new one.',
    },
    waiting: { title: 'The server cannot be reached', hint: 'Trying again all the time; the wall returns by itself.' },
  },
};
