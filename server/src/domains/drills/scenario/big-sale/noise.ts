/** Everyday troubles that have nothing to do with the crisis: what went wrong, by kind of goods or service. */
export interface NoiseTopic {
  things: readonly string[];
  problems: readonly string[];
  /** Who it is about: a shop by default; a teacher, a hotel or a parcel station otherwise; `null`: the platform itself, which there is only one of. */
  at?: readonly string[] | null;
  /** Food, plants, creams and books have no screws. */
  partless?: true;
}

export const SHOP_FIRST: readonly string[] =
  '青屿 拾米 南舟 木禾 星野 云岫 半夏 初禾 暖橘 北桐 知鹿 白茶 山月 小满 听澜 若木 隐川 花信 屿见 鹿鸣 沐光 松间 橙里 溪谷 糯米 悠行 织梦 墨白 晴川 寻味 朵云 望舒 素年 麦垛 乌龙 蓝鲸 银杏 竹里 石榴 芒种 霜降 谷雨 朝暮 归途 野渡 疏影 清欢 流萤 栗子 海棠'.split(
    ' ',
  );
export const SHOP_LAST: readonly string[] =
  '良品 家居 数码 服饰 食集 母婴 运动 工坊 日用 美妆 书舍 玩物 厨具 家纺 鞋履 箱包 宠物 电器 户外 饰品 茶舍 车品 办公 乐器 园艺'.split(' ');
export const SHOP_KIND: readonly string[] = ['旗舰店', '专营店', '官方店', '小店', '', '工厂店'];

