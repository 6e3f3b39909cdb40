/** Everyday troubles that have nothing to do with the crisis: what goes wrong, by kind of goods or service. */
export interface NoiseTopic {
  things: readonly string[];
  /** What may be wrong, and with which part of it: any of the one with any of the other. */
  parts: readonly string[];
  faults: readonly string[];
  /** Who it is about: a shop by default; a school, a hotel or a block of flats otherwise; `null`: the platform itself, which there is only one of. */
  at?: readonly string[] | null;
}

const topic = (things: string, parts: string, faults: string, at?: string | null): NoiseTopic => ({
  things: things.split(' '),
  parts: parts.split(' '),
  faults: faults.split(' '),
  ...(at === undefined ? {} : { at: at === null ? null : at.split(' ') }),
});

export const NOISE_TOPICS: readonly NoiseTopic[] = [
  topic(
    '羽绒服 毛衣 牛仔裤 衬衫 连衣裙 睡衣 西装 雨衣 卫衣 旗袍 马甲 风衣 背心 短裤 百褶裙 打底裤 针织衫 皮夹克 汉服 泳衣 秋裤 袜子 围巾 手套 领带 棒球帽 校服 防晒衣 冲锋衣 内衣',
    '袖口 领子 拉链 扣子 口袋 下摆 腋下 帽绳 裤腰 内里 肩线 吊牌 门襟 裙摆',
    '开线 缩水 跑绒 起球 染色 裁歪 勾丝 发黄 有异味 掉了两颗 长短不齐 刺痒 掉印 泛白 有笔迹',
  ),
  topic(
    '跑鞋 皮靴 帆布鞋 凉拖 登山鞋 童鞋 雪地靴 舞鞋 乐福鞋 雨靴 公文包 双肩包 钱包 帆布袋 手拿包 拉杆箱 腰包 化妆包 高跟鞋 棉拖',
    '鞋底 鞋面 后跟 气垫 鞋垫 鞋头 内衬 鞋舌 包带 轮子 暗袋 五金 夹层 锁扣',
    '开胶 掉色 磨脚 断裂 起皮 走线歪 发硬 一只大一只小 生锈 塌软 有霉点 熏人 卡住 缺一只',
  ),
  topic(
    '翻盖机 老人机 电纸书 对讲机 耳机 麦克风 功放 收音机 录音笔 充电宝 摄像头 路由器 键盘 鼠标 显卡 硬盘 内存条 投影幕 扫描仪 打印机 数位板 手写笔 闪光灯 三脚架 无人机 游戏手柄 智能手环 电子秤 翻译机 门铃',
    '扬声器 听筒 主板 指纹 信号 后盖 电池 触控 左声道 旋钮 接口 排线 固件 墨盒 云台 镜头 驱动 充电头',
    '失灵 发烫 时断时续 鼓包 有杂音 掉漆 认不出 反应迟钝 串台 烧了 松动 变砖 掉线 对不了焦 自己重启 进灰',
  ),
  topic(
    '冰箱 空调 热水器 油烟机 洗碗机 烘干机 破壁机 烤箱 电磁炉 豆浆机 咖啡机 面包机 电火锅 取暖器 除湿机 加湿器 吸尘器 电风扇 挂烫机 榨汁机 消毒柜 净化器 电饼铛 绞肉机 洗地机 酸奶机 煮蛋器 电热水壶',
    '门封 排水管 压缩机 面板 支架 内筒 刀头 涂层 杯盖 加热管 底座 电源线 水箱 滚刷 出风口 温控 安装费 保修卡',
    '漏水 异响 乱收 晃动 结霜 报代码 没装牢 卡死 脱落 不亮 烧糊 扣不紧 跳闸 有焦味 缩短 没盖章 转得慢 吹热风',
  ),
  topic(
    '沙发 床垫 书桌 衣柜 餐椅 鞋柜 茶几 榻榻米 屏风 梳妆台 酒柜 置物架 穿衣架 吊床 懒人椅 窗帘 蚊帐 地毯 蚕丝被 枕头 床笠 桌布 壁纸 挂画 收纳箱 浴帘 凉席 门垫 相册 挂钟',
    '木板 抽屉 螺丝包 靠背 弹簧 滑轨 柜门 桌腿 填充 花纹 包边 绒毛 挂环 层板 海绵 漆面',
    '开裂 少发 塌陷 返潮 装不上 串色 高低不平 掉皮 色差大 裁错 发潮 印反 脱线 有虫眼 鼓起来 孔歪',
  ),
  topic(
    '面霜 口红 洗面奶 眼影盘 染发膏 香水 睫毛膏 粉底液 卸妆油 身体乳 护手霜 洗发水 发膜 牙膏 漱口水 剃须刀 美甲贴 眉笔 精华液 面膜 爽肤水 沐浴露 假睫毛 化妆刷 脱毛仪',
    '膏体 批号 喷头 封膜 质地 色号 香味 刷头 泵头 瓶口 成分表 保质期 刀片 滴管',
    '断了 查不到 堵住 没贴 结块 寄错 刺鼻 掉毛 按不出 撒了 看不清 快到期 生锈 分层 搓泥 短一截',
  ),
  topic(
    '坚果 饼干 牛肉干 月饼 麦片 辣条 果冻 巧克力 火锅底料 螺蛳粉 茶叶 咖啡豆 奶酪棒 酱油 香肠 蜂王浆 燕窝 腊肉 汤圆 粽子 车厘子 牛排 榴莲 冰淇淋 草莓 三文鱼 小龙虾 荔枝 土豆 五常米 石榴 火龙果 鲜笋 阳澄蟹 海参 羊腿 牛油果 甜玉米',
    '包装袋 生产日期 口味 净含量 配料表 干燥剂 冰袋 个头 果肉 等级 绑绳 油 产地 口感 礼盒 内袋',
    '漏气 模糊 发错 不足 写得含糊 有虫 化了 偏小 发苦 冒充 哈喇 少一袋 受潮 发软 不符 结冰渣',
  ),
  topic(
    '猫砂 狗窝 鱼粮 鸟笼 猫爬架 宠物背包 牵引绳 逗猫棒 仓鼠笼 水族灯 多肉 月季苗 发财树 草籽 绿萝 蝴蝶兰 营养土 喷壶 花架 园艺剪 乌龟缸 猫抓板 自动喂食器 宠物推车',
    '颗粒 底板 接缝 罩子 麻绳 门闩 叶子 根部 花苞 盆底 土里 发芽率 刃口 挂钩 灯管 出粮口',
    '粉尘大 发霉 尺寸小 散了 咬断 关不住 全黄 烂了 没开 裂缝 都是虫 几乎为零 钝得很 掉下来 闪烁 堵着',
  ),
  topic(
    '奶瓶 婴儿车 安全座椅 爬行垫 积木 学步鞋 温奶器 吸奶器 婴儿床 尿布台 磨牙棒 拼图 遥控车 洋娃娃 风筝 水枪 滑梯 秋千 早教机 恐龙模型 磁力片 橡皮泥 儿童手表 毛绒熊 跳跳马 羊角球',
    '刻度 刹车 卡扣 边角 奶嘴 坐垫 电机 贴纸 轮轴 眼睛 线头 磁铁 说明卡 充气口 安全带 铰链',
    '印歪 踩不住 缺失 有毛刺 呛人 缩成一团 不转 撕不掉 掉了 吸不住 重复 漏 反着装 夹手 有划痕 掉屑',
  ),
  topic(
    '自行车 滑板 鱼竿 羽毛球拍 登山包 冲浪板 帐篷 睡袋 哑铃 跳绳 瑜伽球 护膝 泳镜 头盔 篮球 乒乓台 飞镖盘 滑雪板 望远镜 登山杖 马灯 折叠桌 天幕 皮划艇 轮滑鞋 拳套',
    '链条 轴承 导环 拍线 肩带 变速器 拉杆 拉锁 握把 气嘴 镜片 内胆 网子 固定器 目镜 灯头',
    '老掉 卡顿 断节 松弛 开线 跳挡 伸不直 拉不动 打滑 撒气 起雾 裂纹 破洞 拧不紧 重影 不防水',
  ),
  topic(
    '绘本 字典 杂志 教辅 漫画 挂历 手账 钢笔 水彩 毛笔 画架 篆刻石 地球仪 拼装模型 吉他弦 古筝 口琴 架子鼓 电钢琴 二胡 尤克里里 萨克斯 乐谱 节拍器 邮票册 印泥 橡皮章 黑胶唱片',
    '书脊 彩页 装订 印刷 附赠 书角 笔尖 颜料 音准 琴码 簧片 鼓皮 踏板 琴轴 封套 零件袋',
    '散页 缺页 重影 疑似盗版 没给 折了 漏墨 干了 跑调 翘起 哑音 破了 没力度 脱轴 划花 少一包',
  ),
  topic(
    '汽车脚垫 行车记录仪 机油 轮胎 雨刮 车衣 方向盘套 胎压监测 车载冰箱 洗车机 千斤顶 电钻 螺丝刀 卷尺 水平仪 角磨机 梯子 胶枪 砂纸 门锁芯 水龙头 花洒 马桶盖 开关面板 吸顶灯 晾衣架 地漏 灯带',
    '型号 存储卡 胶皮 生产周期 卡口 背胶 钻头 刻度 气泡 碳刷 横档 钥匙 阀芯 软管 盖板 铜芯',
    '对不上 读不出 发腻 太久 松垮 不粘 打偏 磨没了 停不住 乱抖 发颤 拔不出 滴水 爆开 合不严 细一号',
  ),
  topic(
    '考研课 外教课 钢琴陪练 编程课 书法课 会计课 雅思课 驾校 普拉提 舞蹈班 声乐课 围棋课 口才班 摄影课 日语班 烘焙课 潜水课 心理咨询 早教班 公考班',
    '老师 课时 回放 讲义 证书 退费 作业批改 场地 教练车 助教 班主任 排课 教材 发票',
    '中途换人 少算课 打不开 没寄 拖着不发 扣手续费 没人管 换到郊区 老熄火 态度冷 失联 撞期 漏印 不肯开',
    '园 堂 院',
  ),
  topic(
    '大床房 民宿 景区门票 租车 演出票 跟团游 签证 接机 营位 温泉票 邮轮 滑雪票 剧本杀 婚纱照 写真 月子餐 宴席 下午茶 密室 酒席 年夜饭 美发卡 水上乐园 瑜伽卡 洗车卡 按摩券',
    '房间 照片 改期 押金 座位 导游 材料 司机 帐篷位 水温 舱位 底片 菜品 预约 余额 转让费',
    '临时变卦 严重不符 扣太狠 拖着不退 调到后排 强拉购物 说丢了 迟到一小时 被占 太凉 被降级 要补钱 缩水 排不上 少算 太高',
    '馆 社 行 居',
  ),
  topic(
    '保洁 搬家 开锁 管道疏通 月嫂 空调清洗 除螨 甲醛检测 宠物寄养 疫苗 洗澡 绝育 贴膜 修手机 修表 改衣 干洗 跑腿 代驾 陪诊 快递柜 自提点 充电桩 停车位',
    '师傅 报价 时间 地板 合同 工具 笼子 指甲 卡证 后盖 表蒙 裤脚 袖子 单据 路线 取件码 超时费 插枪',
    '爽约 坐地起价 改了又改 刮花 不给签 没带 很脏 剪太短 写错 装歪 进水 裁短了 洗坏 丢失 绕远 收不到 乱算 拔不下来',
    '社 行 处 站',
  ),
  topic(
    '话费充值 流量包 宽带 云盘 电子书 加油卡 专票 收据 报销凭证 实名认证 密码 积分 头像 昵称 收藏夹 购物车 评价 夜间模式 语音搜索 推送 直播回放 礼品卡 心愿单 足迹 亲情号 免密支付 花呗分期 价保 以旧换新 碎屏险 会员日 签到 拼团 助力 砍价 小游戏 种草笔记 问答',
    '到账 续订提醒 网速 扣款 换绑 页面 抬头 税号 金额 邮箱 人脸识别 等级 审核 字体 图片 排序 入口 规则 倒计时 名额 有效天数 奖励',
    '迟迟没有 看不到 砍半 重复 卡住 空白 开错 少一位 差几块 收不到 过不去 被降 一直排队 特别小 加载不出 乱跳 找不着 前后矛盾 不动 被别人占 算少了 没发',
    null,
  ),
];

