/**
 * How people tell of a small trouble. What they share is said by nearly everybody, and what tells one from another by hardly anybody:
 * a phrase used by one in thirty would tie strangers together.
 */
export const NOISE_FRAMES: readonly string[] = [
  '在{shop}买的{thing}{code}，{problem}，{order}',
  '{shop}的{thing}{problem}，{code}',
  '{order}到了{shop}的{thing}（{code}），{problem}',
  '{thing}{code}{problem}，{shop}的',
  '买了{shop}的{thing}，{problem}，{code}，{order}',
  '{money}块买的{thing}（{code}），{problem}，{shop}',
  '{thing}才{days}天，{problem}，{shop}的，{code}',
  '{shop}，{thing}{code}，{problem}',
  '{problem}，{thing}{code}是{shop}买的，{order}',
  '{order}，{shop}的{thing}，{problem}',
  '我在{shop}买了{thing}{code}，{problem}',
  '{order}，{thing}{problem}，{shop}',
];
/** For troubles with the platform itself, which has no shop. */
export const OWN_FRAMES: readonly string[] = [
  '{thing}{problem}，{code}',
  '我的{thing}{problem}，号{code}',
  '{code}看一下{thing}，{problem}',
  '怎么{thing}{problem}，{code}，{order}',
  '{thing}（{code}），{problem}',
  '{order}，{thing}{problem}',
];
export const NOISE_TAILS: readonly string[] = ['', '', '', '', '', '急', '退', '换', '嗯', '在？'];
export const NOISE_ENGLISH: readonly string[] = [
  'The {thing} {code} from {shop} is {problem}',
  'My {thing} is {problem}, {shop} {code}',
  '{shop} {code}, the {thing} is {problem}',
  'Why is my {thing} from {shop} {problem}? {order}',
  '{order}: {thing} of {shop} {problem}',
];

/** Odd one-offs that fit no shop: questions, praise, mistakes, things for somebody else. */
export const ONE_OFFS: readonly string[] = [
  '请问{town}的线下体验店几点关门？想{when}过去看看',
  '把收货人名字写错了，能改成{nick}吗',
  '昨天{town}的送货师傅很热心，想表扬一下，工号{num}',
  'App 更新到{num}版本以后字体变得特别小',
  '邀请好友{nick}没给我奖励',
  '直播间{nick}说抽奖送{thing}，抽中了没人联系',
  '购物车里{num}件东西不见了',
  '搜索“{thing}”出来的全是别的',
  '评价里有人发我的隐私，昵称{nick}',
  '我是{town}的商户，入驻资料交了{days}天没人审核',
  '想问{thing}什么时候再上架，等了{days}天',
  '夜间模式下看不清{thing}的价格',
  '语音验证码读得太快，{num}听成别的',
  '拼单的时候{nick}退出了，我的单也没了',
  '你们在{town}的广告牌挡住路灯了',
];
