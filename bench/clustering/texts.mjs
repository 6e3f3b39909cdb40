import { randomFrom } from './random.mjs';

/** Complaints of our own making: templates with slots, filled at random. No text stems from a real person. */
const PLACES = [
  '青禾路',
  '望江街',
  '北塔湾',
  '松岭镇',
  '云坪村',
  '白鹭洲',
  '临溪大道',
  '柳荫巷',
  '石桥头',
  '东港码头',
  '南屏山',
  '红枫里',
  '竹溪口',
  '金沙角',
  '凤鸣桥',
  '春申坊',
];
const ESTATES = [
  '澜岸府',
  '观棠里',
  '悦和苑',
  '锦绣半岛',
  '翠屏山庄',
  '星河湾畔',
  '枫桥雅居',
  '紫荆名邸',
  '朗诗寓',
  '清河家园',
  '四季云顶',
  '丹桂花园',
];
const MATTERS = [
  ['路灯坏了三个月无人修', '晚上回家的路一片漆黑，老人摔了两次，打过热线只说已经登记，至今没有维修人员到场。'],
  ['电梯频繁停运', '电梯隔三差五就停，高层住户抬着婴儿车爬楼，维保单位每次只贴一张告示就走。'],
  ['垃圾站臭味扰民', '垃圾站没有封闭，污水流到人行道上，夏天窗户不敢开，孩子一直咳嗽。'],
  ['夜间施工噪音', '工地凌晨两点还在打桩，连续一周无法入睡，现场没有公示夜间施工许可。'],
  ['健身房关门不退卡', '健身房突然贴出停业通知，年卡还剩十个月，负责人电话关机，会员群被解散。'],
  ['培训班退费难', '课程上到一半老师全部离职，机构答应七天内退费，如今已经拖了两个月。'],
  ['快递丢失拒赔', '快递显示签收但没有收到，站点说放在门口，申请赔偿只肯给运费的三倍。'],
  ['物业费上涨没有公示', '物业没有召开业主大会就涨价，问收费依据不肯出示，不交就锁门禁。'],
  ['自来水发黄有异味', '早上放出来的水是黄色的，静置之后有沉淀，水厂说是管网老化，没有整改时间。'],
  ['暖气不热', '室温只有十四度，报修四次，师傅测完温度就走，费用却一分不减。'],
  ['学校食堂饭菜发霉', '孩子带回来的馒头有霉点，家长要求公开供应商，学校只说会加强管理。'],
  ['公交线路间隔太长', '早高峰等了四十分钟才来一班，挤不上去只能打车上班，希望增加班次。'],
  ['停车场乱收费', '停了十分钟收了二十元，没有明码标价，也不开发票，保安态度恶劣。'],
  ['手机充电时发烫起火', '新买的手机充电半小时就烫手，昨晚冒烟烧坏了床单，要求检测和赔偿。'],
  ['酒店订单无故取消', '提前一个月订好的房间，入住当天被取消，只退原价，附近房价已经翻倍。'],
  ['网贷暴力催收', '逾期两天就给通讯录里的亲友打电话，言语侮辱，要求立即停止并道歉。'],
];
const OPENINGS = ['您好，', '反映一个情况：', '实在没办法了才来投诉，', '本人是附近居民，', '多次沟通没有结果，', ''];
const ENDINGS = ['希望有关部门尽快处理。', '请给一个明确的答复时间。', '我保留进一步维权的权利。', '盼回复，谢谢。', ''];

const INCIDENTS = 150;

/** Ordinary traffic: a handful of complaints each about a hundred and fifty small matters, and twice as many that stand alone. */
export function backgroundTexts(random, count) {
  const placeOf = () => `${random.pick(PLACES)}${random.pick(ESTATES)}`;
  const incidents = Array.from({ length: INCIDENTS }, () => ({ where: placeOf(), matter: random.pick(MATTERS) }));
  return Array.from({ length: count }, (_, i) => {
    const shared = random.below(3) === 0;
    const incident = random.below(INCIDENTS);
    const { where, matter } = shared ? incidents[incident] : { where: placeOf(), matter: random.pick(MATTERS) };
    const sentences = matter[1].split('，');
    const told = sentences.filter(() => random.below(4) > 0).join('，');
    return {
      id: `bg-${i}`,
      title: `${where}${matter[0]}`,
      body: `${random.pick(OPENINGS)}我住在${where}${1 + random.below(60)}栋。${told || matter[1]}${random.pick(ENDINGS)}`,
      user: `bg-user-${i}`,
      label: `${where}|${matter[0]}`,
    };
  });
}

/** Invented and well-known spellings mixed: Chinese, Latin, one that a dictionary takes for an ordinary word. */
export const BRANDS = ['云雀', '海棠数码', '锐驰', '蓝鲸优选', 'Nexora', '米粒家', '北辰电器', 'Voltis'];
const FAULTS = ['屏幕出现绿线', '电池鼓包', '机身发烫', '扬声器没有声音', '频繁自动重启'];

