import { describe, expect, it } from '@jest/globals';
import { newId, type ComplaintId, type GroupId } from '@tocsin/shared/kernel';
import { prepare, type ObjectDictionary, type Prepared } from '../engine/index.js';
import { Replay, type Guide } from './replay.js';

const FREE: Guide = { bound: new Map(), locked: new Set(), named: new Set(), parted: [], orphaned: new Set() };
const TEXTS = ['空调买回来三天就不制冷，报修五次没人上门，要求退货退款', '买的空调完全不制冷，报修多次都没人上门维修，我要退货'];
const BRANDS: ObjectDictionary = { version: '1', entries: ['云帆', '海岳'].map((name) => ({ name, kind: 'brand', aliases: [] })) };
const ids = Array.from({ length: 4 }, () => newId<ComplaintId>());
const brandOf = (i: number): string => (i < 2 ? '云帆' : '海岳');
const doc = (i: number, dictionary?: ObjectDictionary): Prepared =>
  prepare({ id: ids[i] as string, at: i, text: `${brandOf(i)}${TEXTS[i % 2] ?? ''}`, author: String(i) }, { profile: 'post', dictionary });

function targets(guide: Guide, dictionary?: ObjectDictionary): (string | undefined)[] {
  const replay = new Replay(guide);
  for (let i = 0; i < 4; i++) replay.take(doc(i, dictionary));
  return ids.map((id) => replay.placeOf(id)?.target);
}

describe('reading again', () => {
  it('parts two brands once the dictionary knows them, and says why', () => {
    const replay = new Replay(FREE);
    for (let i = 0; i < 4; i++) replay.take(doc(i, BRANDS));
    const [one, , other] = ids.map((id) => replay.placeOf(id));
    expect(one?.target).not.toBe(other?.target);
    expect(other?.why).toBe('other-object');
    expect(replay.targetOf(other?.target ?? '')).toMatchObject({ object: '海岳' });
    expect(replay.placeOf(newId<ComplaintId>())).toBeNull();
  });

  it('keeps those where they are whom people placed, and opens their group under its own name', () => {
    const home = ids[0] as unknown as GroupId;
    const bound = new Map(ids.map((id) => [id, home]));
    expect(new Set(targets({ ...FREE, bound, locked: new Set([home]) }, BRANDS))).toEqual(new Set([home]));
    const orphan = newId<GroupId>();
    const apart = targets({ ...FREE, bound: new Map([[ids[3] as ComplaintId, orphan]]), orphaned: new Set([orphan]) });
    expect(apart[3]).toBe(`row:${orphan}`);
  });

  it('does not bring together whom people parted', () => {
    const parted = [[ids[0], ids[1]]] as [ComplaintId, ComplaintId][];
    const [a, b] = targets({ ...FREE, parted }, BRANDS);
    expect(a).not.toBe(b);
  });
});
