export const search = {
  label: '词语、片段、受理编号、订单号、事件编号',
  start: '搜索投诉与群体事件',
  startHint: '中文、英文、词语或片段都可以；编号输入任意三位以上即可。',
  nothing: '没有找到“{{q}}”',
  nothingHint: '换个说法，或只输入其中一部分。',
  separator: '、',
  absorbed: '已并入：{{nos}}',
  incidents: '群体事件 {{n}} 起',
  complaints: '投诉 {{n}} 件',
  all: '在收件箱中查看全部 {{n}} 件 →',
};