export const NOISE_TOPICS: readonly NoiseTopic[] = [
  {
    things: ['跑鞋', '皮靴', '帆布鞋', '凉拖', '登山鞋', '童鞋'],
    problems: ['穿两天就开胶', '左右脚不一样大', '鞋底一踩就断', '掉色把袜子染了', '里面有根钉子', '发来的是穿过的'],
  },
  {
    things: ['羽绒服', '毛衣', '牛仔裤', '衬衫', '连衣裙', '睡衣', '西装'],
    problems: [
      '洗一次就缩水',
      '跑绒满身都是毛',
      '拉链是坏的',
      '尺码跟详情页差两号',
      '起球起得没法穿',
      '有股刺鼻的味道',
      '扣子掉了三颗',
      '吊牌被剪过',
    ],
  },
  {
    things: ['手机', '平板', '智能手表', '翻盖机', '老人机'],
    problems: ['充不进电', '屏幕有亮点', '激活日期比购买早半年', '信号一格都没有', '通话对方听不见', '指纹识别失灵', '后盖缝隙很大'],
  },
  {
    things: ['耳机', '音箱', '麦克风', '功放', '收音机'],
    problems: ['左边没声音', '蓝牙总断开', '电流声特别大', '充电仓合不上', '配对不上电视', '用一周就没电了'],
  },
  {
    things: ['洗衣机', '冰箱', '空调', '热水器', '油烟机', '洗碗机'],
    problems: ['安装师傅乱收费', '半夜异响', '不制冷', '漏水', '预约安装改了三次', '门关不严', '显示屏报错代码E4'],
  },
  {
    things: ['电饭煲', '破壁机', '烤箱', '电磁炉', '豆浆机', '咖啡机'],
    problems: ['内胆涂层掉了', '按键没反应', '煮一半就跳闸', '说明书是外文的', '盖子扣不紧', '功率虚标'],
  },
  {
    things: ['沙发', '床垫', '书桌', '衣柜', '餐椅', '鞋柜'],
    problems: ['少发了一包螺丝', '甲醛味很重', '木板有裂缝', '颜色发错了', '抽屉拉不出来', '说好送货上楼没送', '腿是歪的'],
  },
  {
    partless: true,
    things: ['面霜', '口红', '洗面奶', '防晒霜', '眼影盘', '染发膏'],
    problems: ['用完脸发红', '批号查不到', '膏体断了', '味道跟专柜不一样', '有效期只剩两个月', '瓶口没有封膜'],
  },
  {
    partless: true,
    things: ['坚果', '饼干', '牛肉干', '月饼', '麦片', '辣条', '蜂蜜'],
    problems: ['吃起来有哈喇味', '净含量不够', '包装漏气', '生产日期模糊', '里面有头发', '口味发错'],
  },
  {
    partless: true,
    things: ['车厘子', '大闸蟹', '牛排', '榴莲', '冰淇淋', '鸡蛋'],
    problems: ['冰袋全化了', '重量差了一斤', '收到死了一半', '坏果包赔只赔一颗', '不新鲜', '等级跟描述不符'],
  },
  {
    things: ['猫粮', '狗窝', '猫砂', '鱼缸', '鸟笼', '宠物零食'],
    problems: ['换了批次猫不吃', '粉尘特别大', '接缝漏水', '尺寸小一圈', '吃完拉稀', '颗粒发霉'],
  },
  {
    things: ['奶瓶', '婴儿车', '安全座椅', '爬行垫', '纸尿裤', '积木'],
    problems: ['刻度印歪了', '刹车踩不住', '少了一个卡扣', '味道呛人', '侧漏', '边角有毛刺'],
  },
  {
    things: ['考研网课', '英语外教课', '钢琴陪练', '编程课', '书法课', '会计培训'],
    problems: ['老师换了不通知', '课时对不上', '直播卡得看不了', '说好的资料没寄', '请假被扣课时', '证书迟迟不发'],
    at: ['教育', '学堂', '网校', '书院'],
  },
  {
    things: ['健身年卡', '游泳次卡', '瑜伽课', '美容套餐', '洗车卡', '理发卡'],
    problems: ['门店搬走了', '教练离职没人管', '预约不上', '被强推升级', '转让费太高', '余额不对'],
    at: ['健身', '美学馆', '游泳馆', '生活馆'],
  },
  {
    things: ['酒店订单', '民宿订单', '景区门票', '租车订单', '高铁票代订', '演出票'],
    problems: ['到店说没房', '图片和实际不符', '改期扣一半', '押金没退', '车里有烟味', '座位被调到后排', '入园要再付钱'],
    at: ['酒店', '民宿', '票务', '旅行'],
  },
  {
    things: ['话费充值', '流量包', '宽带', '会员', '云盘空间', '电子书'],
    problems: ['充了没到账', '自动续订没提醒', '网速只有一半', '被扣了两次', '登录要换绑手机', '打开是空白页'],
    at: null,
  },
  {
    things: ['发票', '电子发票', '专票', '收据'],
    problems: ['抬头开错了', '税号少一位', '申请一周没开', '金额和实付不一致', '邮箱收不到'],
    at: null,
  },
  {
    things: ['账号', '收货地址', '手机绑定', '实名认证', '密码', '积分'],
    problems: ['无故被冻结', '改不了', '收不到验证码', '被别人占用', '提示异常登录', '少了一大半'],
    at: null,
  },
  {
    things: ['驿站', '快递柜', '快递员', '网点', '自提点'],
    problems: ['不打电话直接放门口', '超时要收费', '态度不好', '把件给了邻居', '七点就关门', '投错楼栋', '拒绝送上门'],
    at: ['花园', '小区', '公寓', '新村', '广场', '苑', '雅居', '大厦'],
  },
  {
    things: ['智能锁', '摄像头', '路由器', '扫地机器人', '投影仪', '门铃'],
    problems: ['连不上网', '固件升级变砖', '夜里自己报警', '地图建不出来', '梯形校正失灵', '订阅才能看回放'],
  },
  {
    things: ['汽车脚垫', '行车记录仪', '机油', '轮胎', '雨刮', '车载充电器'],
    problems: ['型号对不上', '存储卡读不出', '胶皮味太大', '生产周期超过三年', '刮不干净', '发热'],
  },
  {
    things: ['自行车', '滑板车', '帐篷', '鱼竿', '羽毛球拍', '登山包'],
    problems: ['链条老掉', '刹车线断了', '下雨渗水', '第三节断了', '线断两根', '肩带开线'],
  },
  {
    partless: true,
    things: ['图书套装', '绘本', '字典', '杂志订阅', '文具礼盒'],
    problems: ['缺了一本', '印刷模糊', '疑似盗版', '书角折了', '漏寄两期', '笔写不出水'],
  },
  {
    partless: true,
    things: ['绿植', '鲜花', '花盆', '种子', '盆栽'],
    problems: ['送到叶子全黄', '花束比图小很多', '发芽率几乎为零', '错过了生日', '土里都是虫'],
  },
  {
    things: ['项链', '手镯', '戒指', '眼镜', '手表', '皮带'],
    problems: ['戴两天褪色', '证书编号查无此物', '镜片度数配错', '走时不准', '扣头是松的', '刻字刻错'],
  },
  {
    things: ['床单', '窗帘', '枕头', '毛巾', '蚊帐', '地毯'],
    problems: ['掉毛严重', '尺寸裁错', '染了一盆水', '起静电', '拼接处开线', '跟样布色差大'],
  },
];

