export const wall = {
  title: '群体事件态势',
  standsStill: '数字不再更新',
  age: '{{n}} 秒前更新',
  ageStale: '数据停在 {{at}}，已 {{n}} 秒未更新',
  unlocated: '未定位 {{n}} 件',
  events: '关键节点',
  noEvents: '近期没有关键节点',
  event: { detected: '发现疑似', declared: '立项', closed: '结束' },
  deadlines: '临近时限',
  notice: {
    closed: { title: '这个大屏链接已停用', hint: '链接已被撤销、已到期，或地址有误。请向管理员索取新的链接。' },
    waiting: { title: '连不上服务器', hint: '正在持续重试，恢复后自动显示。' },
  },
};
