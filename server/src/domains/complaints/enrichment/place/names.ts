import { fold } from '../fold.js';
import { buildMatcher, type Matcher } from '../matcher.js';
import { type Division, divisionOf, gazetteer, type WorldCity } from './gazetteer.js';
import { EVERYDAY_WORDS, FOREIGN, HUBS, INSTITUTION_SUFFIXES } from './known.js';

/** What a phrase may name. `full`: with its suffix, 朝阳区; otherwise stripped, 朝阳. */
export interface Naming {
  division?: Division;
  city?: WorldCity;
  full: boolean;
  hub: boolean;
}

export interface PlaceNames {
  matcher: Matcher;
  namings: Naming[][];
  phrases: string[];
  /** Same length as `phrases`: the bare word means something else most of the time. */
  everyday: boolean[];
}

const PEOPLES =
  '壮族|回族|维吾尔|满族|蒙古族|蒙古|藏族|苗族|彝族|布依族|侗族|瑶族|白族|土家族|哈尼族|哈萨克族|哈萨克|傣族|黎族|傈僳族|佤族|畲族|高山族|拉祜族|水族|东乡族|纳西族|景颇族|柯尔克孜|土族|达斡尔族|仫佬族|羌族|布朗族|撒拉族|毛南族|仡佬族|锡伯|阿昌族|普米族|塔吉克|怒族|鄂温克族|鄂伦春|德昂族|保安族|裕固族|独龙族|门巴族|朝鲜族|各族';
const AUTONOMOUS = new RegExp(`(?:${PEOPLES})*(?:自治区|自治州|自治县|自治旗)$`);
const SUFFIX: Record<1 | 2 | 3, RegExp> = {
  1: /(?:省|市|特别行政区)$/,
  2: /(?:市|地区|盟|林区)$/,
  3: /(?:新区|区|县|市|旗|林区|特区)$/,
};

/** 内蒙古自治区 → 内蒙古, 恩施土家族苗族自治州 → 恩施, 浦东新区 → 浦东; `null` when too little is left. */
export function stripped({ name, level }: Division): string | null {
  const stem = name === '内蒙古自治区' ? '内蒙古' : AUTONOMOUS.test(name) ? name.replace(AUTONOMOUS, '') : name.replace(SUFFIX[level], '');
  return stem.length >= 2 && stem !== name ? stem : null;
}

const OWN_SHORT: Record<string, string> = { '150000': '内蒙', '440300': '鹏城', '510100': '蓉城' };

let shared: PlaceNames | undefined;

export function placeNames(): PlaceNames {
  if (shared) return shared;
  const { divisions, cities } = gazetteer();
  const byPhrase = new Map<string, Naming[]>();
  const add = (words: string, naming: Naming): void => {
    const phrase = fold(words).text;
    const list = byPhrase.get(phrase);
    if (list) list.push(naming);
    else byPhrase.set(phrase, [naming]);
  };
  for (const division of divisions) {
    add(division.name, { division, full: true, hub: false });
    const short = stripped(division);
    if (short) add(short, { division, full: false, hub: false });
    const own = division.level < 3 ? OWN_SHORT[division.adcode] : undefined;
    if (own) add(own, { division, full: false, hub: false });
  }
  for (const [adcode, names] of Object.entries(HUBS)) {
    const division = divisionOf(adcode);
    if (division) for (const name of names.split('|')) add(name, { division, full: true, hub: true });
  }
  const worldByName = new Map(cities.map((c) => [`${c.country} ${c.name}`, c]));
  for (const [name, [latin, country]] of Object.entries(FOREIGN)) {
    const city = worldByName.get(`${country} ${latin}`);
    if (city) add(name, { city, full: true, hub: false });
  }
  const phrases = [...byPhrase.keys()];
  shared = {
    matcher: buildMatcher(phrases),
    namings: [...byPhrase.values()],
    phrases,
    everyday: phrases.map((p) => EVERYDAY_WORDS.has(p)),
  };
  return shared;
}

const suffixesByFirst = new Map<string, string[]>();
for (const s of INSTITUTION_SUFFIXES) suffixesByFirst.set(s[0] as string, [...(suffixesByFirst.get(s[0] as string) ?? []), s]);

/** Whether what follows turns the place name into the name of something else. */
export function partOfAnotherName(text: string, end: number): boolean {
  const suffixes = suffixesByFirst.get(text[end] ?? '');
  return suffixes !== undefined && suffixes.some((s) => text.startsWith(s, end));
}
