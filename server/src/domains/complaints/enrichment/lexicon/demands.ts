import type { Demand } from '@tocsin/shared/complaints';

/** `sure`: the word alone is a demand. `wished`: only after a word of wishing, since it also tells what happened. A trailing `*` lets a Latin word go on. */
export interface DemandWords {
  sure: string;
  wished: string;
}

export const DEMAND_WORDS: Record<Exclude<Demand, 'other'>, DemandWords> = {
  refund: {
    sure: '退款|退钱|退费|退我钱|退我的钱|还我钱|还钱|全额退|退货退款|退一赔三|退还|把钱退|钱退|退押金|退定金|退订金|退保费|退本金|退差价|原路退回|原路返还|退票款|money back|refund*|reimburse*|chargeback|give me back my money|return my money',
    wished: '返还|退回|退货|退|return|退掉',
  },
  replacement: {
    sure: '换货|换新|补发|重发|重新发货|重新寄|重新发一|再发一|换一个|换一台|换一件|给我换|更换新|replacement|replace it|replace the|resend|reship*|send a new|send another|send me another',
    wished: '更换|换|重寄|replace|exchange|swap',
  },
  repair: {
    sure: '维修一下|免费维修|上门维修|返修|给修|修好|给我修|帮我修|尽快修|保修期内维修|fix it|fix this|fix my|repair it|repair my|repair the|get it fixed',
    wished: '维修|修理|修复|检修|整改|repair*|fix',
  },
  compensation: {
    sure: '赔偿|补偿|赔付|索赔|赔钱|赔我|赔款|假一赔十|假一赔三|赔礼金|误工费|精神损失|违约金|理赔到位|赔损失|承担损失|compensat*|pay for the damage|pay damages|claim damages|make up for',
    wished: '赔|补贴|损失|damages|理赔',
  },
  apology: {
    sure: '道歉|赔礼|致歉|赔不是|认错|apolog*|say sorry',
    wished: '对不起',
  },
  explanation: {
    sure: '给个说法|给一个说法|要个说法|讨个说法|讨说法|给说法|合理解释|合理的解释|给个解释|给个交代|给一个交代|作出解释|做出解释|说明原因|说明情况|解释清楚|解释一下|给个答复|给个准话|给个明确|明确答复|书面答复|搞清楚|说清楚|查清楚|explain*|explanation|clarif*|give me an answer|tell me why|i want answers|proper answer',
    wished: '解释|说明|答复|回复|交代|说法|查明|调查|公示|answer|answers|reply|response|investigat*',
  },
  discount: {
    sure: '打折|打个折|减免|补差价|补发优惠券|补发券|重新发券|补券|补优惠券|恢复优惠券|价保|保价差|给个优惠|按优惠价|按活动价|price match|price protection|price adjust*|reissue the coupon|reissue my coupon|honor the coupon|honour the coupon',
    wished: '优惠|降价|折扣|抵扣|补回优惠|discount*|coupon|voucher',
  },
  stop: {
    sure: '停止扣费|停止扣款|停止骚扰|停止侵权|停止施工|停止销售|立即停止|马上停止|别再打电话|不要再打电话|别再给我|不要再给我|别再骚扰|不要再骚扰|立即下架|停止使用我|stop calling|stop charging|stop sending|stop selling|stop spamming|stop texting',
    wished: '停止|下架|制止|停工|停用|取缔|禁止|关停|stop|take down|taken down',
  },
  cancel: {
    sure: '取消订单|取消自动续费|关闭自动续费|关掉自动续费|解除合同|取消合同|退订|取消订阅|注销账号|注销账户|撤销合同|取消会员|退保|退会员|退卡|退课|cancel my|cancel the|cancel this|unsubscribe|terminate the contract|terminate my|close my account',
    wished: '取消|注销|撤销|解约|解除|cancel|terminat*',
  },
};

/** Words that turn what follows into a wish. */
export const WISH_WORDS =
  "要求|请求|请|希望|我要|想要|申请|必须|应该|应当|给我|帮我|尽快|赶紧|赶快|立即|立刻|马上|麻烦|强烈要求|诉求|诉求是|恳请|望|请你们|能不能|可不可以|可以不可以|可否|能否|需要|务必|想|please|want|demand|need|would like|request|require|expect|ask for|asking for|should|must|can you|could you|can i|could i|i'd like|hope";

/** Before a demand these take it back. */
export const DEMAND_DENIALS =
  "不要求|不要|不需要|不用|无需|不必|不想要|不想|不求|不是要|没有要求|没要求|没要|并非要|don't want|do not want|don't need|do not need|not asking for|no need for|instead of".split(
    '|',
  );
/** The demand was met already, unless the second says that it wasn't. */
export const DEMAND_MET = /(?:已经?|已全额|收到了?|already|(?:was|been|got) (?:fully )?)\s?$/;
export const NOT_MET = /(?:没有?|未|尚未|等)收到了?$/;
