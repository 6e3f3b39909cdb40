import type { Flag } from '@tocsin/shared/complaints';

export const FLAG_WORDS: Record<Flag, string> = {
  injury:
    '受伤|烫伤|烧伤|灼伤|割伤|划伤|砸伤|摔伤|夹伤|炸伤|电伤|触电|流血|出血|缝针|缝了|急救|送医|送到医院|进了医院|休克|昏迷|晕倒|昏倒|窒息|呼吸困难|毁容|烂脸|皮肤溃烂|失明|流产|被咬伤|漏电|刹车失灵|刹车失效|电梯坠落|injur*|burned my|burnt my|burns on|bleeding|hospitali*|ambulance|electric shock|electrocut*|choking|choked|unconscious|broken bone|stitches|brakes failed|brake failure|miscarriage',
  fire: '冒烟|起火|着火|自燃|爆炸|炸裂|爆燃|火灾|失火|烧焦|烧着|烧起来|烧毁|冒火花|冒火|on fire|smoke came|smoke coming|started smoking|smoking battery|caught fire|catch fire|catches fire|exploded|explode*|explosion|burst into flames|flames|swollen battery|battery swelled|bloated battery',
  poisoning:
    '中毒|食物中毒|上吐下泻|呕吐|腹泻|拉肚子|吃坏肚子|食物变质|甲醛超标|煤气泄漏|煤气漏气|燃气漏气|燃气泄漏|一氧化碳|food poisoning|poison*|vomit*|diarrh*|gas leak|carbon monoxide|formaldehyde',
  children:
    '孩子|小孩|宝宝|婴儿|幼儿|儿童|未成年|小朋友|新生儿|儿子|女儿|孕妇|幼儿园|baby|babies|infant*|toddler*|child|children|kid|kids|my son|my daughter|pregnant|newborn',
  death: '死亡|致死|身亡|去世|死了人|有人死|出人命|丧命|丧生|猝死|遇难|抢救无效|died|dead body|passed away',
  court:
    '起诉|法院|诉讼|打官司|律师|律师函|仲裁|法律途径|法律手段|走法律程序|走法律|上法庭|法庭|立案|报警|报案|公安|派出所|警察|追究法律责任|追究刑事责任|民事诉讼|集体诉讼|lawyer*|attorney*|lawsuit*|sue|suing|court|legal action|litigation|small claims|class action|solicitor*|police report|arbitration|take you to court',
  regulator:
    '12315|12378|12326|12345|12348|12365|12358|12318|12301|12328|12398|12381|12300|12321|12377|12313|12331|12363|12386|消协|消费者协会|消保委|工商局|工商|市监局|市场监管|市场监督|质检局|银保监|银监|保监|金融监管|金管局|证监会|人民银行|央行|民航局|民航总局|邮政管理局|邮管局|工信部|通管局|通信管理局|发改委|物价局|住建局|住建委|卫健委|教育局|文旅局|交通局|网信办|药监|药监局|信访|上访|纪委|巡视组|国务院|黑猫投诉|消费保|regulator*|ombudsman|consumer protection|consumer council|consumer affairs|trading standards|better business bureau|bbb complaint|ftc|cfpb|watchdog|caac|financial conduct',
  media:
    '曝光|媒体|记者|电视台|新闻热线|上热搜|热搜|315晚会|3·15晚会|发微博|发抖音|发小红书|发到网上|爆料|自媒体|新闻媒体|the press|the media|journalist*|reporter*|newspaper*|tv station|go viral|going viral|go public|going public|expose*',
  selfHarm:
    '不想活|活不下去|自杀|轻生|跳楼|跳河|喝农药|寻短见|死给你们看|结束生命|以死|suicid*|kill myself|end my life|self harm|self-harm|want to die',
  crowd:
    '维权群|聚集|拉横幅|堵门|围堵|静坐|群体事件|集体维权|集体上访|集体投诉|一起去公司|去公司门口|到总部门口|联名|组团维权|罢工|游行|抗议活动|protest*|gather outside|group complaint|petition*|sit-in|picket*',
};