export const NOISE_FRAMES: readonly string[] = [
  '在{shop}{买的|下单的|拍的|入手的}{thing}，{problem}',
  '{shop}{的|家的|发来的}{thing}{problem}{|了|，怎么处理|，咋办}',
  '{when}{收到|拿到|签收}{shop}发的{thing}，{problem}',
  '{thing}{problem}，{店家|商家|卖家|}{shop}{一直没给答复|不回消息|装没看见|说研究一下}',
  '{你好|您好|哈喽}，{thing}{有问题|出现问题|不对劲}：{problem}{，店铺是|，店名|，来自}{shop}',
  '{刚|才|今天}{拆开|打开|装好}{shop}的{thing}{就发现|一看|，结果}{problem}',
  '给{家里人|爸妈|朋友|老婆|自己}买的{thing}，{problem}，{shop}{家的|买的|}',
  '{shop}{客服|掌柜|小二}说{正常|没事|都这样|是工艺}，可是{thing}{problem}{啊|，离谱|}',
  '{第二次|回购|又一次}买{shop}的{thing}{了，|，}{这回|这次|没想到}{problem}',
  '{money}{块|元|}{买的|入的}{thing}，{problem}，{shop}',
  '订单{order}，{thing}，{problem}{，商家|，店铺|，}{shop}',
  '{thing}{用了|到手|才}{days}天，{problem}，{找|问|联系}{shop}{说过了保|没下文|让自己修|要我补钱}',
  '{problem}{的|，这样的}{thing}也{敢发|敢卖|能发货}？{shop}',
  '{shop}，{thing}，{problem}',
];
/** For troubles with the platform itself, which has no shop. */
export const OWN_FRAMES: readonly string[] = [
  '{thing}{problem}',
  '我的{thing}{problem}{|，怎么办|了}',
  '{when}{开始|起|那会儿}{thing}{problem}',
  '{查一下|看看|咨询}{thing}{problem}',
  '{thing}{problem}，{什么情况|求助|正常吗}',
];
export const NOISE_TAILS: readonly string[] = [
  '',
  '',
  '',
  '',
  '{想|打算|要}{退货|退了|退掉}。',
  '{能|可以|能不能}{换|换新|换一个}{吗|不|么}？',
  '{麻烦|请|辛苦}{处理|看看|查查|核实}{|一下|下}。',
  '{图|照片|视频|截图}{发了|已上传|在附件|都有}。',
  '{平台|官方|你们}{介入|管管|评评理|看下}{|吧|呗}。',
  '{退款|退钱|退一半|退运费}{就行|即可|。|吧}',
  '{补个差价|补寄一个|补发配件|寄个新的}{行不行|可以吗|呗|？}',
  '{找谁|问谁|联系哪里}{呢|啊|合适}？',
  '{有点|挺|真}{失望|无奈|闹心|膈应}。',
  '{下次|以后}{注意|改改|不买了|看清楚再买}。',
  '{比|和|跟}{描述|图片|评价}{差远了|不一样|两回事}。',
  '{谢|谢谢|多谢|感谢}{|啦|了}',
];
export const NOISE_ENGLISH: readonly string[] = [
  '{Hi, |Hello, |}{my|the} {thing} from {shop} {is|came|turned out} {problem}{.|, can you help?|, what now?}',
  '{shop} sent {me|us} a {thing} that is {problem}.',
  '{Bought|Ordered|Got} a {thing} at {shop}, {problem}. {Seller ignores me.|Photos attached.|Please check.|}',
  'The {thing} ({shop}) is {problem}, {not happy|a pity|please exchange it|how do I return it?}',
  '{Second|Third} {thing} from {shop} and again {problem}.',
  '{problem}: that is how the {thing} of {shop} looks after {days} days',
  'Order {order}: {thing}, {problem}, shop {shop}.',
];
export const NOISE_ENGLISH_THINGS: readonly string[] =
  'kettle,backpack,lamp,watch strap,phone case,yoga mat,notebook,water bottle,raincoat,desk fan,puzzle,guitar string set,toaster,blanket,umbrella,sun hat,bike lock,camera bag,chess set,candle,doormat,frying pan,garden hose,hammock,ink cartridge,knife block,lunch box,mousepad,nail kit,oven glove,pillow,quilt,scarf,tripod,vase,wallet'.split(
    ',',
  );
export const NOISE_ENGLISH_PROBLEMS: readonly string[] =
  'the wrong colour,too small,missing a screw,scratched,very noisy,already opened,not what the picture shows,leaking a bit,missing its manual,bent,smelly,two sizes off,frayed at the edges,dented,wobbly,without its lid,faded after one wash,crooked,sticky,short of a charger,half the weight,printed upside down'.split(
    ',',
  );

/** What may be wrong with any thing: with the part, some four thousand troubles, so that none is told often. */
export const PARTS: readonly string[] =
  '拉链 屏幕 按键 盖子 内胆 接口 说明书 外壳 缝线 边角 轮子 把手 电池仓 线材 底座 卡扣 支架 标签 插头 开关 滤网 垫片 螺丝孔 背板 涂层 喷头 密封圈 弹簧 旋钮 指示灯 收纳袋 挂钩 扶手 轴承 转轴 胶条 防尘盖 充电线 遥控器 瓶口 托盘 隔板 铰链 脚垫 面板 提手 吸盘 风扇 排水口 合页 夹子'.split(
    ' ',
  );
export const DEFECTS: readonly string[] =
  '松动 断裂 掉漆 变形 有划痕 卡住 少一个 发黄 有异响 对不齐 脱落 生锈 渗液 装反了 尺寸不对 有胶印 反应慢 起泡 翘起来 不回弹 有裂纹 掉色 接触不良 漏装 歪了 太紧 太松 磨损 有缺口 粘手 卷边 凹进去一块 贴错 不吻合 抖得厉害 合不拢 拧不动 刮手 沾油 断了半截 是旧的 缺角 反光刺眼 打滑 时好时坏 焊点开了 被压扁 受潮 颜色不一 拆不下来 有焦痕 发白 位置偏 不平 缩进去 一碰就响 掉渣 透光 粘不牢 裂成两半 糊成一团 高低不一 有毛边 拔不出来'.split(
    ' ',
  );

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
