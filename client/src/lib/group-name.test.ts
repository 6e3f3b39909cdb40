import { expect, it } from '@jest/globals';
import type { GroupId } from '@tocsin/shared/kernel';
import { groupName } from './group-name.js';

const id = '01938e3f-0000-7000-8000-0000000a1b2c' as GroupId;

it.each([
  ['华东仓 · 停摆', ['华东仓'], '华东仓 · 停摆'],
  ['—', ['华东仓', '停摆', '物流', '退款'], '华东仓 · 停摆 · 物流'],
  ['', [], '#0a1b2c'],
  ['—', [], '#0a1b2c'],
])('calls a group titled «%s» with the words %j by a name', (title, terms, name) => {
  expect(groupName({ id, title, terms })).toBe(name);
});