/** These raise the flag but are not critical by themselves: people claim for hospital days, and find hairs in biscuits. */
export const MINOR_WORDS: Partial<Record<Flag, string>> = {
  injury: '住院|急诊|就医|去了医院|过敏|骨折|残疾|伤残|坠落|失控|hospital|emergency room|allergic|fractur*',
  fire: '燃烧|炸了|烧坏|烧糊|发烫冒|短路打火|smoke|smoking|overheat*|sparks|fire hazard',
  poisoning: '有异物|吃出|喝出|过期食品|有毒|毒性|toxic|contaminat*|sick after eating',
  death: '人命|death|fatal*|killed',
};

export interface CompanyWords {
  flag: Flag;
  minor: boolean;
  words: string;
  /** One of these must stand in the same sentence. */
  beside: readonly string[];
}

const FOOD =
  '食品|食物|食材|食堂|餐厅|外卖|饭菜|米饭|大米|面粉|面条|面包|馒头|包子|饺子|蛋糕|糕点|点心|月饼|饼干|零食|坚果|糖果|巧克力|牛奶|酸奶|奶粉|奶茶|饮料|果汁|果冻|罐头|水果|苹果|香蕉|橙子|草莓|蔬菜|牛肉|猪肉|鸡肉|羊肉|肉类|熟食|火腿|香肠|海鲜|鱼肉|虾|鸡蛋|豆腐|豆浆|咖啡|茶叶|药片|药品|胶囊|保健品|辅食|米粉|火锅|菜里|饭里|汤里|食用|吃了|喝了|food|meal|bread|cake|milk|snack|fruit|meat|rice|restaurant|drink|lunch|dinner|breakfast|ate';
const BATTERIES =
  '电池|电瓶|电芯|锂电|充电宝|移动电源|手机|电脑|笔记本|平板|手表|耳机|相机|电动车|电动自行车|无人机|后盖|battery|batteries|phone|laptop|power bank|tablet';

/** Words that mean danger only of certain things: a battery swells before it burns, a floor merely swells; bread must not be mouldy, a wall may. */
export const COMPANY_WORDS: readonly CompanyWords[] = [
  { flag: 'fire', minor: false, words: '鼓包|鼓起来|胀起来|膨胀|swollen|bulging|bloated', beside: BATTERIES.split('|') },
  {
    flag: 'poisoning',
    minor: true,
    words: '变质|发霉|霉变|长霉|霉点|发臭|虫子|蛆|蟑螂|老鼠|mold*|mould*|maggot*|cockroach*|rotten',
    beside: FOOD.split('|'),
  },
];

/** Phrases in which a cue word means something harmless; a cue inside one of them doesn't count. */
export const HARMLESS =
  '气得冒烟|气到冒烟|嗓子冒烟|冒烟了都没人|头顶冒烟|渴得冒烟|信息爆炸|爆炸头|爆炸性|爆炸式|心态炸了|心态爆炸|人都炸了|直接炸了锅|炸了锅|电话打爆|群里炸了|烧钱|跳楼价|跳楼机|跳楼大甩卖|跳楼甩卖|气死|急死|烦死|累死|笑死|热死|冷死|饿死|吓死|死机|死活|打死也不|该死|死循环|死板|过敏感|不过敏|防过敏|抗过敏|脱敏|火花塞|中毒太深|剧毒舌|新媒体运营|新媒体公司|媒体播放|多媒体|流媒体|媒体文件|法院路|法院附近|法院旁|医院附近|医院旁边|医院对面|丢死人|儿童节|儿童款|儿童书包|儿童车|儿童票|儿童座椅|儿童手表|儿童餐|婴儿车|婴儿床|孩子王|未成年人模式|电池不鼓包|着火点|灭火器|消防|有毒吧|你有毒|虫子牌|老鼠爱大米|烧坏脑子|律师费用多少|法律手续|派出所附近|警察局附近|公安局附近|人命关天的大事都|smoke-free|non-smoking|no smoking|smoke free|smoke detector|smoke alarm|dead line|deadline|dead battery|battery is dead|battery died|battery dies|phone died|phone dies|app died|on hold to death|kid you not|no kidding|courtesy|food court|tennis court|basketball court|hospitality|hospital bed frame|killed my mood|killed the|bored to death|firestick|fire tv|fire stick|toxic attitude|toxic culture|expose my data|exposed to';

export const FLAG_DENIALS =
  "没有|没|未|并未|无|不|不会|没有人|无人|没人|没造成|未造成|没有造成|避免|防止|以防|尚未|not|no|without|nobody|no one|never|n't|nobody was|no one was|avoid|prevent".split(
    '|',
  );
