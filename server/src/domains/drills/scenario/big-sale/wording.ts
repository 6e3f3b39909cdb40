import type { Demand } from '@tocsin/shared/complaints';

export type DemandSentence = readonly [sentence: string, demands: readonly Demand[]];

export interface EnglishWording {
  facts: readonly string[];
  details: readonly string[];
  asks: readonly string[];
  demands: readonly DemandSentence[];
}

/** Sentences that tell one and the same thing; a complaint is put together from a few of them. */
export interface Wording {
  /** What those who write English call it: mostly as the app does, which is in Chinese. */
  hub: readonly string[];
  /** What the form's menu calls it, where the channel has a menu. */
  matter: string;
  subjects: readonly string[];
  /** What was bought, where not anything will do. */
  goods?: readonly string[];
  /** The matter in a few words, which nearly everybody says in one way or another. */
  cores: readonly string[];
  facts: readonly string[];
  details: readonly string[];
  service: readonly string[];
  impact: readonly string[];
  asks: readonly string[];
  demands: readonly DemandSentence[];
  english: EnglishWording;
}

export const OPENINGS: readonly string[] = [
  '你好，',
  '您好，',
  '客服你好，',
  '在吗，',
  '请问一下，',
  '反映一个问题：',
  '投诉：',
  '我要投诉。',
  '来反馈一下，',
  '老用户了，',
  '实在没办法才来投诉，',
  '各位领导好，',
  '麻烦看一下，',
  '说个事，',
  '唉，',
];
export const ANGRY_OPENINGS: readonly string[] = [
  '太让人失望了，',
  '气死我了，',
  '忍无可忍！',
  '真的服了，',
  '什么破服务！',
  '你们到底管不管？',
  '太过分了！',
  '我非常愤怒：',
  '越想越气，',
  '无语了，',
  '强烈不满！',
  '还有没有人管？',
  '买了这么多年，第一次这么心寒。',
  '骗子平台！',
  '凭什么这样对消费者？',
];
export const AGAIN: readonly string[] = [
  '这是我第{nth}次联系你们了，',
  '第{nth}次投诉，',
  '又来了，上次说处理，到现在没动静。',
  '{days}天前就反映过，石沉大海，',
  '上一个工单不了了之，',
  '接着上次的说，还是没解决，',
  '已经反复联系{times}次了，',
];
export const ANGER: readonly string[] = [
  '这就是在敷衍消费者',
  '从头到尾没有一句实话',
  '态度差得离谱',
  '推来推去没人负责',
  '把消费者当傻子',
  '再也不会在你们这买东西',
  '店大欺客',
  '这种服务简直垃圾',
  '说一套做一套，骗人',
  '一次次糊弄，谁受得了',
  '我真的受够了',
  '良心过得去吗',
  '差评都嫌多',
  '这么大的平台就这个水平',
  '欺负老实人',
];
export const EXPOSURE: readonly string[] = [
  '再不处理我就打12315',
  '已经整理好证据，准备发到网上曝光',
  '今天之内不解决就找记者',
  '我会去市场监管局投诉',
  '抖音、微博我都会发，让大家看看',
  '维权群里已经几百人了，一起向消费者协会反映',
  '录音截图都留着，法院见',
  '已经在联系电视台的新闻热线',
  '不怕闹大，上热搜那天别后悔',
  '求大家扩散，别让更多人上当',
  '朋友们避雷，帮转',
  '准备走法律途径，律师已经在看',
];
export const THREATS_IN_ENGLISH: readonly string[] = [
  'I will report this to the regulator.',
  'I am going to post this everywhere.',
  'My lawyer will be in touch.',
  'If nobody answers today I go public.',
  'A reporter already asked me about it.',
];
export const ANGER_IN_ENGLISH: readonly string[] = [
  'This is unacceptable.',
  'Absolutely ridiculous.',
  'I am furious.',
  'Worst service ever.',
  'I am fed up with canned replies.',
  'Nobody cares.',
  'What a scam.',
];
export const POST_TAGS: readonly string[] = ['#双十一翻车#', '#大促维权#', '#消费避雷#', '#物流#', '#我的快递呢#', '', '', ''];
export const REPOST_LEADS: readonly string[] = [
  '转发：',
  '帮转//',
  '同款遭遇，转：',
  '求扩散！',
  '//@{nick}：',
  '看到这条，我也是一样。',
  '顶上去：',
  'RT ',
];
export const REPOST_TAILS: readonly string[] = ['', '', ' 我也是。', ' 有人管吗', ' 扩散', '！！', ' 同求解决', ' 怒转'];

export const GOODS: readonly string[] = [
  '羽绒服',
  '跑步鞋',
  '保温杯',
  '电饭煲',
  '投影仪',
  '婴儿奶粉',
  '纸尿裤',
  '猫粮',
  '洗衣液',
  '护肤套装',
  '机械键盘',
  '蓝牙耳机',
  '平板电脑',
  '扫地机器人',
  '空气炸锅',
  '儿童书包',
  '床上四件套',
  '大闸蟹礼盒',
  '红酒',
  '电动牙刷',
  '行李箱',
  '人体工学椅',
  '吹风机',
  '台灯',
  '酸奶',
  '车厘子',
  '手机壳',
  '显示器',
  '净水器滤芯',
  '乐器',
  '茶具',
  '陶瓷碗',
  '穿衣镜',
  '香薰',
  '钢笔',
  '滑板车',
  '帐篷',
  '瑜伽垫',
  '电热毯',
  '暖风机',
];
export const GOODS_IN_ENGLISH: readonly string[] = [
  'jacket',
  'running shoes',
  'rice cooker',
  'projector',
  'baby formula',
  'cat food',
  'headphones',
  'tablet',
  'robot vacuum',
  'air fryer',
  'suitcase',
  'office chair',
  'monitor',
  'tea set',
  'mirror',
  'keyboard',
];
