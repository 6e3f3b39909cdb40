import { classOfWord } from '../../../platform/text/index.js';

const COMMON_CHARACTERS =
  '的一是了不在有我他这个人们来到时大地为子中你说生国年着就那和要她出也得里后自以会家可下而过天去能对小多然于心学么之都好看起发当没成只如事把还用第样道想作种开美总从无情己面最女但现前些所同日手又行意动方期它头经长儿回位分爱老因很给名法间斯知世什两次使身者被高已亲其进此话常与活正感见明问力理尔点文几定本公特做外孩相西果走将月十实向声车全信重三机工物气每并别真打太新比才便夫再书部水像眼等体却加电主界门利海受听表德少克代员许先口由死安写性马光白或住难望教命花结乐色更拉东神记处让母父应直字场平报友关放至张认接告入笑内英军候民岁往何度山觉路带万男边风解叫任金快原吃妈变通师立象数四失满战远格士音轻目条呢市请元买退货款';
const REPLACEMENT = 0xfffd;
const PLAIN = 0;
const CHINESE = 1;
const COMMON = 2;
const BROKEN = 3;
const SUSPECT = 4;
const MIN_CHINESE = 8;
const MIN_COMMON_SHARE = 0.12;
const MIN_KNOWN_SHARE = 0.1;
const BROKEN_SHARE = 0.2;

const kinds = new Uint8Array(65_536);
kinds.fill(CHINESE, 0x3400, 0xa000);
for (const character of COMMON_CHARACTERS) kinds[character.charCodeAt(0)] = COMMON;
for (const character of '锟斤拷烫屯') kinds[character.charCodeAt(0)] = SUSPECT;
kinds.fill(BROKEN, 0x80, 0xa0);
kinds[REPLACEMENT] = BROKEN;

/** Lower-case halves of a two-byte sequence read as Latin-1: a letter with an accent, then a sign that no language puts there. */
const isTornPair = (before: number, code: number): boolean => before >= 0xc0 && before <= 0xff && code >= 0xa0 && code <= 0xbf;

/** Text decoded with the wrong table looks like words to an index; it must never be matched with anything. */
export function isGarbled(text: string, words: readonly string[]): boolean {
  if (text.length === 0) return false;
  let broken = 0;
  let suspect = 0;
  let chinese = 0;
  let common = 0;
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i);
    const kind = kinds[code] ?? PLAIN;
    if (kind === BROKEN) broken++;
    else if (kind === SUSPECT) suspect++;
    else if (kind === COMMON) common++;
    else if (kind === CHINESE) chinese++;
    else if (isTornPair(text.charCodeAt(i - 1), code)) broken += 2;
  }
  if (broken + (suspect > 3 ? suspect : 0) > text.length * BROKEN_SHARE) return true;
  chinese += common;
  if (chinese < MIN_CHINESE || common / chinese >= MIN_COMMON_SHARE) return false;
  const known = words.reduce((sum, word) => sum + (classOfWord(word) <= 1 ? word.length : 0), 0);
  return known / chinese < MIN_KNOWN_SHARE;
}
