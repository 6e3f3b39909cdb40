import { describe, expect, it } from '@jest/globals';
import { gazetteer } from './gazetteer.js';
import { HUBS } from './known.js';
import { placeInText, placeOfCode, placeOfPoint } from './resolve.js';

const inText = (text: string) => placeInText(text, 'text', 'text');

describe('a place in the words', () => {
  it.each(
    (
      [
        ['上海市浦东新区', '310115', '浦东新区'],
        ['北京', '110000'],
        ['Shenzhen', '440300'],
        ['黑龙江鹤岗南山区', '230404', '南山区'],
        ['北京朝阳区', '110105', '朝阳区'],
        ['吉林省长春市朝阳区', '220104', '朝阳区'],
        ['乌鲁木齐', '650100'],
        ['Ürümqi', '650100'],
        ['香港沙田区', '810016'],
        ['廣東省深圳市南山區', '440305', '南山區'],
        ['臺北市信義區', '710000', '臺北市'],
        ['恩施', '422800'],
        ['湖北省仙桃市', '429004'],
        ['我住在昆山', '320583', '昆山'],
        ['内蒙古呼和浩特的快递', '150100'],
        ['海南三亚的酒店', '460200'],
        ['石家庄新华区', '130105'],
        ['重庆渝北区', '500112'],
        ['浦东的快递一直不送', '310115'],
        ['吉林市的门店', '220200'],
        ['西藏林芝', '540400'],
        ['从上海寄到成都武侯区的包裹', '510107'],
        ['我在成都，货从杭州发过来', '510100'],
        ['Package stuck in Shanghai since Monday', '310000'],
        ['delivery to Guangdong is late', '440000'],
        ['在双流机场等了五个小时', '510116', '双流机场'],
        ['广州白云机场延误', '440111'],
        ['虹桥站检票口', '310112'],
        ['landed at PVG two hours late', '310115'],
        ['我在日照', '371100'],
        ['浦\u200b东新区', '310115', '浦\u200b东新区'],
      ] as [string, string, string?][]
    ).map(([text, adcode, words]) => ({ text, adcode, words })),
  )('$text → $adcode', ({ text, adcode, words }) => {
    const found = inText(text);
    expect(found?.adcode).toBe(adcode);
    if (words) expect(found?.basis?.words).toBe(words);
    expect(text.slice(found?.basis?.start, found?.basis?.end)).toBe(found?.basis?.words);
  });

  it.each([
    '朝阳区',
    '南山区',
    '中山大学毕业的',
    '北京路的门店',
    '南京东路的店',
    '阿里客服',
    '日照时间太长',
    'Nice service, reading this',
    '和平协商',
    '😡😡',
    '',
  ])('says nothing about %s', (text) => expect(inText(text)).toBeNull());

  it.each([
    ['I live in London', 'London', 'GB', -0.126, 51.509],
    ['New York', 'New York City', 'US', -74.006, 40.714],
    ['人在東京', 'Tokyo', 'JP', 139.692, 35.69],
  ])('finds %s abroad', (text, name, country, lng, lat) => {
    expect(inText(text)).toMatchObject({ name, country, lng, lat, adcode: null, level: 'world' });
  });

  it('keeps the centre of the city for a city named in Latin letters', () => {
    expect(inText('Shenzhen')).toMatchObject({ level: 'city', name: '广东省深圳市', lng: 114.068, lat: 22.546 });
  });

  it('names the parents so that a reader knows which 朝阳区 it is', () => {
    expect(inText('北京朝阳区')?.name).toBe('北京市朝阳区');
  });

  it('trusts a full name with its parent most and a bare ambiguous one least', () => {
    const [full, bare, ambiguous] = ['长春市朝阳区', '长春', '我在朝阳'].map((t) => inText(t)?.confidence ?? 0);
    expect(full).toBeGreaterThan(bare as number);
    expect(bare).toBeGreaterThan(ambiguous as number);
  });

  it('lets one field settle what another leaves open', () => {
    expect(placeInText('朝阳区', 'place', 'form', ['我在北京买的手机'])).toMatchObject({ adcode: '110105', source: 'form' });
    expect(placeInText('朝阳区', 'place', 'form', ['我的手机坏了'])).toBeNull();
  });
});

describe('a place from the form', () => {
  it('takes an adcode at its word', () => {
    expect(placeOfCode('310115')).toMatchObject({ name: '上海市浦东新区', confidence: 1, basis: null, source: 'form' });
  });
  it('falls back to the city for a retired code and to nothing for a made-up one', () => {
    expect(placeOfCode('330199')).toMatchObject({ adcode: '330100', level: 'city' });
    expect(placeOfCode('990000')).toBeNull();
  });
  it('names a point by what lies nearest and keeps its coordinates', () => {
    expect(placeOfPoint(121.5, 31.23)).toMatchObject({
      level: 'point',
      country: 'CN',
      lng: 121.5,
      lat: 31.23,
      adcode: expect.stringMatching(/^3101/),
    });
    expect(placeOfPoint(2.35, 48.86)).toMatchObject({ country: 'FR', adcode: null });
    expect(placeOfPoint(-140, -40)).toMatchObject({ country: 'ZZ', adcode: null });
  });
});

describe('the gazetteer', () => {
  it('holds every province, city and district with a place on the map', () => {
    const { divisions, byCode } = gazetteer();
    expect(divisions.filter((d) => d.level === 1)).toHaveLength(34);
    expect(divisions.every((d) => /^\d{6}$/.test(d.adcode) && d.lng > 70 && d.lng < 140 && d.lat > 3 && d.lat < 55)).toBe(true);
    expect(['710000', '460321', '540500', '810018'].every((code) => byCode.has(code))).toBe(true);
  });
  it('knows the district of every airport and station', () => {
    expect(Object.keys(HUBS).filter((code) => !gazetteer().byCode.has(code))).toEqual([]);
  });
});
