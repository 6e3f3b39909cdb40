import { classOfWord } from '../../../platform/text/index.js';

const REPLACED = /\ufffd|锟斤拷|烫烫烫|屯屯屯|[\u0080-\u009f]|[\u00c0-\u00ff][\u0080-\u00bf]/g;
const COMMON =
  /[的一是了不在有我他这个人们来到时大地为子中你说生国年着就那和要她出也得里后自以会家可下而过天去能对小多然于心学么之都好看起发当没成只如事把还用第样道想作种开美总从无情己面最女但现前些所同日手又行意动方期它头经长儿回位分爱老因很给名法间斯知世什两次使身者被高已亲其进此话常与活正感见明问力理尔点文几定本公特做外孩相西果走将月十实向声车全信重三机工物气每并别真打太新比才便夫再书部水像眼等体却加电主界门利海受听表德少克代员许先口由死安写性马光白或住难望教命花结乐色更拉东神记处让母父应直字场平报友关放至张认接告入笑内英军候民岁往何度山觉路带万男边风解叫任金快原吃妈变通师立象数四失满战远格士音轻目条呢市请元买退货款]/g;
const MIN_CHINESE = 8;
const MIN_COMMON_SHARE = 0.12;
const MIN_KNOWN_SHARE = 0.1;

/** Text decoded with the wrong table looks like words to an index; it must never be matched with anything. */
export function isGarbled(text: string, words: readonly string[]): boolean {
  if (text.length === 0) return false;
  const replaced = text.match(REPLACED)?.reduce((sum, found) => sum + found.length, 0) ?? 0;
  if (replaced * 5 > text.length) return true;
  const chinese = text.match(/[\u3400-\u9fff]/g)?.length ?? 0;
  if (chinese < MIN_CHINESE) return false;
  const common = text.match(COMMON)?.length ?? 0;
  if (common / chinese >= MIN_COMMON_SHARE) return false;
  const known = words.reduce((sum, word) => sum + (classOfWord(word) <= 1 ? word.length : 0), 0);
  return known / chinese < MIN_KNOWN_SHARE;
}
