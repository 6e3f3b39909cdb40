import { maskText } from '@tocsin/shared/complaints';

/** What people say of any trouble; it names none. Compared whole: «物流停滞» is something, «物流» in a title is not. */
const GENERIC = new Set(
  (
    '没人管 简直 垃圾 服务 客服 人工 人工客服 机器人 客服人员 投诉 举报 反映 反馈 要求 希望 请求 处理 解决 跟进 态度 平台 商家 卖家 店家 店铺 掌柜 官方 ' +
    '旗舰店 专营店 显示 提示 标着 写着 页面 界面 申请 发现 收到 拿到 到手 联系 电话 热线 回复 答复 说法 解释 道歉 情况 问题 原因 结果 时候 时间 今天 昨天 现在 ' +
    '目前 已经 一直 还是 还有 没有 没法 不能 不会 不是 不了 不到 不给 不行 不让 无法 怎么 怎么办 什么 为什么 哪里 哪天 能不能 可以 能否 麻烦 辛苦 谢谢 感谢 ' +
    '你们 我们 他们 大家 自己 别人 消费者 顾客 客户 用户 老百姓 骗人 骗子 欺骗 糊弄 敷衍 过分 失望 生气 愤怒 无语 崩溃 真的 实在 太差 差劲 恶劣 曝光 媒体 记者 ' +
    '维权 维权群 起诉 律师 12315 消协 转发 扩散 避雷 东西 物件 商品 产品 订单 单号 下单 购买 买的 元买 一个 一次 两个 几天 天多 多天 整整 从到 那边 这边 里面 ' +
    '上面 出来 起来 下来 过来 只能 只好 必须 应该 确实 竟然 居然 却是 然后 但是 因为 所以 如果 这样 这么 那么 非常 特别 有点 一下 一点 全部 所有 ' +
    'please help order orders days day shop seller support service customer really just still never nobody again want have been this that with from your says said get got'
  ).split(/\s+/),
);
const CHINESE = /[\u3400-\u9fff]/;
/** «不» and a verb without anything to it, a number with its measure, a scrap of a clause. */
const SCRAP = /^(?:[不没未无别]\S|[这那哪某每各]\S|\S[了着过吗呢吧啊的得地]|[一二两三四五六七八九十几数\d]+\S|[a-z]{0,2}\d+)$/u;

export const isChinese = (word: string): boolean => CHINESE.test(word);

/** Whether a word can stand in a title: it names a thing or says what is the matter with it. */
export const isTelling = (word: string): boolean => word.length > 1 && !GENERIC.has(word) && !SCRAP.test(word);

/** Whether a word may be shown: a long number reaches a person as often as it names an order. */
export const isOpenWord = (word: string): boolean => !/\d{5}/.test(word) && maskText(word) === word;