export const templateComplaint = (random, brand) => ({
  title: `${brand}拒绝退换有质量问题的手机`,
  body: `我于${1 + random.below(12)}月${1 + random.below(28)}日在${brand}官方旗舰店购买了一部手机，使用不到${2 + random.below(20)}天就${random.pick(FAULTS)}。联系${brand}客服，对方以人为损坏为由拒绝退换，也不出具检测报告。要求${brand}按照三包规定退货退款，并公开道歉。`,
});

export const FLOOD_TEXT =
  '本人在贵平台订购的净水器安装后第三天开始漏水，泡坏了客厅的木地板和两组橱柜，安装师傅上门看了一眼说是水压问题，拒绝承担责任。客服先后承诺了三次会有专员联系，到今天已经十六天，没有任何人打来电话。要求赔偿地板和橱柜的损失八千六百元，退回净水器货款，并对拖延处理作出书面说明。';
export const SLOGAN = '还我血汗钱，退我认购款！恒澜置业跑路烂尾，三百户业主跪求彻查！';
export const PETITION_STYLE = [
  '请加快',
  '建设步伐刻不容缓，在全国大力推进高质量发展的大背景下，我市',
  '工作长期滞后，与省会地位极不相称，不知相关部门有何具体行动计划和时间表？',
];
export const PETITION_SUBJECTS = [
  '海绵城市',
  '口袋公园',
  '智慧停车',
  '社区食堂',
  '夜间经济',
  '滨河步道',
  '加装电梯',
  '校园周边整治',
  '公共自行车',
  '城市书房',
  '充电桩布局',
  '垃圾分类',
  '轨道交通',
  '儿童医院',
  '体育场馆',
  '老旧管网',
  '文化馆',
  '无障碍设施',
  '会展中心',
  '航空货运',
];

export const RARE_TAIL = '岚澈霖屿峥曜芷绮筠瑾棠栩沅泠昶祺煦翊衡珩琬霁骁筱蔚晗琛玥璟曦';

const SYLLABLES =
  '天地玄黄宇宙洪荒日月盈昃辰宿列张寒来暑往秋收冬藏闰余成岁律吕调阳云腾致雨露结为霜金生丽水玉出昆冈剑号巨阙珠称夜光果珍李柰菜重芥姜海咸河淡鳞潜羽翔';

/**
 * Endless complaints with the statistics of real ones: about a third belong to matters that go on for a while, each under a name of its own,
 * the rest stand alone. A few hundred clauses are common to all; what tells matters apart is a vocabulary drawn from some six thousand words.
 */
export function syntheticComplaint(random, i) {
  const matter = random.below(3) === 0 ? Math.floor(i / 2_000) * 40 + random.below(40) : 10_000_000 + i;
  const named = randomFrom(matter * 2_654_435_761);
  const words = (source, count) => Array.from({ length: count }, () => source.pick([...SYLLABLES]) + source.pick([...SYLLABLES]));
  const name = words(named, 1)[0] + named.pick([...SYLLABLES]) + named.pick(['小区', '广场', '公司', '中学', '健身房', '家园']);
  const about = words(named, 14).filter(() => random.below(3) > 0);
  const clauses = Array.from({ length: 6 }, () => random.pick(random.pick(MATTERS)[1].replace('。', '').split('，')));
  return {
    title: `${name}${about.slice(0, 3).join('')}`,
    text: `${random.pick(OPENINGS)}${name}${1 + random.below(90)}号，${about.join('，')}。${clauses.join('，')}。${words(random, 14).join('，')}。${random.pick(ENDINGS)}`,
    author: `person-${random.below(5_000_000)}`,
  };
}

/** Forms filled in: what a short complaint says for itself is a few characters, all else is the form's. */
export const FORM_PROBLEMS = [
  ['快递丢失', '快递三天没动静，应该是丢了', '包裹丢了没人找', '快递不见了，驿站说没收到'],
  ['会员自动扣费', '没同意就自动续费扣了钱', '会员自动续费，扣费没提醒', '偷偷扣我会员费'],
  ['空调不制冷', '空调吹的是热风', '新装的空调一点不制冷', '空调制冷坏了'],
  ['优惠券用不了', '满减券一直提示不可用', '领的优惠券结算时用不了', '优惠券失效'],
  ['客服不回消息', '人工客服一直排队没人理', '客服半天不回', '找不到人工客服'],
  ['发票开不出来', '申请发票被驳回', '电子发票一直开不了', '发票抬头错了不给重开'],
  ['鞋子开胶', '鞋穿一周就开胶', '鞋底开胶断了', '新鞋脱胶'],
  ['酒店取消订单', '到店酒店说没有房', '订好的酒店被取消', '酒店临时取消不赔'],
];
const FORMS = [
  (problem, order) => `关于${problem}的投诉，请尽快处理并回复，订单号${order}`,
  (problem, order) => `投诉：${problem}。请相关部门尽快处理并给予回复，谢谢！订单号：${order}`,
  (problem, order) => `您好，关于${problem}的问题，麻烦尽快处理并回复我，订单号${order}`,
];
export const formComplaint = (random, problem) => random.pick(FORMS)(random.pick(problem), String(10_000_000 + random.below(89_999_999)));
