import type { PlaceInput } from '@tocsin/shared/complaints';
import type { Random } from './random.js';

export interface Town {
  name: string;
  adcode: string;
  lng: number;
  lat: number;
  weight: number;
}

const town = (name: string, adcode: string, lng: number, lat: number, weight: number): Town => ({ name, adcode, lng, lat, weight });

/** Where parcels go: people, not area, decide the weight. */
export const TOWNS: readonly Town[] = [
  town('上海市浦东新区', '310115', 121.568, 31.246, 9),
  town('上海市徐汇区', '310104', 121.437, 31.188, 5),
  town('上海市闵行区', '310112', 121.382, 31.113, 6),
  town('上海市宝山区', '310113', 121.489, 31.405, 4),
  town('杭州市余杭区', '330110', 120.299, 30.419, 7),
  town('杭州市滨江区', '330108', 120.212, 30.208, 5),
  town('宁波市鄞州区', '330212', 121.547, 29.817, 4),
  town('温州市鹿城区', '330302', 120.655, 28.015, 3),
  town('苏州市昆山市', '320583', 120.981, 31.386, 6),
  town('苏州市吴中区', '320506', 120.632, 31.264, 4),
  town('南京市江宁区', '320115', 118.84, 31.953, 6),
  town('南京市鼓楼区', '320106', 118.77, 32.067, 4),
  town('无锡市江阴市', '320281', 120.285, 31.92, 3),
  town('常州市武进区', '320412', 119.942, 31.701, 3),
  town('徐州市铜山区', '320312', 117.169, 34.181, 2),
  town('合肥市蜀山区', '340104', 117.261, 31.851, 4),
  town('芜湖市镜湖区', '340202', 118.385, 31.341, 2),
  town('济南市历下区', '370102', 117.076, 36.667, 3),
  town('青岛市市南区', '370202', 120.412, 36.076, 4),
  town('临沂市兰山区', '371302', 118.348, 35.052, 2),
  town('福州市仓山区', '350104', 119.274, 26.047, 3),
  town('厦门市思明区', '350203', 118.083, 24.446, 3),
  town('南昌市红谷滩区', '360113', 115.858, 28.698, 2),
  town('北京市朝阳区', '110105', 116.486, 39.921, 6),
  town('北京市海淀区', '110108', 116.31, 39.956, 5),
  town('天津市南开区', '120104', 117.15, 39.138, 3),
  town('石家庄市长安区', '130102', 114.539, 38.036, 2),
  town('太原市小店区', '140105', 112.565, 37.736, 2),
  town('沈阳市和平区', '210102', 123.42, 41.79, 2),
  town('大连市沙河口区', '210204', 121.594, 38.905, 2),
  town('长春市朝阳区', '220104', 125.288, 43.834, 2),
  town('哈尔滨市南岗区', '230103', 126.669, 45.76, 2),
  town('郑州市金水区', '410105', 113.661, 34.8, 4),
  town('洛阳市洛龙区', '410311', 112.464, 34.619, 2),
  town('武汉市洪山区', '420111', 114.344, 30.5, 5),
  town('武汉市江汉区', '420103', 114.271, 30.601, 3),
  town('长沙市岳麓区', '430104', 112.931, 28.235, 4),
  town('广州市天河区', '440106', 113.361, 23.125, 5),
  town('广州市番禺区', '440113', 113.384, 22.938, 4),
  town('深圳市南山区', '440305', 113.93, 22.533, 5),
  town('深圳市龙岗区', '440307', 114.247, 22.72, 4),
  town('佛山市顺德区', '440606', 113.293, 22.805, 3),
  town('东莞市', '441900', 113.752, 23.021, 4),
  town('南宁市青秀区', '450103', 108.495, 22.786, 2),
  town('海口市龙华区', '460106', 110.328, 20.031, 1),
  town('重庆市渝北区', '500112', 106.631, 29.718, 4),
  town('重庆市江北区', '500105', 106.574, 29.606, 3),
  town('成都市武侯区', '510107', 104.043, 30.642, 5),
  town('成都市郫都区', '510117', 103.901, 30.796, 3),
  town('贵阳市观山湖区', '520115', 106.622, 26.601, 2),
  town('昆明市官渡区', '530111', 102.749, 25.015, 2),
  town('西安市雁塔区', '610113', 108.944, 34.223, 4),
  town('兰州市城关区', '620102', 103.825, 36.057, 2),
  town('西宁市城西区', '630104', 101.766, 36.628, 1),
  town('银川市兴庆区', '640104', 106.289, 38.474, 1),
  town('乌鲁木齐市天山区', '650102', 87.632, 43.794, 2),
  town('呼和浩特市赛罕区', '150105', 111.702, 40.792, 1),
  town('拉萨市城关区', '540102', 91.132, 29.66, 1),
];
const WEIGHTS = TOWNS.map((t) => t.weight);

/** Those who write traditional characters or English from there. */
export const TRADITIONAL_TOWNS: readonly Town[] = [
  town('香港沙田区', '810016', 114.195, 22.38, 1),
  town('香港观塘区', '810009', 114.214, 22.306, 1),
  town('台湾省台北市', '710000', 121.559, 25.09, 1),
  town('台湾省高雄市', '710000', 120.609, 23.016, 1),
  town('澳门', '820000', 113.549, 22.199, 1),
];
export const ENGLISH_NAMES: Record<string, string> = {
  '310115': 'Shanghai',
  '310104': 'Shanghai',
  '310112': 'Shanghai',
  '110105': 'Beijing',
  '440106': 'Guangzhou',
  '440305': 'Shenzhen',
  '330110': 'Hangzhou',
  '320506': 'Suzhou',
  '510107': 'Chengdu',
  '420111': 'Wuhan',
};
export const ENGLISH_TOWNS: readonly Town[] = TOWNS.filter((t) => t.adcode in ENGLISH_NAMES);

export const anyTown = (rnd: Random): Town => TOWNS[rnd.weighted(WEIGHTS)] as Town;

/** As a form, a call centre or a phone would send it, or not at all. */
export function placeField(rnd: Random, { name, adcode, lng, lat }: Town): PlaceInput | undefined {
  const how = rnd.next();
  if (how < 0.45) return name;
  if (how < 0.65) return { adcode };
  if (how < 0.72) return { lng: round(lng + (rnd.next() - 0.5) * 0.08), lat: round(lat + (rnd.next() - 0.5) * 0.08) };
  return undefined;
}

const round = (n: number): number => Math.round(n * 10_000) / 10_000;
