const ENDINGS = new Set(
  (
    '小区 花园 花苑 家园 公寓 广场 公园 学院 大学 中学 小学 学校 幼儿园 医院 国际城 新城 城 府 苑 华府 华庭 嘉园 雅苑 名都 楼盘 地铁站 火车站 车站 机场 商场 超市 ' +
    '酒店 专卖店 旗舰店 公司 集团 银行 健身房 影城 景区 路 街 大道 大桥 村 镇 街道 社区 山庄 公馆 湾 郡 国际 项目 app 平台 号线 站 工业园 产业园 美食城 市场 中心 派出所 商城 客服 售后 官网 官方 门店 专柜 直播间 旗舰 店'
  ).split(' '),
);
const LONGEST = 3;

/** The word closes a name of a place, an estate, a firm: what stands right before it belongs to the name. */
export function endsLikeAName(word: string): boolean {
  if (ENDINGS.has(word)) return true;
  for (let length = Math.min(LONGEST, word.length - 1); length >= 1; length--)
    // eslint-disable-next-line tocsin/text-cut -- only compared with whole words
    if (word.length > 2 && ENDINGS.has(word.slice(-length))) return true;
  return false;
}
