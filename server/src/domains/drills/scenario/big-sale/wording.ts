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
  '{太|真|实在}{让人|令人}失望{了|}，',
  '气死我了，',
  '{忍无可忍|忍不了了|不能忍}！',
  '真的服了，',
  '什么破服务！',
  '你们{到底|还}{管不管|有没有人管}？',
  '太过分了！',
  '{我非常愤怒|很愤怒|真的怒了}：',
  '{越想越气|气不打一处来|越等越火}，',
  '无语了，',
  '{强烈|严重|非常}不满！',
  '还有没有人管？',
  '{买了|用了|支持了}{这么多年|好几年|五六年}，{头一回|第一次}{这么心寒|这么寒心|这样}。',
  '骗子平台！',
  '凭什么{这样对|欺负|糊弄}{消费者|顾客|人}？',
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
  '再不{处理|解决|管|回复}{我就|就|只好}{打|拨}12315{|投诉|举报}',
  '{证据|截图|聊天记录}{都|已经}{整理好|留好|存好}了，{准备|打算|马上}{发到网上|发网上}曝光',
  '{今天|三天|24小时}{之内|内}{不解决|没结果|没答复}就{找|联系}{记者|媒体|电视台}',
  '{我会|准备|只能}去{市场监管局|消协|工商}{投诉|反映|举报}',
  '{抖音|微博|小红书}{我都会|我要|准备}{曝光|爆料}，{让大家看看|让大家评评理|不信没人管}',
  '{群里|维权群里}{几百|上百|好多}{人|个人}，{一起|组团|联名}{去投诉|找消费者协会|维权}',
  '{录音|通话记录}{都在|留着呢}，{法院见|法庭见|走法律途径}',
  '{求|请}{大家|各位}{扩散|转发}，{别|不要}{再上当|被坑|踩坑}',
  '{朋友们|姐妹们|各位}{避雷|避坑}{|，帮转|，转起来}',
  '{律师|法务朋友}{说可以起诉|已经在看|让我先取证}',
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