const SHOP_CHARACTERS = [
  ...'青屿拾米南舟木禾星野云岫夏初暖橘北桐知鹿茶山满听澜若隐川花信沐松橙溪糯悠织梦墨晴寻朵望舒素麦垛乌蓝鲸杏竹榴芒霜谷雨朝归渡疏影欢萤栗海棠柏枫荷莲梨桃柚柠檬桂兰芷芸薇蔓藤苔砚纸笔琴棋书画瓷陶漆银铜铁石岩峰岭湖泊港湾帆桨桥亭台楼阁灯烛炉窑坊巷渔樵耕牧鹤雁燕鸢鹭狸豹犀象鲤贝珊瑚',
];
const SHOP_KIND = ['家', '店', '坊', '铺', '号', ''];

interface Chooser {
  pick: <T>(items: readonly T[]) => T;
  chance: (probability: number) => boolean;
}

export const shopName = (rnd: Chooser): string =>
  Array.from({ length: rnd.chance(0.4) ? 3 : 2 }, () => rnd.pick(SHOP_CHARACTERS)).join('') + rnd.pick(SHOP_KIND);
export const placeName = (rnd: Chooser, ends: readonly string[]): string =>
  rnd.pick(SHOP_CHARACTERS) + rnd.pick(SHOP_CHARACTERS) + rnd.pick(ends);

