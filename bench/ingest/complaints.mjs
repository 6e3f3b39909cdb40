// Complaints of our own making: about 300 Chinese characters, with the fields that a channel usually sends.
const PARTS = [
  '订单显示已经签收,可我根本没有收到包裹,',
  '打了三次客服电话都说会有专人回电,到现在没有任何人联系我,',
  '页面上写的是七天无理由退货,申请之后却一直显示审核中,',
  '商品和描述完全不符,包装破损,配件也少了一个,',
  '我要求退款并且说明原因,不要再让我等下去,',
  '同一个小区的邻居也遇到了一样的情况,大家都很着急,',
];
const run = `${Date.now().toString(36)}${process.pid}`;
let count = 0;

export function nextComplaint() {
  const n = count++;
  const text = Array.from({ length: 12 }, (_, i) => PARTS[(n + i * 5) % PARTS.length]).join('') + `编号${n}`;
  return {
    text,
    channel: 'web',
    source: 'bench',
    externalId: `${run}-${n}`,
    product: '电热水壶',
    orderRef: `A${run}${n}`,
    place: '浙江省杭州市西湖区',
    complainant: { name: '王小明', phone: `1380${String(n % 10_000_000).padStart(7, '0')}` },
    demands: ['refund', 'explanation'],
  };
}
