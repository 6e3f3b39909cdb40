import type { Random } from '../random.js';

/** Other words for the same, as different people use them. Without this every sentence would come back letter by letter. */
const OTHER_WORDS: Record<string, string> = {
  包裹: '快递|货|件|东西|包裹',
  客服: '客服人员|你们客服|人工|客服',
  一直: '始终|老是|总是|一直',
  没有: '没|木有|没有',
  什么时候: '啥时候|哪天|几号|多会儿',
  现在: '目前|如今|眼下|今天',
  还是: '仍然|依旧|依然|还是',
  商家: '卖家|店家|店铺|商家',
  显示: '写着|提示|标着|显示',
  已经: '都|足足|已|已经',
  处理: '解决|跟进|管管|处理',
  退款: '退钱|把钱退了|退款|退款',
  赔偿: '赔付|赔钱|赔|赔偿',
  要求: '希望|请|我要|必须',
  收到: '拿到|到手|签收|收到',
  请问: '问下|想问问|问一下|请问',
  麻烦: '辛苦|请|劳驾|麻烦',
  能不能: '可不可以|可以|能否|能',
  怎么: '咋|如何|怎么',
  为什么: '为啥|凭啥|怎么|为什么',
  付款: '付钱|买单|支付|付完钱',
  物流: '物流信息|快递信息|轨迹|物流',
  更新: '变化|动静|刷新|更新',
  仓库: '仓里|库房|你们仓|仓库',
  打开: '拆开|开箱|一看|打开',
  理赔: '赔付|索赔|赔偿|理赔',
  驳回: '拒绝|打回|退回|驳回',
  失效: '失效|失效|作废|用不了|没了',
  大促: '活动|双十一|这次活动|大促',
  页面: '界面|上面|手机上|页面',
  结算: '下单|提交订单|付钱|结算',
  同事: '朋友|邻居|我妈|同学|同事',
  孩子: '娃|小孩|女儿|儿子|孩子',
  投诉: '反映|举报|投诉|反馈',
  平台: '你们|贵司|你们平台|平台',
  消费者: '顾客|客户|老百姓|消费者',
  谢谢: '多谢|拜托了|感谢|谢谢',
  太失望: '很失望|挺失望|真失望|失望透了',
  出库: '出库|发出|出仓|发货',
  这么: '如此|这样|这么',
  真的: '实在|确实|简直|真的',
  东西: '货|商品|物件|东西',
};
const WORDS = new RegExp(Object.keys(OTHER_WORDS).join('|'), 'g');
const CHOICES = new Map(Object.entries(OTHER_WORDS).map(([word, others]) => [word, others.split('|')]));

export const vary = (rnd: Random, text: string): string =>
  text.replace(WORDS, (word) => (rnd.chance(0.4) ? rnd.pick(CHOICES.get(word) as string[]) : word));