const SYLLABLES = 'bar cor dell em fen gar hol in jor kel lum mar nor ost pel quin ros sel tam ur ven wil yar zel'.split(' ');
export const englishShop = (rnd: Chooser): string => {
  const name = Array.from({ length: rnd.chance(0.5) ? 3 : 2 }, () => rnd.pick(SYLLABLES)).join('');
  return (name[0] as string).toUpperCase() + name.slice(1);
};

export const NOISE_ENGLISH_THINGS: readonly string[] =
  'kettle,backpack,lamp,watch strap,phone case,yoga mat,notebook,water bottle,raincoat,desk fan,puzzle,guitar strings,toaster,blanket,umbrella,sun hat,bike lock,camera bag,chess set,candle,doormat,frying pan,garden hose,hammock,ink cartridge,knife block,lunch box,mousepad,nail kit,oven glove,pillow,quilt,scarf,tripod,vase,wallet,sandals,thermos,bookshelf,curtain rod,dog leash,earrings,fishing rod,globe,hair dryer,ironing board,jigsaw,kite,ladder,mixer,necklace,paint set,radio,skateboard,tent,ukulele,violin bow,whisk,xylophone,zipper pouch'.split(
    ',',
  );
export const NOISE_ENGLISH_PROBLEMS: readonly string[] =
  'the wrong colour,too small,missing a screw,scratched,very noisy,already opened,not like the picture,leaking a bit,without its manual,bent,smelly,two sizes off,frayed at the edges,dented,wobbly,without its lid,faded after one wash,crooked,sticky,short of a charger,half the weight,printed upside down,rusty,torn,squeaking,hard to close,blurry,loose,mouldy,warped,uneven,stained'.split(
    ',',
  );
