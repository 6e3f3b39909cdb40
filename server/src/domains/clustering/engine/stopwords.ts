const CHINESE =
  '我们 你们 他们 她们 它们 自己 大家 这个 那个 这些 那些 这样 那样 这里 那里 什么 怎么 怎样 如何 为什么 为何 哪里 是否 能否 可以 可能 应该 ' +
  '需要 希望 请问 请求 咨询 反映 投诉 建议 举报 问题 情况 相关 有关 关于 对于 由于 因为 所以 因此 但是 但 可是 然而 虽然 如果 若是 而且 并且 以及 ' +
  '或者 还是 不是 就是 都是 只是 也是 没有 没 不能 不会 不要 不再 已经 正在 一直 一个 一些 一下 一次 一样 现在 目前 今天 昨天 明天 之前 之后 以前 以后 ' +
  '时候 时间 进行 通过 根据 按照 非常 十分 特别 严重 很多 许多 多次 至今 仍然 仍 还有 还要 其他 其它 其中 领导 书记 您好 你好 尊敬 谢谢 感谢 政府 部门 ' +
  '网友 给予 得到 得知 知道 觉得 认为 表示 说明 回复 答复 解决 处理 之间 以上 以下 左右 当时 后来 然后 于是 尽快 及时 到底 究竟 居然 竟然 根本 真的 其实 ' +
  '来说 而言 方面 部分 这种 那种 各种 各位 每天 每次 不知 不知道 今年 去年 明年 年月日 小时 分钟 多少 几个 有人 有些 有没有 是不是 能不能 麻烦 望 盼';
const LATIN =
  'a about above after again all also am an and any are as at be because been before being below between both but by can could did do does doing down during each few for from further ' +
  'get got had has have having he her here hers him his how i if in into is it its just let like me more most my no nor not now of off on once one only or other our out over own re rt same she ' +
  'should so some such than that the their them then there these they this those through to too under until up us very via was we were what when where which while who whom why will with would you your ' +
  'amp http https www com co de la el en los las del por con para que un una se es al lo su y no si mas il di da per che non le gli dei della nel sono ang ng sa mga na po ko et les des du est';

export const STOP_WORDS: ReadonlySet<string> = new Set(`${CHINESE} ${LATIN}`.split(' '));
