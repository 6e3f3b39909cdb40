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
  /** Words and phrases that its sentences are made of: everybody puts them together in a way of their own. */
  pools: Readonly<Record<string, readonly string[]>>;
  subjects: readonly string[];
  /** What was bought, where not anything will do. */
  goods?: readonly string[];
  /** The matter in a few words, which nearly everybody says in one way or another. */
  cores: readonly string[];
  facts: readonly string[];
  details: readonly string[];
  impact: readonly string[];
  asks: readonly string[];
  demands: readonly DemandSentence[];
  english: EnglishWording;
}

export const OPENINGS: readonly string[] = [
  '{你好|您好|哈喽|嗨|早|晚上好|打扰了}，',
  '{客服|小二|亲|老师}{你好|在吗|在不在}，',
  '{请问一下|问一下|咨询下|想了解下}，',
  '{反映|反馈|说|提}{一个|个}{问题|情况|事}：',
  '{投诉|我要投诉|来投诉了|登记投诉}：',
  '{老用户|十年会员|忠实顾客|第一次买}{了|}，',
  '{实在|真是}{没办法|没辙}{才来|才写}，',
  '{各位|尊敬的}{领导|负责人|管理员}，',
  '{唉|哎|呃|那个|事情是这样}，',
];
export const ANGRY_OPENINGS: readonly string[] = [
  '{太|真|实在}{让人|令人|叫人}{失望|寒心|心凉|窝火}{了|}，',
  '{气死|气炸|急死|郁闷死}我了，',
  '{忍无可忍|忍不了了|不能忍|受够了}！',
  '{真的|我|彻底}服了，',
  '{什么|啥}{破服务|玩意|态度|平台}！',
  '{你们|这|到底}还{管不管|有没有人管|要拖到啥时候}？',
  '{太|也太}{过分|离谱|荒唐|欺负人}了！',
  '{非常|很|相当|极其}{愤怒|恼火|生气|不满}：',
  '{越想越|越等越|越看越}{气|火|憋屈|难受}，',
  '{无语|崩溃|麻了|醉了}，',
  '{买了|用了|支持了}{这么多年|好几年|五六年|八年}，{头一回|第一次|没见过}{这样|这种事}。',
  '{骗子|黑心|坑人}{平台|公司}！',
  '{凭什么|凭啥}{这样对|欺负|糊弄}{人|顾客|老百姓}？',
];
export const AGAIN: readonly string[] = [
  '{这是|已经是|算上今天}{我|}第{nth}次{联系|找|反映|打电话}{了|}，',
  '第{nth}次{投诉|留言|催|问}，',
  '{又来了|又是我|还是我}，上次{说|答应|保证}{处理|回电|跟进}，{没动静|没下文|没人理}。',
  '{days}天前{就|}{反映|说|提交}过，{石沉大海|没人回|不了了之}，',
  '{上一个|之前的|前面}{工单|单子|投诉}{被关了|不了了之|显示完结}，',
  '{接着|继续}{上次|前天|昨天}的说，',
  '{反复|来回|前后}{联系|沟通|催}{times}{次|回|遍}了，',
];
/** How they were treated: much the same whatever went wrong, and told in many words. */
export const SERVICE: readonly string[] = [
  '{客服|小二|接线员|在线的|值班的|机器人|专员}{说|回|讲|告诉我}{预计明天|再等等|24小时内|正在加急|已上报|大促繁忙|以页面为准|在排查}',
  '{打|拨|问|催|找}了{times}{次|回|遍}，{都|每回|统统}{一个说法|没结果|让等|占线|挂断|推给别人}',
  '{热线|电话|人工}{排队|等|占线}{十分钟|半小时|一小时|一上午}{才|}{接通|断了|没人应}',
  '{工单|申诉|留言}{提|交|写}了{times}{次|条}，{没人回|已结案|无进展|自动关闭}',
  '{昨天|上午|头一个}{说|答应}{一套|今天回|有结果}，{今天|下午|后一个}{又变|没影|不认}',
  '{聊天框|对话框|客服}{已读不回|秒断|没反应|只弹表情}',
  '{每次|回回|换个人}都{要|得}{从头讲|重发一遍|再报单号}',
];
/** Said in anger, much the same whatever it is about. */
export const ANGER: readonly string[] = [
  '{这|你们|明摆着}{就是|分明|}{敷衍|糊弄|欺负|耍|坑}{人|顾客|消费者|老实人}',
  '{没有|听不到|哪有}{一句|半句}{实话|真话|人话}',
  '态度{差|恶劣|冷漠}{得离谱|到家|极了|得很}',
  '{推|踢|甩|绕}来{推|踢|甩|绕}去{没人负责|不解决|谁也不管}',
  '{再也不|以后不|永远不}{买|用|来}了',
  '{店大|平台大|生意大}{欺客|压人}',
  '{真|太|实在|简直}{垃圾|差劲|烂|没诚意|不要脸|恶心}',
  '{说一套做一套|言而无信|出尔反尔|说话不算}',
  '{谁|哪个}{受得了|顶得住|经得起}',
  '{良心|脸面|信誉}{呢|何在|过得去吗}',
  '{差评|零分|一星|拉黑}{都嫌多|奉上|没商量}',
  '{这么大|这样}的{平台|公司|牌子}{就这水平|也不过如此|让人失望}',
];
export const EXPOSURE: readonly string[] = [
  '再不{处理|解决|管|回复}{我就|就|只好}{打|拨}12315{投诉|举报|}',
  '{证据|截图|聊天记录|录音|视频}{都|已|全}{整理|留|存|保全}好{了|}，{准备|打算|马上}{发网上|发出去|挂出来}{曝光|}',
  '{今天|三天|24小时|周末}{之内|内|前}{不解决|没结果|没答复}就{找|联系|请}{记者|媒体|电视台|报社}',
  '{我会|准备|只能|已经}{去|向|找}{市场监管局|消协|工商|信访}{投诉|反映|举报}',
  '{抖音|微博|小红书|快手|B站|朋友圈}{我都会|我要|准备}{曝光|爆料|发帖|直播}{|让大家看看|让大家评评理}',
  '{群里|互助群|建了群}{几百|上百|好多|几十}{人|位}，{一起|组团|联名}{投诉|维权|起诉}',
  '{法院|法庭|仲裁}见，{材料|录音|证据}{备好了|在写}',
  '{求|请|望}{大家|各位|好心人}{扩散|转发|顶}，{别|不要}{再上当|被坑|踩坑}',
  '{朋友们|姐妹们|各位|友友}{避雷|避坑|绕道}',
  '{律师|法务朋友|表哥律师}{说可以起诉|已经在看|让先取证|发函}',
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
