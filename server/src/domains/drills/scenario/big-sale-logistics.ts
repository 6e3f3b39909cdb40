import { BigSale } from './big-sale/big-sale.js';
import type { Scenario } from './scenario.js';

/** A platform's big sale: 35 complaints a second for twenty minutes, three crises in them, and everything else that goes wrong on such a day. */
export const bigSaleLogistics: Scenario = {
  name: 'big-sale-logistics',
  groups: [
    { label: 'east-china-warehouse', title: { zh: '华东仓停摆', en: 'East China warehouse at a standstill' } },
    { label: 'damage-claims-refused', title: { zh: '包裹破损拒赔', en: 'Claims for damaged parcels refused' } },
    { label: 'coupons-invalid', title: { zh: '优惠券失效', en: 'Coupons invalid' } },
  ],
  defaults: { seed: 1111, rate: 35, durationSeconds: 1_200 },
  complaints: (options) => new BigSale({ ...bigSaleLogistics.defaults, ...options }).complaints(),
};
