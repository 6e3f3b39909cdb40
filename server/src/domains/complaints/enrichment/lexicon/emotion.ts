/** Cue words by stage of the emotion chain, with how much each adds to the intensity. */
export interface EmotionWords {
  stage: 'question' | 'anger' | 'exposure';
  weight: number;
  words: string;
}

export const EMOTION_WORDS: readonly EmotionWords[] = [
  {
    stage: 'question',
    weight: 3,
    words:
      "请问|想问|问一下|咨询|为什么|为何|怎么回事|怎么办|怎么还|怎么查|什么时候|啥时候|何时|几时|多久|多长时间|几天|能不能|是否|有没有|可不可以|是不是|什么情况|咋回事|点解|吗|呢|when will|when can|when is|why|how long|how do i|how can i|where is|where's|what happened|is there|could you|can you|any update|wondering|please advise",
  },
  {
    stage: 'anger',
    weight: 8,
    words:
      '太差|很差|差劲|差评|失望|无语|郁闷|烦死|不满|不合理|不公平|不靠谱|太慢|离谱|过分|坑人|坑我|被坑|太坑|真坑|敷衍|推诿|推脱|推卸|踢皮球|扯皮|糊弄|忽悠|不作为|不负责|凭什么|什么破|什么态度|态度差|态度恶劣|态度极差|受够|着急|急死|气人|难受|崩溃|心寒|寒心|不耐烦|爱理不理|没人管|没人理|无人理|disappoint*|frustrat*|annoy*|unhappy|unacceptable|upset|terrible|awful|poor service|bad service|ridiculous|waste of time|fed up|useless|no one cares|nobody cares|not good enough|appalling|unprofessional',
  },
  {
    stage: 'anger',
    weight: 16,
    words:
      '愤怒|气愤|气死|气炸|火大|恼火|怒了|发火|忍无可忍|垃圾|骗子|骗钱|欺骗|诈骗|欺诈|骗人|黑心|无良|无耻|恶心|流氓|强盗|霸王条款|欺负人|欺负消费者|店大欺客|耍人|耍我|当猴耍|耍赖|岂有此理|太过分|强烈不满|强烈谴责|强烈抗议|严重不满|再也不会|再也不买|再也不来|永远不会|良心被狗吃|不要脸|混蛋|王八蛋|他妈|tmd|奸商|割韭菜|把消费者当傻子|当傻子|拉黑|嬲|furious|angry|outrage*|disgust*|scam*|fraud*|liar*|lied|lying|rip off|ripped off|rip-off|thief|thieves|steal*|worst|pathetic|shame on|never again|disgrace*|livid|joke of a|garbage|trash|crook*|bullshit|wtf|hate',
  },
  {
    stage: 'exposure',
    weight: 20,
    words:
      '曝光|爆料|发到网上|发网上|发到微博|发微博|发抖音|上抖音|发到抖音|发小红书|发到小红书|发朋友圈|挂网上|挂到网上|挂出来|上热搜|冲热搜|热搜见|让大家看看|让大家都知道|让所有人知道|让网友评评理|大家避雷|避雷|避坑|帮转|求转发|求扩散|扩散|转发出去|请转发|媒体|记者|电视台|新闻热线|都市频道|法治频道|自媒体|博主|大v|直播揭露|全网|发帖|公之于众|曝出来|going viral|go viral|post this everywhere|post it everywhere|post this on|posted on|share this|please share|please rt|retweet*|name and shame|tell everyone|the press|the media|journalist*|reporter*|newspaper*|tv station|on social media|all over twitter|on twitter|on tiktok|on weibo|going public|go public|expose*',
  },
];

export const EMOTION_DENIALS = "不|没|没有|并不|并没有|不是|not|no|n't|never been|not at all".split('|');

/** Counted one by one; face and hand signs of anger that need no words. */
export const ANGRY_SIGNS = /😠|😡|🤬|👿|💢|🖕|😤|👎|🤮|💩/gu;
